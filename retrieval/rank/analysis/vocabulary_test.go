package analysis_test

import (
	"testing"

	"articlebot/retrieval/text"
)

func TestFillerThatTheArticlesKnowIsAWordOfTheQuestion(t *testing.T) {
	c := analysed(mixed())
	filler := []string{"bro", "office", "oi"}
	for question, want := range map[string]string{
		"bro, who is the secretary?":    "who is the secretary?",
		"when did the office close?":    "when did the office close?",
		"when did the office close bro": "when did the office close",
		"who is the secretary oi":       "who is the secretary",
		"bro":                           "bro",
		"":                              "",
	} {
		if got := c.WithoutFiller(question, text.English, filler); got != want {
			t.Errorf("%q becomes %q, want %q", question, got, want)
		}
	}
	if got := c.WithoutFiller("bro who", text.English, nil); got != "bro who" {
		t.Errorf("without any filler it becomes %q", got)
	}
}
