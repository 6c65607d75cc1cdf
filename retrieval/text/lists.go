package text

import (
	"strings"
	"sync"

	"articlebot/retrieval/text/languages"
)

// lists are the words of all languages, in the form in which this package looks
// for them. They do not change.
type lists struct {
	of map[Language]*wordLists
	// others are the languages besides English and Vietnamese.
	others []*wordLists
	// Those of a text whose language is not known.
	social, socialPairs map[string]bool
	titles, counted     map[string]bool
}

// wordLists are the words of one language.
type wordLists struct {
	language                      Language
	accents                       bool // words are told apart by their accents
	function, asking, askingPlain map[string]bool
	glue, gluePlain, pairsPlain   map[string]bool
	chat                          map[string]bool
	irregular, numbers            map[string]string
}

var builtin = sync.OnceValue(func() *lists { return newLists(languages.Builtin()) })

func newLists(from []*languages.Language) *lists {
	l := &lists{of: map[Language]*wordLists{}, social: map[string]bool{}, socialPairs: map[string]bool{}, titles: map[string]bool{}, counted: map[string]bool{}}
	for _, f := range languages.Searched(from) {
		a := &f.Analysis
		addFolded(l.social, a.Social)
		addFolded(l.socialPairs, a.SocialPairs)
		add(l.titles, a.Titles)
		add(l.counted, a.Counted)
		w := newWordLists(f)
		l.of[w.language] = w
		if w.language != English && w.language != Vietnamese {
			l.others = append(l.others, w)
		}
	}
	return l
}

func newWordLists(f *languages.Language) *wordLists {
	a := &f.Analysis
	w := &wordLists{language: Language(f.Tag), accents: f.Accents, irregular: map[string]string{}, numbers: a.Numbers}
	w.function, w.asking, w.glue = w.set(a.Function), w.set(a.Asking), w.set(a.Glue)
	w.askingPlain, w.gluePlain, w.pairsPlain, w.chat = set(a.AskingPlain), set(a.GluePlain), set(a.PairsPlain), set(a.Chat)
	for base, forms := range a.Irregular {
		for _, form := range forms {
			w.irregular[form] = base
		}
	}
	return w
}

// Searched tells whether a language is one whose texts are told and analysed by
// words of its own.
func Searched(lang Language) bool { return builtin().of[lang] != nil }

// in returns the words of a language: of English where there are none, and where
// the language is not known.
func (l *lists) in(lang Language) *wordLists {
	if w, ok := l.of[lang]; ok {
		return w
	}
	return l.of[English]
}

// form is how the language looks for a word.
func (w *wordLists) form(accented, folded string) string {
	if w.accents {
		return accented
	}
	return folded
}

// set makes a set of words in the form in which the language looks for them.
func (w *wordLists) set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, s := range list {
		m[w.form(s, Fold(s))] = true
	}
	return m
}

// set makes a set of words as they are.
func set(list []string) map[string]bool {
	m := make(map[string]bool, len(list))
	add(m, list)
	return m
}

func add(m map[string]bool, list []string) {
	for _, s := range list {
		m[s] = true
	}
}

func addFolded(m map[string]bool, list []string) {
	for _, s := range list {
		m[Fold(strings.ToLower(s))] = true
	}
}
