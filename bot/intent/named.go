package intent

import (
	"slices"
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// namedWords point at an article by what it is about, in one language: "the one
// about coffee", "bài về cà phê".
type namedWords struct {
	lang         text.Language
	nouns, preps []wording
}

func namedIn(set *locale.Set) []namedWords {
	var list []namedWords
	for _, l := range set.All() {
		list = append(list, namedWords{l.Tag, wordings(l.Phrases.ArticleNouns), wordings(l.Phrases.ArticlePreps)})
	}
	return list
}

// leastBare is how many words that no wish knows name an article without such as
// "about" before them.
const leastBare = 3

// matchNamed reads a wish for another article than the one shown: "who wrote the
// one about coffee?". The intent's Named is what the article is about and Text the
// whole message, which is a question after all where there is no such article.
func (p *Parser) matchNamed(said string, words []string) (Intent, bool) {
	typed := strings.Fields(said)
	if len(words) > maxWishWords || len(typed) != len(words) {
		return Intent{}, false
	}
	for _, bare := range []bool{false, true} {
		for _, n := range p.named {
			if in, from, to := p.namedBy(n, words, bare); to > from {
				in.Named, in.Text = strings.TrimRight(strings.Join(typed[from:to], " "), " ?!.,…:;"), said
				return in, true
			}
		}
	}
	return Intent{}, false
}

// namedBy finds the words, [from, to), that name an article in one language: behind
// such as "about", or if bare without.
func (p *Parser) namedBy(n namedWords, words []string, bare bool) (in Intent, from, to int) {
	for i := range words {
		noun := i + begins(n.nouns, words[i:])
		from = noun + begins(n.preps, words[noun:])
		if noun == i || bare != (from == noun) {
			continue
		}
		kind, name := p.wishes.around(words[:noun], words[from:])
		if name > 0 && (!bare || p.wishes.strange(words[from:from+name]) >= leastBare) {
			return Intent{Kind: kind, Language: n.lang}, from, from + name
		}
	}
	return Intent{}, 0, 0
}

// begins is the length of the longest phrase that words begin with, accents or not.
func begins(phrases []wording, words []string) int {
	n := 0
	for _, p := range phrases {
		if k := len(p.words); k > n && k <= len(words) && p.is(words[:k]) {
			n = k
		}
	}
	return n
}

// askedOfNamed are what can be wished of an article that is named.
var askedOfNamed = []Kind{Source, Author, Date, Gist, WholeArticle}

// around reads the words before a name and after it as one wish of an article, and
// tells how many words the name has, 0 where they are none: all that are left where
// those before it are a wish already.
func (w wishes) around(before, rest []string) (kind Kind, name int) {
	for name := len(rest); name > 0; name-- {
		list := w.match(slices.Concat(before, rest[name:]))
		if len(list) != 1 || !slices.Contains(askedOfNamed, list[0].Kind) {
			continue
		}
		for name > 1 && w.tells(rest[name-1], list[0].Kind) {
			name--
		}
		return list[0].Kind, name
	}
	return "", 0
}

// strange is how many of some words no wish knows.
func (w wishes) strange(words []string) int {
	n := 0
	for _, word := range words {
		if !slices.ContainsFunc(w.langs, func(l wishWords) bool { return l.known.has(word) }) {
			n++
		}
	}
	return n
}

// Strange are the topics of a question that stand in no wish: what it is about, if it
// is about anything.
func (p *Parser) Strange(q Query) (list []text.Token) {
	for _, t := range q.Topics() {
		if p.wishes.strange([]string{t.Accented}) > 0 && !p.wishes.examples.has(t.Accented) {
			list = append(list, t)
		}
	}
	return list
}

// tells tells whether a word is one that a wish is known by: "published" at the end
// of a name belongs to the wish.
func (w wishes) tells(word string, kind Kind) bool {
	for _, l := range w.langs {
		for _, p := range l.patterns {
			if p.intent.Kind == kind && slices.Contains(p.words, word) || p.intent.Kind == kind && slices.Contains(p.folded, word) {
				return true
			}
		}
	}
	return false
}

// OfList reads a message as one about a title of the list that was shown last: "who
// wrote the second?", "bài đầu tiên đăng khi nào". What is asked may be anything where
// the title is called an article ("where is the second one set?"); else it must be a
// wish, for "the first election" is none of them.
func (p *Parser) OfList(said string) (Intent, bool) {
	typed := strings.Fields(p.clutter.part(said).text)
	words := Words(strings.Join(typed, " "))
	if len(typed) != len(words) || len(words) > maxWishWords {
		return Intent{}, false
	}
	n, from, to, called := p.nthIn(words)
	if n == 0 {
		return Intent{}, false
	}
	rest := slices.Concat(words[:from], words[to:])
	in := Intent{Kind: WholeArticle, Nth: n}
	switch list := p.wishes.match(rest); {
	case len(list) == 1 && slices.Contains(askedOfNamed, list[0].Kind):
		in.Kind, in.Language = list[0].Kind, list[0].Language
	case len(list) == 1 && list[0].Kind == More, len(list) == 0 && p.wishes.strange(rest) == 0 && (called || !p.asksAny(rest)):
	case called && p.wishes.strange(rest) > 0:
		in.Kind, in.Text = Question, strings.Join(slices.Concat(typed[:from], typed[to:]), " ")
	default:
		return Intent{}, false
	}
	return in, true
}

// asksAny tells whether one of some words asks: "who was the first?" may be asked of
// anything, "more about the first" may not.
func (p *Parser) asksAny(words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return p.follow.askings[word] || p.follow.asks[word] })
}

// mostLead is how many words may stand before a number that picks.
const mostLead = 3

// nthIn finds the words, [from, to), that pick the nth title of a list; called tells
// whether they call it an article.
func (p *Parser) nthIn(words []string) (n, from, to int, called bool) {
	plain := make([]string, len(words))
	for i, word := range words {
		plain[i] = text.Fold(word)
	}
	nouns := func(at int) (k int) {
		for _, l := range p.named {
			k = max(k, begins(l.nouns, words[at:]))
		}
		return k
	}
	for i, word := range plain {
		if n = p.numbers.nth(word); n == 0 || n > maxNth {
			continue
		}
		from, to = i, i+1
		for k := min(i, mostLead); k > 0 && from == i; k-- {
			if lead, ok := p.numbers.leads[strings.Join(plain[i-k:i], " ")]; ok && (k > 1 || !p.numbers.ambiguous(word)) {
				from, called = i-k, lead.kind == Article
			}
		}
		if to < len(plain) && p.numbers.tails[plain[to]] && nouns(to) == 0 {
			to++
		}
		if k := nouns(to); k > 0 {
			to, called = to+k, true
		}
		if from < i || called {
			return n, from, to, called
		}
	}
	return 0, 0, 0, false
}
