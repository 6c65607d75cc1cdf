package intent

import (
	"slices"
	"strings"
	"unicode"

	"articlebot/retrieval/text"
)

// maxPhraseWords is the length of the longest message that is looked up among
// the phrases: the longest phrase with a polite word or three around it.
const maxPhraseWords = 14

// wording is a phrase ready to be compared: its words with their accents, and
// without.
type wording struct{ words, folded []string }

// entry is a phrase and what it means.
type entry struct {
	wording
	intent Intent
}

// phraseIndex has the phrases by their folded words, so that a look-up costs
// the same however many there are.
var phraseIndex = indexPhrases()

// politeness has the polite phrases, longest first, as accented words.
var politeness = struct{ before, after []wording }{splitList(politeBefore), splitList(politeAfter)}

func indexPhrases() map[string][]entry {
	index := make(map[string][]entry)
	add := func(in Intent, list string) {
		for _, w := range splitList(list) {
			key := strings.Join(w.folded, " ")
			index[key] = append(index[key], entry{w, in})
		}
	}
	for _, p := range phrasebook {
		add(Intent{Kind: p.kind, Language: p.lang}, p.list)
	}
	for _, w := range languageWishes {
		add(Intent{Kind: Language, Text: w.tag, Language: w.lang}, w.list)
	}
	return index
}

func splitList(list string) []wording {
	var all []wording
	for _, p := range strings.Split(list, ",") {
		w := wording{words: Words(p)}
		for _, word := range w.words {
			w.folded = append(w.folded, text.Fold(word))
		}
		all = append(all, w)
	}
	return all
}

// matchPhrase looks the words up, with polite words around them taken off.
func matchPhrase(words []string) (Intent, bool) {
	head := trimBefore(words)
	tail := trimAfter(words)
	for _, candidate := range [][]string{words, tail, head, trimAfter(head)} {
		if in, ok := lookUpPhrase(candidate); ok {
			return in, true
		}
	}
	if short := unstretched(words); !slices.Equal(short, words) {
		return matchPhrase(short)
	}
	return Intent{}, false
}

// maxStretched is the longest word, in bytes, that is taken for a stretched one.
const maxStretched = 40

// unstretched writes letters that come three times or more in a row once:
// "hellooo" is "hello".
func unstretched(words []string) []string {
	short := slices.Clone(words)
	for i, w := range words {
		if len(w) > maxStretched {
			continue
		}
		letters := []rune(w)
		var kept []rune
		for j := 0; j < len(letters); {
			end := j + 1
			for end < len(letters) && letters[end] == letters[j] {
				end++
			}
			if end-j < 3 || !unicode.IsLetter(letters[j]) {
				kept = append(kept, letters[j:end]...)
			} else {
				kept = append(kept, letters[j])
			}
			j = end
		}
		short[i] = string(kept)
	}
	return short
}

func lookUpPhrase(words []string) (Intent, bool) {
	for _, e := range phraseIndex[text.Fold(strings.Join(words, " "))] {
		if e.is(words) {
			return e.intent, true
		}
	}
	return Intent{}, false
}

// is compares typed words with the phrase's: each either as it is, or typed
// without accents.
func (p wording) is(typed []string) bool {
	if len(typed) != len(p.words) {
		return false
	}
	for i, w := range typed {
		if w != p.words[i] && w != p.folded[i] {
			return false
		}
	}
	return true
}

func trimBefore(words []string) []string {
	for {
		rest := words
		for _, p := range politeness.before {
			n := len(p.words)
			if n < len(words) && len(words)-n < len(rest) && p.is(words[:n]) {
				rest = words[n:]
			}
		}
		if len(rest) == len(words) {
			return words
		}
		words = rest
	}
}

func trimAfter(words []string) []string {
	for {
		rest := words
		for _, p := range politeness.after {
			if cut := len(words) - len(p.words); cut > 0 && cut < len(rest) && p.is(words[cut:]) {
				rest = words[:cut]
			}
		}
		if len(rest) == len(words) {
			return words
		}
		words = rest
	}
}
