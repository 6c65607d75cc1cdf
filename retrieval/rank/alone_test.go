package rank_test

import (
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// TestOneArticleDoesNotAnswerEverything has a paper of one passage, which is near to
// every question for want of others.
func TestOneArticleDoesNotAnswerEverything(t *testing.T) {
	models, err := rank.DefaultModels("multilingual-e5-small-q4")
	if err != nil {
		t.Fatal(err)
	}
	c := collect(text.Vietnamese, "Chủ tịch tỉnh Trần Văn Hùng đã khánh thành cầu Tam Kỳ với tổng vốn 120 tỷ đồng.")
	near := func(int) *rank.Similarity {
		return &rank.Similarity{Passage: 0.86, Sentences: []float64{0.86}, Pieces: []float64{0.4, 0.4}, Together: 0.4, Spoken: []float64{0.4}, Whole: []float64{0.6, 0.6}, Sentence: []float64{0.6, 0.6}}
	}
	for question, want := range map[string]retrieval.Outcome{
		"giá cà phê hôm nay bao nhiêu?":     retrieval.Unsure,
		"ai đã khánh thành cầu Tam Kỳ?":     retrieval.Answered,
		"tổng vốn cầu Tam Kỳ là bao nhiêu?": retrieval.Answered,
	} {
		q := c.Analyse(question, text.Vietnamese)
		q.Cut([][2]int{{0, 8}, {8, len(q.Wording())}})
		ranked := rank.Rank(c, q, []int{0}, near, models)
		if v := rank.Decide(c, q, ranked, time.Time{}, models); v.Outcome != want {
			t.Errorf("%q: %s with %.2f, want %s", question, v.Outcome, v.Confidence, want)
		}
	}
}
