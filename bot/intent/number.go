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
}

type numberLead struct {
	kind Kind
	lang text.Language
}

func numbersIn(set *locale.Set) numberWords {
	w := numberWords{
		leads: map[string]numberLead{"": {Pick, ""}}, tails: map[string]bool{"": true},
		ordinals: make(map[string]int), led: make(map[string]int),
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
