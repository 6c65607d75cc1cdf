package saved_test

import (
	"testing"

	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/saved"
)

// TestAHeadAsPeopleTypeIt reads files of plain text whose title, byline and day
// stand in several shapes above the text.
func TestAHeadAsPeopleTypeIt(t *testing.T) {
	const text = "\n\nThe outdoor pool of Wendt closes on Sunday. About 83,000 people came this summer.\n\n" +
		"The council wants to renew the boiler until May, head of sport Ida Kern said.\n"
	for name, head := range map[string]string{
		"apart":                       "Pool closes\n\nBy Peter Holm\n\n12 September 2026",
		"byline and day as one":       "Pool closes\n\nBy Peter Holm\n12 September 2026",
		"day and byline as one":       "Pool closes\n\n12 September 2026\nBy Peter Holm",
		"all as one":                  "Pool closes\nBy Peter Holm\n2026-09-12",
		"byline and day in a line":    "Pool closes\n\nBy Peter Holm | 12 September 2026",
		"a title of two lines":        "Pool\ncloses\nBy Peter Holm\n12 September 2026",
		"the same of Windows' making": "Pool closes\r\n\r\nBy Peter Holm\r\nSeptember 12, 2026",
	} {
		got := saved.Parse("pool.txt", head+text, draft.Paper{}).Drafts
		if len(got) != 1 || got[0].Title != "Pool closes" || got[0].Author != "Peter Holm" || got[0].Published.Format("2006-01-02") != "2026-09-12" || len(got[0].Parts) != 2 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestALineOfRunningTextIsNoByline holds that text that was wrapped stays together,
// whatever a line of it looks like.
func TestALineOfRunningTextIsNoByline(t *testing.T) {
	got := saved.Parse("pool.txt", "The pool of Wendt closes for the winter\n\nThe outdoor pool closes on Sunday,\n12 September 2026\nand opens again in the month of May, the town says.\n", draft.Paper{}).Drafts
	if len(got) != 1 || len(got[0].Parts) != 1 || !got[0].Published.IsZero() {
		t.Errorf("%+v", got)
	}
}
