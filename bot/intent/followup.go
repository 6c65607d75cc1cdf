package intent

import (
	"slices"
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// Need is how a question needs the one before it.
type Need int

// How a question needs the one before it.
const (
	Standalone Need = iota // it stands on its own
	Additive               // it adds something: "and in Xa Dung?"
	PlaceOnly              // it adds nothing but a place or a name
	Anaphoric              // it asks on about the same: "why?", "who is he?"
)

// read tells whether a question makes sense only with the one before it, and what
// it adds to that.
func (w followWords) read(q *Query) {
	if len(q.words) == 0 || len(q.words) > maxLeadInWords {
		return
	}
	if w.bare(q) {
		q.Need, q.bare = Anaphoric, true
		return
	}
	if rest, ok := w.afterLeadIn(q.Text, q.words); ok {
		added := newQuery(rest, q.Language)
		q.Need, q.added = Additive, &added
		if w.onlyNames(added) {
			q.Need = PlaceOnly
		}
		return
	}
	if others, ok := w.withoutPronoun(q.words); ok {
		about := newQuery(strings.Join(others, " "), q.Language)
		if len(about.Topics()) <= maxPronounTopic {
			q.Need, q.bare = Anaphoric, len(w.topics(&about)) == 0
		}
	}
}

// Points tells whether some words, or none, name nothing and point at what was spoken
// of: "it", "việc này".
func (p *Parser) Points(q Query) bool {
	if len(q.words) == 0 {
		return true
	}
	others, found := p.follow.withoutPronoun(q.words)
	if whole := strings.Join(q.words, " "); !found || p.follow.pronouns[whole] {
		return found
	}
	about := newQuery(strings.Join(others, " "), q.Language)
	return len(p.follow.topics(&about)) == 0
}

// bare tells a question without any topic of its own: "why", "ai nói thế", "how many
// was that". Words at its end that say nothing are none of it.
func (w followWords) bare(q *Query) bool {
	for n := len(q.words); n > 0; n-- {
		if w.askings[strings.Join(q.words[:n], " ")] {
			return true
		}
		if !q.stops(n - 1) {
			break
		}
	}
	return q.asks && len(q.words) <= maxBareWords && len(w.topics(q)) == 0
}

// topics are the words of a question that are neither a language's function words,
// nor ask, nor may stand in any message: where a question has no others, the
// analysis keeps some of these.
func (w followWords) topics(q *Query) (list []text.Token) {
	for _, t := range q.tokens {
		if !t.Stop && !t.Function && !w.asks[t.Accented] && !w.light[t.Accented] {
			list = append(list, t)
		}
	}
	return list
}

// followWords are the words of all languages by which one question follows
// another, as package locale has them.
type followWords struct {
	leadIns, trailers            []wording
	yesNo, yesNoEnds             []wording
	kept, pronouns, lastPronouns map[string]bool
	being, askings, asks, light  map[string]bool
}

func followIn(set *locale.Set) followWords {
	w := followWords{
		kept: make(map[string]bool), pronouns: make(map[string]bool), lastPronouns: make(map[string]bool),
		being: make(map[string]bool), askings: make(map[string]bool), asks: make(map[string]bool), light: make(map[string]bool),
	}
	for _, l := range set.All() {
		p := &l.Phrases
		w.leadIns = append(w.leadIns, wordings(p.LeadIns)...)
		w.trailers = append(w.trailers, wordings(p.Trailers)...)
		w.yesNo = append(w.yesNo, wordings(p.YesNo)...)
		w.yesNoEnds = append(w.yesNoEnds, wordings(p.YesNoEnds)...)
		addPhrases(w.kept, p.KeptLeadIns)
		addPhrases(w.pronouns, p.Pronouns)
		addPhrases(w.lastPronouns, p.LastPronouns)
		addPhrases(w.being, p.Being)
		addPhrases(w.askings, p.Askings)
		addPhrases(w.asks, p.AskingWords)
		addPhrases(w.light, p.Light)
	}
	return w
}

func addPhrases(set map[string]bool, list locale.List) {
	for _, w := range wordings(list) {
		set[strings.Join(w.words, " ")] = true
	}
}

// Bounds of a leaning question: longer ones stand on their own.
const (
	maxLeadInWords  = 12
	maxBareWords    = 6
	maxPronounTopic = 2 // words with a topic beside the pronoun
)

// onlyNames tells whether all topics of a text are names, or stand behind a
// word of place.
func (w followWords) onlyNames(q Query) bool {
	if len(q.tokens) > 1 && w.kept[q.tokens[0].Accented] {
		return true
	}
	topics := q.Topics()
	return len(topics) > 0 && !slices.ContainsFunc(topics, func(t text.Token) bool { return !t.Upper })
}

// afterLeadIn takes the lead-in and a trailer off: "and in Xa Dung?" adds "in
// Xa Dung".
func (w followWords) afterLeadIn(question string, words []string) (string, bool) {
	n, ended, bare := 0, 0, false
	for _, p := range w.leadIns {
		if k := len(p.words); k < len(words) && k > n && p.is(words[:k]) {
			n, bare = k, !slices.Equal(words[:k], p.words)
		}
	}
	if n == 0 {
		return "", false
	}
	if w.kept[words[n-1]] {
		n--
	}
	for _, p := range w.trailers {
		if k := len(p.words); len(words)-k > n && k > ended && p.is(words[len(words)-k:]) {
			ended = k
		}
	}
	if bare && ended == 0 { // "con" is a child as well as "còn"
		return "", false
	}
	typed := strings.Fields(question)
	if len(typed) != len(words) { // punctuation standing alone
		return strings.Join(words[n:len(words)-ended], " "), true
	}
	return strings.TrimRight(strings.Join(typed[n:len(typed)-ended], " "), " ?!.,…"), true
}

// withoutPronoun takes the word that points at something said before out of a
// question's words; found is false if there is none.
func (w followWords) withoutPronoun(words []string) (others []string, found bool) {
	if last := len(words) - 1; w.lastPronouns[words[last]] && (last == 0 || !w.being[words[last-1]]) {
		return words[:last], true
	}
	for i, word := range words {
		if w.pronouns[word] {
			return slices.Delete(slices.Clone(words), i, i+1), true
		}
		if i > 0 && w.pronouns[words[i-1]+" "+word] {
			return slices.Delete(slices.Clone(words), i-1, i+1), true
		}
	}
	return words, false
}

// confirms tells whether a question asks to be told that something is so: it
// begins with a word that does, has a phrase of several that do, or ends so.
func (w followWords) confirms(words []string) bool {
	for _, p := range w.yesNo {
		n := len(p.words)
		for i := 0; i+n <= len(words) && (i == 0 || n > 1); i++ {
			if p.is(words[i : i+n]) {
				return true
			}
		}
	}
	return longest(w.yesNoEnds, func(n int) []string { return words[max(0, len(words)-n):] }) > 0
}
