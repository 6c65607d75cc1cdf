package intent_test

import (
	"path/filepath"
	"testing"

	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// TestQuestionsThatStandAloneDoNotLean bounds how often a question of its own
// is taken for a follow-up: one in two hundred.
func TestQuestionsThatStandAloneDoNotLean(t *testing.T) {
	parser := intent.NewParser(locale.Builtin())
	for _, set := range []string{"squad11", "squad20", "xquad_en", "xquad_vi"} {
		t.Run(set, func(t *testing.T) {
			leaning := 0
			list := questionsOf(t, shared(t, filepath.Join("eval", set, "questions.jsonl")))
			for _, q := range list {
				if parser.Query(q, text.Detect(q)).Need != intent.Standalone {
					leaning++
				}
			}
			if 200*leaning > len(list) {
				t.Errorf("%d of %d questions lean", leaning, len(list))
			}
		})
	}
}
