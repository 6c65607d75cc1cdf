package parse

import (
	"regexp"
	"sync"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// pageWords are the words of pages and feeds in all languages. They do not change.
type pageWords struct {
	// Whole lines that belong to a page and not to its article, folded. Structure
	// decides first (a list of articles, a counter of characters, what stands
	// between the comment form and the end).
	commentHeads, listHeads, controls map[string]bool
	// characters is the word that a comment form counts.
	characters *regexp.Regexp
	// labelled are lines that list tags or point elsewhere.
	labelled *regexp.Regexp
	// cutOff ends a text of which the feed carries only the beginning.
	cutOff *regexp.Regexp
	// photoCredit names a photographer at the end of a caption.
	photoCredit *regexp.Regexp

	// Words of sentences, in lower case.
	narrates, openers, beforeParticiple map[string]bool
	narrativePhrases                    []string
}

var builtin = sync.OnceValue(func() *pageWords { return newPageWords(languages.Builtin()) })

func newPageWords(from []*languages.Language) *pageWords {
	page := func(list func(*languages.Page) languages.Phrases) []string {
		return languages.All(from, func(l *languages.Language) languages.Phrases { return list(&l.Page) })
	}
	caption := func(list func(*languages.Captions) languages.Words) []string {
		return languages.All(from, func(l *languages.Language) languages.Words { return list(&l.Captions) })
	}
	characters := page(func(p *languages.Page) languages.Phrases { return p.Characters })
	labels := page(func(p *languages.Page) languages.Phrases { return p.Labels })
	cuts := page(func(p *languages.Page) languages.Phrases { return p.CutOff })
	pictures := languages.All(from, func(l *languages.Language) languages.Phrases { return l.Captions.Pictures })
	photos := languages.Any(caption(func(c *languages.Captions) languages.Words { return c.Photos }))
	return &pageWords{
		commentHeads: folded(page(func(p *languages.Page) languages.Phrases { return p.CommentHeads })),
		listHeads:    folded(page(func(p *languages.Page) languages.Phrases { return p.ListHeads })),
		controls:     folded(page(func(p *languages.Page) languages.Phrases { return p.Controls })),
		characters:   regexp.MustCompile(`(?i)` + languages.Whole(characters)),
		labelled:     regexp.MustCompile(`(?i)^` + languages.Any(labels) + `\s*[:：]|^>>|^›››?\s`),
		cutOff: regexp.MustCompile(`(?i)(?:\[?(?:…|\.\.\.|&hellip;)\]?|` + languages.Whole(cuts) +
			`|\bthe post .{0,200} appeared first on .{0,100})[\s.»>→)\]]*$`),
		photoCredit: regexp.MustCompile(`(?i)[\s(.\[/–-]` + languages.Any(pictures) + `(?:\s+by\b|\s*[:：])[^.]{0,60}\)?\]?\.?$|^` +
			photos + `\s*[:：]|\(` + photos + `[^)]{0,60}\)\.?$`),
		narrates:         set(caption(func(c *languages.Captions) languages.Words { return c.Narrating })),
		openers:          set(caption(func(c *languages.Captions) languages.Words { return c.Openers })),
		beforeParticiple: set(caption(func(c *languages.Captions) languages.Words { return c.BeforeParticiple })),
		narrativePhrases: languages.All(from, func(l *languages.Language) languages.Phrases { return l.Captions.NarratingPhrases }),
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

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
