package locale

import (
	"slices"
	"strings"

	"articlebot/retrieval"
)

// maxLacking is how many words an answer says it found nothing of.
const maxLacking = 3

// HedgeFor says why a passage may not answer: what it lacks, where that is known,
// helps more than that it is not sure. What lacks is known of the first only.
func (t *Texts) HedgeFor(ans retrieval.Answer, first bool) string {
	if len(ans.Missing) == 0 || !first {
		return string(t.Hedge)
	}
	return t.Lacking.With("words", lacking(ans))
}

// lacking names the words that nothing was found of.
func lacking(ans retrieval.Answer) string {
	var words []string
	for _, m := range ans.Missing[:min(len(ans.Missing), maxLacking)] {
		words = append(words, "“"+m+"”")
	}
	return strings.Join(words, ", ")
}

// NothingFor says the same where no passage is shown.
func (t *Texts) NothingFor(ans retrieval.Answer) string {
	if len(ans.Missing) == 0 {
		return ""
	}
	return t.NothingOf.With("words", lacking(ans))
}

// maxCorrections is how many words an answer says it read as others: more are
// no help to anybody.
const maxCorrections = 5

// CorrectedFor says which words were read as others, in one line.
func (t *Texts) CorrectedFor(list []retrieval.Correction) string {
	var words []string
	for _, c := range list {
		if strings.EqualFold(c.Typed, c.Read) {
			continue // a word that both languages have
		}
		said := t.CorrectedWord.With("typed", c.Typed, "read", c.Read)
		if len(words) < maxCorrections && !slices.Contains(words, said) { // a word may stand in a question twice
			words = append(words, said)
		}
	}
	if len(words) == 0 {
		return ""
	}
	return t.Corrected.With("words", strings.Join(words, ", "))
}

// News says how an answer has to do with time, where the question did.
func (t *Texts) News(n *retrieval.News, o retrieval.Outcome) string {
	switch {
	case n == nil:
	case n.Undated:
		return string(t.Undated)
	case n.Outside && o == retrieval.None:
		return string(t.NoDays)
	case o == retrieval.None: // nothing is shown that has an order
	case n.Outside:
		return string(t.OtherDays)
	case n.Latest:
		return string(t.NewestFirst)
	}
	return ""
}
