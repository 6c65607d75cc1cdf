package analysis_test

import (
	"testing"

	"articlebot/retrieval/text"
)

// TestAnEncoderReadsNoCapitalsThroughout asks with the key for capitals stuck.
func TestAnEncoderReadsNoCapitalsThroughout(t *testing.T) {
	c := articles(text.Vietnamese, "Chủ tịch UBND tỉnh Điện Biên nói.")
	for asked, want := range map[string]string{
		"AI LÀ CHỦ TỊCH TỈNH ĐIỆN BIÊN?": "ai là chủ tịch tỉnh điện biên?",
		"Ai là chủ tịch UBND tỉnh?":      "Ai là chủ tịch UBND tỉnh?",
		"UBND TỈNH":                      "UBND TỈNH",
	} {
		q := c.Analyse(asked, text.Vietnamese)
		if q.Wording() != want {
			t.Errorf("it reads %q, want %q", q.Wording(), want)
		}
		q.Cut([][2]int{{0, len(q.Wording())}})
		if _, _, ok := q.Nearest(0, []float64{1}); !ok {
			t.Errorf("%q: no piece is of the first word", asked)
		}
	}
}
