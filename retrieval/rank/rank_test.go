package rank_test

import (
	"fmt"
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

// TestWordsThatEveryPassageHasAreNoReasonToDoubt asks with words that all passages
// have, of which one alone has two side by side.
func TestWordsThatEveryPassageHasAreNoReasonToDoubt(t *testing.T) {
	var passages []string
	for i := range 400 {
		passages = append(passages, fmt.Sprintf("The harvest of village %d was good in edition 0 of the report.", i))
	}
	c := collect(text.English, passages...)
	q := c.Analyse("How was the harvest of village 0?", text.English)
	candidates := make([]int, len(passages))
	for i := range candidates {
		candidates[i] = i
	}
	ranked := rank.Rank(c, q, candidates, nil, words)
	if ranked[0].Doc != 0 {
		t.Fatalf("passage %d is first", ranked[0].Doc)
	}
	for i, name := range rank.Names(false) {
		if v := ranked[0].Signals[i]; name == "phrase" && v > 10 {
			t.Errorf("%s is %.0f times what the question could reach", name, v)
		}
	}
}
