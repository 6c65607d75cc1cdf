package locale

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"

	"articlebot/retrieval/text"

	"go.yaml.in/yaml/v3"
)

// Language is all that the bot says and understands in one language: one file.
type Language struct {
	Tag  text.Language `yaml:"language"`
	Name string        `yaml:"name"` // in the language itself
	// OtherTags are those by which platforms know it as well: "no" for "nb". A
	// platform that has none of its tags speaks the default language to its people.
	OtherTags List `yaml:"other_tags"`

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
	if l.Phrases.FewWords <= 0 {
		return nil, fmt.Errorf("read language %q: phrases.few_words is missing", l.Tag)
	}
	l.Texts.Language, l.Texts.Commands = l.Tag, l.Commands
	return l, nil
}

// Tags are all that it is known by, its own first.
func (l *Language) Tags() []string { return append([]string{string(l.Tag)}, l.OtherTags...) }

// goesBy tells whether a primary subtag in lower case means the language.
func (l *Language) goesBy(tag string) bool { return slices.Contains(l.Tags(), tag) }

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
