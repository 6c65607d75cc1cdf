package intent

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"articlebot/bot/locale"
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

// phrasebook has the phrases of all languages.
type phrasebook struct {
	// index finds a phrase by its folded words, so that a look-up costs the same
	// however many there are.
	index map[string][]entry
	// before and after are polite words that may stand around a phrase.
	before, after []wording
}

func indexPhrases(set *locale.Set) phrasebook {
	b := phrasebook{index: make(map[string][]entry)}
	add := func(in Intent, list locale.List) {
		for _, w := range wordings(list) {
			key := strings.Join(w.folded, " ")
			b.index[key] = append(b.index[key], entry{w, in})
		}
	}
	for _, l := range set.All() {
		for _, meaning := range slices.Sorted(maps.Keys(l.Phrases.Meanings)) {
			add(Intent{Kind: Kind(meaning), Language: l.Tag}, l.Phrases.Meanings[meaning])
		}
		for _, tag := range slices.Sorted(maps.Keys(l.Phrases.Wishes)) {
			add(Intent{Kind: Language, Text: string(tag), Language: l.Tag}, l.Phrases.Wishes[tag])
		}
		b.before = append(b.before, wordings(l.Phrases.PoliteBefore)...)
		b.after = append(b.after, wordings(l.Phrases.PoliteAfter)...)
	}
	return b
}

func wordings(list locale.List) []wording {
	all := make([]wording, len(list))
	for i, phrase := range list {
		all[i].words = Words(phrase)
		for _, word := range all[i].words {
			all[i].folded = append(all[i].folded, text.Fold(word))
		}
	}
	return all
}

// match looks the words up, with polite words around them taken off.
func (b phrasebook) match(words []string) (Intent, bool) {
	head := b.trimBefore(words)
	tail := b.trimAfter(words)
	for _, candidate := range [][]string{words, tail, head, b.trimAfter(head)} {
		if in, ok := b.lookUp(candidate); ok {
			return in, true
		}
	}
	if short := unstretched(words); !slices.Equal(short, words) {
		return b.match(short)
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

func (b phrasebook) lookUp(words []string) (Intent, bool) {
	for _, e := range b.index[text.Fold(strings.Join(words, " "))] {
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

func (b phrasebook) trimBefore(words []string) []string {
	for {
		rest := words
		for _, p := range b.before {
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

func (b phrasebook) trimAfter(words []string) []string {
	for {
		rest := words
		for _, p := range b.after {
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
