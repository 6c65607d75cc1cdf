package intent

import (
	"maps"
	"slices"
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// wishes understands messages that ask something of the bot or the article just
// shown, by the words in them: in any order, with typing errors, with or without
// accents. What stands beside those words must carry no topic of its own.
type wishes struct {
	langs []wishWords
	// conversation are courtesies and the words around them: a message of nothing
	// else is conversation.
	conversation []entry
	courteous    lexicon // their words
	examples     lexicon // the words of wishes that are told by their meaning
}

// wishWords are those of one language.
type wishWords struct {
	lang     text.Language
	patterns []entry // the longest first
	light    map[string]bool
	folded   map[string]bool // light without accents
	short    map[string]string
	// known are the words of all patterns and the light ones: a message with any
	// other is none of the wishes.
	known lexicon
}

func wishesIn(set *locale.Set) wishes {
	var w wishes
	for _, l := range set.All() {
		p := &l.Phrases
		words := wishWords{lang: l.Tag, light: make(map[string]bool), folded: make(map[string]bool), short: p.ShortForms}
		for _, meaning := range slices.Sorted(maps.Keys(p.WishWords)) {
			for _, pattern := range wordings(p.WishWords[meaning]) {
				for i := range pattern.words {
					words.known.add(pattern.words[i], pattern.folded[i])
				}
				words.patterns = append(words.patterns, entry{pattern, Intent{Kind: Kind(meaning), Language: l.Tag}})
			}
		}
		slices.SortStableFunc(words.patterns, func(a, b entry) int { return len(b.words) - len(a.words) })
		for _, list := range []locale.List{p.Light, p.Filler} {
			for _, word := range wordings(list) {
				for i := range word.words {
					words.known.add(word.words[i], word.folded[i])
					words.light[word.words[i]], words.folded[word.folded[i]] = true, true
				}
			}
		}
		for _, kind := range slices.Sorted(maps.Keys(p.Examples)) {
			for _, e := range wordings(p.Examples[kind]) {
				for i := range e.words {
					if Kind(kind) != Question {
						w.examples.add(e.words[i], e.folded[i])
					}
				}
			}
		}
		w.langs = append(w.langs, words)
	}
	w.conversation = conversationIn(set)
	for _, e := range w.conversation {
		for i := range e.words {
			w.courteous.add(e.words[i], e.folded[i])
		}
	}
	return w
}

// match reads a message as one wish or several; none if it has words of its own.
func (w wishes) match(words []string) []Intent {
	for _, l := range w.langs {
		if list := l.match(words); len(list) > 0 {
			return list
		}
	}
	return nil
}

// maxWishWords is the length of the longest message that is read as a wish.
const maxWishWords = 18

func (w wishWords) match(typed []string) []Intent {
	if len(typed) > maxWishWords {
		return nil
	}
	words := w.long(typed)
	if slices.ContainsFunc(words, func(word string) bool { return !w.known.has(word) }) {
		return nil
	}
	bare := !slices.ContainsFunc(typed, func(s string) bool { return text.Fold(s) != s })
	used := make([]bool, len(words))
	first := make(map[Kind]int)
	var found []Intent
	for _, p := range w.patterns {
		if at, fresh := p.within(words, used); fresh && w.adds(words, at, used, bare) {
			if _, again := first[p.intent.Kind]; !again {
				found, first[p.intent.Kind] = append(found, p.intent), slices.Min(at)
			}
			for _, i := range at {
				used[i] = true
			}
		}
	}
	for i, word := range words {
		if !used[i] && !w.isLight(word, bare) {
			return nil
		}
	}
	slices.SortStableFunc(found, func(a, b Intent) int { return first[a.Kind] - first[b.Kind] })
	if _, counts := first[Count]; counts { // which lists them too
		found = slices.DeleteFunc(found, func(in Intent) bool { return in.Kind == Articles })
	}
	return found
}

// adds tells whether a pattern that shares words with others brings one that says
// something: "bài … nào" of "bài này đăng hồi nào" brings none.
func (w wishWords) adds(words []string, at []int, used []bool, bare bool) bool {
	shares, says := false, false
	for _, i := range at {
		shares = shares || used[i]
		says = says || !used[i] && !w.isLight(words[i], bare)
	}
	return says || !shares
}

// long writes out short forms: "u", "ko".
func (w wishWords) long(typed []string) []string {
	words := make([]string, 0, len(typed))
	for _, word := range typed {
		if long, ok := w.short[word]; ok {
			words = append(words, strings.Fields(long)...)
		} else {
			words = append(words, word)
		}
	}
	return words
}

// isLight tells whether a word may stand beside a wish. Accents may be left out of
// all of a message, not of one word of it: "thi" is none of "thì" beside "số".
func (w wishWords) isLight(word string, bare bool) bool {
	if w.light[word] || bare && w.folded[word] {
		return true
	}
	if len(word) < leastLightSlip {
		return false
	}
	for light := range w.light {
		if len(light) >= leastLightSlip && slip(word, light) {
			return true
		}
	}
	return false
}

// within finds a pattern's words among those typed. It is fresh if it takes one
// that no other pattern took.
func (p wording) within(words []string, used []bool) (at []int, fresh bool) {
	for n := range p.words {
		i := -1
		for k, word := range words {
			if p.like(n, word) && !slices.Contains(at, k) {
				if i = k; !used[k] {
					break
				}
			}
		}
		if i < 0 {
			return nil, false
		}
		at, fresh = append(at, i), fresh || !used[i]
	}
	// Each pattern must bring a word that names the wish, not only "who" or "is".
	for _, i := range at {
		if !used[i] {
			return at, fresh
		}
	}
	return at, false
}

// like tells whether a typed word is the n-th of a phrase, without its accents or
// with a slip of the fingers.
func (p wording) like(n int, typed string) bool {
	return typed == p.words[n] || typed == p.folded[n] || slip(typed, p.folded[n])
}

// leastLightSlip is the length from which on slips are looked for among the words
// beside a wish, of which there are many.
const leastLightSlip = 6

// conversationIn are the courtesies of all languages, and the words around them
// with no meaning of their own, the longest first.
func conversationIn(set *locale.Set) []entry {
	var list []entry
	for _, l := range set.All() {
		for _, kind := range []Kind{Greeting, Thanks, Farewell, Grumble} {
			for _, p := range wordings(l.Phrases.Meanings[string(kind)]) {
				list = append(list, entry{p, Intent{Kind: kind, Language: l.Tag}})
			}
		}
		for _, around := range []locale.List{l.Phrases.Filler, l.Phrases.PoliteBefore, l.Phrases.PoliteAfter, l.Phrases.Around} {
			for _, p := range wordings(around) {
				list = append(list, entry{wording: p})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b entry) int { return len(b.words) - len(a.words) })
	return list
}

// converse reads a message that is made of courtesies alone: "ok thanks bro bye".
func (w wishes) converse(words []string) []Intent {
	if slices.ContainsFunc(words, func(word string) bool { return !w.courteous.has(word) }) {
		return nil
	}
	var found []Intent
	for len(words) > 0 {
		n := 0
		for _, e := range w.conversation {
			if k := len(e.words); k <= len(words) && e.typedAs(words[:k]) {
				if n = k; e.intent.Kind != "" {
					found = append(found, e.intent)
				}
				break
			}
		}
		if n == 0 {
			return nil
		}
		words = words[n:]
	}
	return distinct(found)
}

// typedAs is wording.is with slips allowed.
func (p wording) typedAs(typed []string) bool {
	for n, word := range typed {
		if !p.like(n, word) {
			return false
		}
	}
	return true
}

// distinct keeps the first of each kind.
func distinct(list []Intent) []Intent {
	var out []Intent
	for _, in := range list {
		if !slices.ContainsFunc(out, func(o Intent) bool { return o.Kind == in.Kind }) {
			out = append(out, in)
		}
	}
	return out
}

// courteous orders courtesies by how much they ask for a reply of their own.
var courteous = []Kind{Thanks, Greeting, Grumble, Farewell}

// strongest is the courtesy of several that is replied to.
func strongest(list []Intent) Intent {
	return slices.MaxFunc(list, func(a, b Intent) int {
		return slices.Index(courteous, a.Kind) - slices.Index(courteous, b.Kind)
	})
}

// ofArticle are the wishes that need an article, or an answer, to be about.
var ofArticle = []Kind{Source, Author, Date, Gist, WholeArticle, More, Back}

// OfArticle tells whether a kind asks something of what was shown.
func (k Kind) OfArticle() bool { return slices.Contains(ofArticle, k) }

// IsCourtesy tells whether a kind only greets, thanks or complains.
func (k Kind) IsCourtesy() bool { return slices.Contains(courteous, k) || k == Wordless }
