package rank_test

import (
	"slices"
	"testing"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
)

// TestTheShortlistLooksAtAllWords has a document that lacks the rarest word of
// the question but has all the others, and many that have the rarest alone.
func TestTheShortlistLooksAtAllWords(t *testing.T) {
	var passages []string
	for range 40 {
		passages = append(passages, "The ferry company bought a pontoon and painted it.")
	}
	for range 19 {
		passages = append(passages, "The harbour master opened the office in spring.")
	}
	passages = append(passages, "The harbour master opened the northern quay and its office to the ferry in spring.")
	c := collect(text.English, passages...)
	q := c.Analyse("When did the harbour master open the northern quay for the pontoon ferry?", text.English)
	candidates := make([]int, len(passages))
	for i := range candidates {
		candidates[i] = i
	}
	got := rank.Shortlist(c, q, candidates, 5)
	if len(got) != 5 || got[0] != 59 {
		t.Errorf("shortlist %v, want 59 first of five", got)
	}
	if rest := got[1:]; !slices.IsSorted(rest) {
		t.Errorf("equals are not in the order of the index: %v", rest)
	}
	if diff := cmp.Diff(candidates[:4], rank.Shortlist(c, q, candidates[:4], 5)); diff != "" {
		t.Errorf("few candidates are not kept as they are (-want +got):\n%s", diff)
	}
}
