package intent

import (
	"slices"
	"strings"

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

// FollowUp is what a question needs of the one before it, and what it adds to
// that.
type FollowUp struct {
	Need Need
	Rest Query // nothing for a question that stands alone
}

// AddsName tells whether a follow-up brings a name or a place of its own.
func (f FollowUp) AddsName() bool {
	return f.Need == PlaceOnly || slices.ContainsFunc(f.Rest.Topics(), func(t text.Token) bool { return t.Upper })
}

// FollowUp tells whether a question makes sense only with the one before it.
func (q Query) FollowUp() FollowUp {
	if len(q.words) == 0 || len(q.words) > maxLeadInWords {
		return FollowUp{}
	}
	if bareAskings[strings.Join(q.words, " ")] {
		return FollowUp{Anaphoric, q}
	}
	if added, ok := afterLeadIn(q.Text, q.words); ok {
		rest := NewQuery(added, q.Language)
		if rest.onlyNames() {
			return FollowUp{PlaceOnly, rest}
		}
		return FollowUp{Additive, rest}
	}
	if others, ok := withoutPronoun(q.words); ok {
		about := NewQuery(strings.Join(others, " "), q.Language)
		if len(about.Topics()) <= maxPronounTopic {
			return FollowUp{Anaphoric, q}
		}
	}
	return FollowUp{}
}

// leadIns begin a question that continues the one before it.
var leadIns = splitList(`and what about, and how about, what about, how about, and for, and in, and at, and on, and, but, also, what of, or,
	thế còn, vậy còn, còn về, còn ở, còn, vậy, và, vậy thì, thế thì`)

// keptLeadIns are the last words of lead-ins that belong to what follows.
var keptLeadIns = map[string]bool{"in": true, "for": true, "at": true, "on": true, "ở": true}

// trailers end such a question in Vietnamese.
var trailers = splitList(`thì sao, thì thế nào, thì như thế nào, thì sao nhỉ, thì sao ạ, sao, thì sao vậy, nữa`)

// pronouns point at something said before; those of lastPronouns only at the
// end, for "this year" and "is there" do not.
var lastPronouns = phraseSet(`that, this, those, these, there, đó, này, đấy`)

var pronouns = phraseSet(`he, she, it, they, him, her, them, his, their, its,
	ông ấy, bà ấy, anh ấy, chị ấy, cô ấy, em ấy, ông ta, bà ta, anh ta, cô ta, họ, nó, ở đó, việc đó, việc này, điều đó, điều này, ở đây`)

// beingThere are the words after which "there" points at nothing.
var beingThere = phraseSet(`is, are, was, were, be, been`)

// bareAskings are questions without any topic of their own.
var bareAskings = phraseSet(`why, when, where, who, how, how many, how much, which one, which ones, since when, how long, who said that, why not, why is that,
	where is that, when was that, how come, tại sao, vì sao, sao vậy, tại sao vậy, tại sao thế, khi nào, bao giờ, lúc nào, ở đâu, đâu, ai, ai vậy, ai nói,
	ai nói vậy, bao nhiêu, mấy, bao lâu, như thế nào, thế nào`)

// Bounds of a leaning question: longer ones stand on their own.
const (
	maxLeadInWords  = 12
	maxPronounTopic = 2 // words with a topic beside the pronoun
)

func phraseSet(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range splitList(list) {
		set[strings.Join(w.words, " ")] = true
	}
	return set
}

// onlyNames tells whether all topics of a text are names, or stand behind a
// word of place.
func (q Query) onlyNames() bool {
	if len(q.tokens) > 1 && keptLeadIns[q.tokens[0].Accented] {
		return true
	}
	topics := q.Topics()
	return len(topics) > 0 && !slices.ContainsFunc(topics, func(t text.Token) bool { return !t.Upper })
}

// afterLeadIn takes the lead-in and a trailer off: "and in Xa Dung?" adds "in
// Xa Dung".
func afterLeadIn(question string, words []string) (string, bool) {
	n, ended, bare := 0, 0, false
	for _, p := range leadIns {
		if k := len(p.words); k < len(words) && k > n && p.is(words[:k]) {
			n, bare = k, !slices.Equal(words[:k], p.words)
		}
	}
	if n == 0 {
		return "", false
	}
	if keptLeadIns[words[n-1]] {
		n--
	}
	for _, p := range trailers {
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
func withoutPronoun(words []string) (others []string, found bool) {
	if last := len(words) - 1; lastPronouns[words[last]] && (last == 0 || !beingThere[words[last-1]]) {
		return words[:last], true
	}
	for i, w := range words {
		if pronouns[w] {
			return slices.Delete(slices.Clone(words), i, i+1), true
		}
		if i > 0 && pronouns[words[i-1]+" "+w] {
			return slices.Delete(slices.Clone(words), i-1, i+1), true
		}
	}
	return words, false
}
