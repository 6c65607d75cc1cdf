package locale

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"articlebot/retrieval/text"

	"go.yaml.in/yaml/v3"
)

// Language is all that the bot says and understands in one language: one file.
type Language struct {
	Tag      text.Language          `yaml:"language"`
	Name     string                 `yaml:"name"` // in the language itself
	Commands map[string]CommandText `yaml:"commands"`
	Texts    Texts                  `yaml:"texts"`
	Phrases  Phrases                `yaml:"phrases"`
}

// Parse reads the file of a language. Every text must be there, and nothing that
// is not known.
func Parse(file []byte) (*Language, error) {
	l := &Language{}
	d := yaml.NewDecoder(bytes.NewReader(file))
	d.KnownFields(true)
	if err := d.Decode(l); err != nil {
		return nil, fmt.Errorf("read language: %w", err)
	}
	if l.Tag == "" || l.Name == "" || len(l.Commands) == 0 {
		return nil, fmt.Errorf("read language %q: its tag, name or commands are missing", l.Tag)
	}
	if missing := empty("texts", reflect.ValueOf(l.Texts)); len(missing) > 0 {
		return nil, fmt.Errorf("read language %q: nothing is said for %s", l.Tag, missing[0])
	}
	l.Texts.Language, l.Texts.Commands = l.Tag, l.Commands
	return l, nil
}

// empty names the phrases of texts that say nothing.
func empty(path string, v reflect.Value) []string {
	var list []string
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Tag.Get("yaml") != "-" {
				list = append(list, empty(path+"."+f.Tag.Get("yaml"), v.Field(i))...)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			list = append(list, empty(path, v.Index(i))...)
		}
	case reflect.String:
		if v.Len() == 0 {
			list = append(list, path)
		}
	}
	return list
}

// Set is the languages of a bot. It is immutable.
type Set struct{ list []*Language }

// NewSet returns the languages in order: the first is spoken to those whose own
// is none of them.
func NewSet(first *Language, more ...*Language) *Set {
	return &Set{append([]*Language{first}, more...)}
}

// All lists the languages in order.
func (s *Set) All() []*Language { return s.list }

// Has tells whether a language is one of them.
func (s *Set) Has(lang text.Language) bool {
	return slices.ContainsFunc(s.list, func(l *Language) bool { return l.Tag == lang })
}

// Default is the language of those whose own is none of them.
func (s *Set) Default() text.Language { return s.list[0].Tag }

// Of returns the texts of a language, those of the default for one there is
// none of.
func (s *Set) Of(lang text.Language) *Texts {
	for _, l := range s.list {
		if l.Tag == lang {
			return &l.Texts
		}
	}
	return &s.list[0].Texts
}

// FromTag reads a platform's language tag, such as "vi-VN": the default if it is
// none of them.
func (s *Set) FromTag(tag string) text.Language {
	primary, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	if lang := text.Language(primary); s.Has(lang) {
		return lang
	}
	return s.Default()
}
