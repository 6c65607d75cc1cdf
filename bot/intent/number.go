package intent

import (
	"maps"
	"strconv"
	"strings"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// MaxPick is the highest number that is read as a choice from a list.
const MaxPick = 999

// numberWords are the words that may stand around a number that picks, folded.
type numberWords struct {
	leads         map[string]numberLead
	tails         map[string]bool
	ordinals, led map[string]int
	last          map[string]bool // pick the last one
}

type numberLead struct {
	kind Kind
	lang text.Language
}

func numbersIn(set *locale.Set) numberWords {
	w := numberWords{
		leads: map[string]numberLead{"": {Pick, ""}}, tails: map[string]bool{"": true},
		ordinals: make(map[string]int), led: make(map[string]int), last: make(map[string]bool),
	}
	for _, l := range set.All() {
		for kind, list := range map[Kind]locale.List{Pick: l.Phrases.PickLeads, Article: l.Phrases.ArticleLeads} {
			for _, lead := range list {
				w.leads[foldedWords(lead)] = numberLead{kind, l.Tag}
			}
		}
		for _, tail := range l.Phrases.NumberTails {
			w.tails[foldedWords(tail)] = true
		}
		for _, word := range l.Phrases.LastOrdinals {
			w.last[foldedWords(word)] = true
		}
		maps.Copy(w.ordinals, folded(l.Phrases.Ordinals))
		maps.Copy(w.led, folded(l.Phrases.LedOrdinals))
	}
	return w
}

func folded(counts map[string]int) map[string]int {
	out := make(map[string]int, len(counts))
	for w, n := range counts {
		out[foldedWords(w)] = n
	}
	return out
}

func foldedWords(phrase string) string { return text.Fold(strings.Join(Words(phrase), " ")) }

// match reads "3", "no. 3", "article 3", "bài số 3", "the second one".
func (w numberWords) match(words []string) (Intent, bool) {
	plain := make([]string, len(words))
	for i, word := range words {
		plain[i] = text.Fold(word)
	}
	n, before, after := w.find(plain)
	if n == 0 || !w.tails[strings.Join(after, " ")] {
		return Intent{}, false
	}
	lead, ok := w.leads[strings.Join(before, " ")]
	if !ok {
		return Intent{}, false
	}
	return Intent{Kind: lead.kind, Number: n, Language: lead.lang}, true
}

// find returns the only number among the words, from 1 to MaxPick, and the words
// around it; 0 if there is none.
func (w numberWords) find(words []string) (n int, before, after []string) {
	for i, word := range words {
		v := w.value(word, i > 0)
		if v >= 1 && v <= MaxPick && !strings.HasPrefix(word, "0") {
			return v, words[:i], words[i+1:]
		}
	}
	return 0, nil, nil
}

// maxNth is the highest number by which a title of a list is spoken of.
const maxNth = 99

// nth is the number that a word picks by, -1 for the last one, 0 for none.
func (w numberWords) nth(word string) int {
	if w.last[word] {
		return -1
	}
	return w.value(word, true)
}

// ambiguous tells a word that is more than a number, as "năm" is a year, too: it picks
// behind such as "bài thứ" alone.
func (w numberWords) ambiguous(word string) bool { return w.led[word] > 1 }

func (w numberWords) value(word string, led bool) int {
	if v, ok := w.ordinals[word]; ok {
		return v
	}
	if v, ok := w.led[word]; ok && led {
		return v
	}
	v, _ := strconv.Atoi(word)
	return v
}
