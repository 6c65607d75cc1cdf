package intent

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// frame is the words that people put around a question: "hi bot can u tell me
// …", "… với ạ". They are told by their place, at the beginning or the end.
type frame struct {
	leads, tails []wording
	// filler may fill a message anywhere; whether they do is told by the articles,
	// which may know them. Folded.
	filler map[string]bool
	// soft is filler that may as well be a name: "dude", "wow".
	soft map[string]bool
}

func frameIn(set *locale.Set) frame {
	f := frame{filler: make(map[string]bool), soft: make(map[string]bool)}
	greets := make(map[string]bool)
	for _, l := range set.All() {
		f.leads = append(f.leads, wordings(l.Phrases.QuestionLeads)...)
		f.tails = append(f.tails, wordings(l.Phrases.QuestionTails)...)
		for _, kind := range []Kind{Greeting, Thanks} {
			addPhrases(greets, l.Phrases.Meanings[string(kind)])
		}
	}
	for _, l := range set.All() {
		for _, w := range l.Phrases.Filler {
			f.filler[text.Fold(w)] = true
			list := text.Tokens(w, l.Tag)
			if len(list) != 1 || list[0].Function {
				continue
			}
			f.soft[list[0].Accented] = true
			if !greets[list[0].Accented] { // "hello kitty", "thanks to whom"
				f.leads, f.tails = append(f.leads, wordings(locale.List{w})...), append(f.tails, wordings(locale.List{w})...)
			}
		}
	}
	return f
}

// fits compares typed words with a phrase of the frame. Accents may be left out
// of phrases of several words; of one alone they tell it from others: "ạ", "a".
func (w wording) fits(typed []string) bool {
	if len(w.words) > 1 {
		return w.is(typed)
	}
	return len(typed) == 1 && typed[0] == w.words[0]
}

// maxFrames is how many phrases are taken off an end.
const maxFrames = 6

// strip takes the frame off a question; it leaves a word at least. around is the
// question with the words next to it that may be none of the frame, "" where there
// are none: that "dude" is a name, the articles can tell.
func (f frame) strip(said string) (question, around string) {
	words, at := wordsAt(said)
	from, to := 0, len(words)
	softFrom, softTo := 0, len(words)
	for range maxFrames {
		n := longest(f.leads, func(n int) []string { return words[from:min(from+n, to)] })
		if n == 0 || from+n >= to {
			break
		}
		if n > 1 || !f.soft[words[from]] {
			softFrom = from + n
		}
		from += n
	}
	for range maxFrames {
		n := longest(f.tails, func(n int) []string { return words[max(to-n, from):to] })
		if n == 0 || to-n <= from || n == 1 && f.soft[words[to-1]] && capital(said[at[to-1][0]:]) {
			break
		}
		if n > 1 || !f.soft[words[to-1]] {
			softTo = to - n
		}
		to -= n
	}
	question = between(said, at, from, to)
	if softFrom < from || softTo > to {
		around = between(said, at, softFrom, softTo)
	}
	return question, around
}

// capital tells whether a text begins with one: what ends a question so is a name.
func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// between is the words [from, to) of a message as they stand in it, a question where
// the message is one.
func between(said string, at [][2]int, from, to int) string {
	if from == 0 && to == len(at) {
		return said
	}
	end := len(said)
	if to < len(at) {
		end = at[to-1][1]
	}
	rest := strings.TrimSpace(said[at[from][0]:end])
	if strings.HasSuffix(strings.TrimRight(said, ` "”')`), "?") && !strings.HasSuffix(rest, "?") {
		rest += "?"
	}
	return rest
}

// longest is the length of the longest phrase that fits at a place, 0 for none.
func longest(phrases []wording, at func(n int) []string) int {
	n := 0
	for _, p := range phrases {
		if k := len(p.words); k > n && p.fits(at(k)) {
			n = k
		}
	}
	return n
}

// fillerOf are the words of a question that may only fill it.
func (f frame) fillerOf(words []string) []string {
	var list []string
	for _, w := range words {
		if folded := text.Fold(w); f.filler[folded] {
			list = append(list, folded)
		}
	}
	return list
}

// wordsAt is Words with the bytes where each stands.
func wordsAt(said string) (words []string, at [][2]int) {
	start := -1
	end := func(i int) {
		if start >= 0 {
			if w := Words(said[start:i]); len(w) == 1 {
				words, at = append(words, w[0]), append(at, [2]int{start, i})
			}
			start = -1
		}
	}
	for i, r := range said {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			if start < 0 {
				start = i
			}
		case start >= 0 && (r == '\'' || r == '’' || r == 'ʼ'):
		default:
			end(i)
		}
	}
	end(len(said))
	return words, at
}
