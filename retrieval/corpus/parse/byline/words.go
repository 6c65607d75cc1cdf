package byline

import (
	"regexp"
	"sync"

	"articlebot/retrieval/text/languages"
)

// patterns are what stands around names, of the words of all languages. They do
// not change.
type patterns struct {
	// credit is what may stand before the names.
	credit *regexp.Regexp
	// pictures names who took the photos, behind who wrote.
	pictures *regexp.Regexp
	// whereabouts is where a writer was or for whom, behind the name.
	whereabouts *regexp.Regexp
	// following introduces the agency or paper that an article follows, in any
	// language and by the language's tag; outlets begin what such an agency or paper
	// is called.
	following   *regexp.Regexp
	followingIn map[string]*regexp.Regexp
	outlets     map[string]bool
	// roles are words for what people are at a paper.
	roles *regexp.Regexp
	// none is what stands where a name should: signs, or a word that would
	// introduce it.
	none *regexp.Regexp
	// and stands between names.
	and map[string]bool
}

var builtin = sync.OnceValue(func() *patterns { return newPatterns(languages.Builtin()) })

func newPatterns(from []*languages.Language) *patterns {
	words := func(list func(*languages.Byline) languages.Words) []string {
		return languages.All(from, func(l *languages.Language) languages.Words { return list(&l.Byline) })
	}
	phrases := func(list func(*languages.Byline) languages.Phrases) string {
		return languages.Any(languages.All(from, func(l *languages.Language) languages.Phrases { return list(&l.Byline) }))
	}
	done, by := phrases(func(b *languages.Byline) languages.Phrases { return b.Done }), words(func(b *languages.Byline) languages.Words { return b.By })
	labels, writers := phrases(func(b *languages.Byline) languages.Phrases { return b.Labels }), phrases(func(b *languages.Byline) languages.Phrases { return b.Writers })
	joined, joinedBy := words(func(b *languages.Byline) languages.Words { return b.Joined }), words(func(b *languages.Byline) languages.Words { return b.JoinedBy })
	plain, other := languages.Plain(words(func(b *languages.Byline) languages.Words { return b.Pictures }))
	whereabouts := words(func(b *languages.Byline) languages.Words { return b.Whereabouts })
	following := words(func(b *languages.Byline) languages.Words { return b.Following })
	roles, none := phrases(func(b *languages.Byline) languages.Phrases { return b.Roles }), phrases(func(b *languages.Byline) languages.Phrases { return b.None })
	return &patterns{
		credit: regexp.MustCompile(`(?i)^(?:` + done + `\s+)?` + languages.Any(by) + `\s+` +
			`|^` + labels + `(?:\s*(?:[,&/-]|` + languages.Any(joinedBy) + `)\s*` + languages.Any(joined) + `)?\s*:\s*` +
			`|^` + writers + `\s+`),
		pictures:    regexp.MustCompile(`(?i)\s*[-–—,;|/]?\s*(?:\b` + languages.Any(plain) + `(?:\s*:|\s+by\s)|` + languages.Any(other) + `\s*:).*$`),
		whereabouts: regexp.MustCompile(`\s+` + languages.Any(whereabouts) + `\s.*$`),
		following:   first(following),
		followingIn: followingIn(from),
		outlets:     set(words(func(b *languages.Byline) languages.Words { return b.Outlets })),
		roles:       regexp.MustCompile(`(?i)(?:^|[\s/-])` + roles + `(?:$|[\s,/-])`),
		none:        regexp.MustCompile(`[@:/?!…|→]|^\d+$|^(?i:\w*admin|` + none + `)$`),
		and:         set(words(func(b *languages.Byline) languages.Words { return b.And })),
	}
}

func set(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// first finds one of some words at the beginning.
func first(words languages.Words) *regexp.Regexp {
	return regexp.MustCompile(`(?i)^` + languages.Any(words) + `\s+`)
}

// followingIn are the words of each language that has any.
func followingIn(from []*languages.Language) map[string]*regexp.Regexp {
	in := map[string]*regexp.Regexp{}
	for _, l := range from {
		if len(l.Byline.Following) > 0 {
			in[l.Tag] = first(l.Byline.Following)
		}
	}
	return in
}
