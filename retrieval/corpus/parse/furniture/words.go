package furniture

import (
	"regexp"
	"sync"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// furnitureWords are the words of a page's furniture in all languages. They do
// not change.
type furnitureWords struct {
	// Whole lines that belong to a page and not to its article, folded. Structure
	// decides first (a list of articles, a counter of characters, what stands
	// between the comment form and the end).
	commentHeads, listHeads, controls map[string]bool
	// characters is the word that a comment form counts.
	characters *regexp.Regexp
	// labelled are lines that list tags or point elsewhere.
	labelled *regexp.Regexp
}

var builtin = sync.OnceValue(func() *furnitureWords { return newFurnitureWords(languages.Builtin()) })

func newFurnitureWords(from []*languages.Language) *furnitureWords {
	page := func(list func(*languages.Page) languages.Phrases) []string {
		return languages.All(from, func(l *languages.Language) languages.Phrases { return list(&l.Page) })
	}
	characters := page(func(p *languages.Page) languages.Phrases { return p.Characters })
	labels := page(func(p *languages.Page) languages.Phrases { return p.Labels })
	return &furnitureWords{
		commentHeads: folded(page(func(p *languages.Page) languages.Phrases { return p.CommentHeads })),
		listHeads:    folded(page(func(p *languages.Page) languages.Phrases { return p.ListHeads })),
		controls:     folded(page(func(p *languages.Page) languages.Phrases { return p.Controls })),
		characters:   regexp.MustCompile(`(?i)` + languages.Whole(characters)),
		labelled:     regexp.MustCompile(`(?i)^` + languages.Any(labels) + `\s*[:：]|^>>|^›››?\s`),
	}
}

// folded makes a set of phrases as they are looked up.
func folded(phrases []string) map[string]bool {
	m := make(map[string]bool, len(phrases))
	for _, p := range phrases {
		m[text.Fold(p)] = true
	}
	return m
}
