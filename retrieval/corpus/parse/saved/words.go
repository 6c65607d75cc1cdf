package saved

import (
	"regexp"
	"sync"

	"articlebot/retrieval/text/languages"
)

// captionWords tell a caption by its words, in all languages. They do not change.
type captionWords struct {
	// photoCredit names a photographer at the end of a caption.
	photoCredit *regexp.Regexp

	// Words of sentences, in lower case.
	narrates, openers, beforeParticiple map[string]bool
	narrativePhrases                    []string
}

var builtin = sync.OnceValue(func() *captionWords { return newCaptionWords(languages.Builtin()) })

func newCaptionWords(from []*languages.Language) *captionWords {
	caption := func(list func(*languages.Captions) languages.Words) []string {
		return languages.All(from, func(l *languages.Language) languages.Words { return list(&l.Captions) })
	}
	pictures := languages.All(from, func(l *languages.Language) languages.Phrases { return l.Captions.Pictures })
	photos := languages.Any(caption(func(c *languages.Captions) languages.Words { return c.Photos }))
	return &captionWords{
		photoCredit: regexp.MustCompile(`(?i)[\s(.\[/–-]` + languages.Any(pictures) + `(?:\s+by\b|\s*[:：])[^.]{0,60}\)?\]?\.?$|^` +
			photos + `\s*[:：]|\(` + photos + `[^)]{0,60}\)\.?$`),
		narrates:         set(caption(func(c *languages.Captions) languages.Words { return c.Narrating })),
		openers:          set(caption(func(c *languages.Captions) languages.Words { return c.Openers })),
		beforeParticiple: set(caption(func(c *languages.Captions) languages.Words { return c.BeforeParticiple })),
		narrativePhrases: languages.All(from, func(l *languages.Language) languages.Phrases { return l.Captions.NarratingPhrases }),
	}
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
