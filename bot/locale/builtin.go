package locale

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"articlebot/retrieval/text"
)

//go:embed languages/*.yaml
var files embed.FS

// builtin is read once, when somebody first speaks.
var builtin = sync.OnceValue(func() *Set {
	names, err := files.ReadDir("languages")
	if err != nil {
		panic(fmt.Sprintf("list the built-in languages: %v", err))
	}
	set := &Set{}
	for _, n := range names {
		data, err := files.ReadFile(path.Join("languages", n.Name()))
		if err != nil {
			panic(fmt.Sprintf("read the built-in language %s: %v", n.Name(), err))
		}
		l, err := Parse(data)
		if err != nil {
			panic(fmt.Sprintf("%s: %v", n.Name(), err))
		}
		set.list = append(set.list, l)
	}
	sortLanguages(set.list)
	return set
})

// sortLanguages puts languages in the order of their tags, but English before all:
// it is for those whose own is none of them.
func sortLanguages(list []*Language) {
	slices.SortFunc(list, func(a, b *Language) int {
		if first := a.Tag == text.English; first != (b.Tag == text.English) {
			if first {
				return -1
			}
			return 1
		}
		return strings.Compare(string(a.Tag), string(b.Tag))
	})
}

// Builtin returns the languages of the program: each file in the folder
// languages is one.
func Builtin() *Set { return builtin() }

// Of returns the texts of a built-in language, English for one there is none of.
func Of(lang text.Language) *Texts { return Builtin().Of(lang) }

// FromTag reads a platform's language tag: English if it is none of the
// built-in languages.
func FromTag(tag string) text.Language { return Builtin().FromTag(tag) }
