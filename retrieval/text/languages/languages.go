package languages

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"
)

// Language is the words of one language.
type Language struct {
	// Tag is the language's BCP 47 tag.
	Tag string `yaml:"language"`
	// Accents tells that accents make other words of the same letters, so that
	// words are looked for with them.
	Accents bool `yaml:"accents"`

	Analysis Analysis `yaml:"analysis"`
	Calendar Calendar `yaml:"calendar"`
	Printed  Printed  `yaml:"printed_dates"`
	Wishes   Wishes   `yaml:"wishes"`
	Answers  Answers  `yaml:"answers"`
	Page     Page     `yaml:"page"`
	Captions Captions `yaml:"captions"`
	Byline   Byline   `yaml:"byline"`
}

// Searched tells whether questions and articles of the language are analysed by
// its own words.
func (l *Language) Searched() bool { return len(l.Analysis.Function) > 0 }

//go:embed data/*.yaml
var files embed.FS

// builtin is read once, when a word is first looked up.
var builtin = sync.OnceValue(func() []*Language {
	list, err := Read(files, "data")
	if err != nil {
		panic(fmt.Sprintf("the built-in words: %v", err))
	}
	return list
})

// Builtin returns the languages of the program in the order of their tags. They
// are read at the first call; nobody may change them.
func Builtin() []*Language { return builtin() }

// Searched returns those of a list that are searched in.
func Searched(list []*Language) []*Language {
	return slices.DeleteFunc(slices.Clone(list), func(l *Language) bool { return !l.Searched() })
}

// Read reads a folder of languages, one in a file.
func Read(fsys fs.FS, folder string) ([]*Language, error) {
	names, err := fs.Glob(fsys, path.Join(folder, "*.yaml"))
	if err != nil {
		return nil, fmt.Errorf("list languages: %w", err)
	}
	var list []*Language
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read language: %w", err)
		}
		l, err := Parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, l)
	}
	return list, nil
}

// Parse reads the file of a language. A list that is not known is an error, as is
// a calendar with a month or a day too few.
func Parse(file []byte) (*Language, error) {
	l := &Language{}
	d := yaml.NewDecoder(bytes.NewReader(file))
	d.KnownFields(true)
	if err := d.Decode(l); err != nil {
		return nil, fmt.Errorf("read words of a language: %w", err)
	}
	if l.Tag == "" {
		return nil, fmt.Errorf("read words of a language: it has no tag")
	}
	return l, l.Calendar.check()
}
