package remnant_test

import (
	"testing"

	"articlebot/bot/internal/remnant"
)

func TestGapsAreClosed(t *testing.T) {
	for in, want := range map[string]string{
		" , how many ,  ?": "how many?", "— how many  files": "how many files", "a\n  b": "a\n b", " : ": "", "3 . 5": "3. 5", "bao nhiêu\u00a0 , ạ?": "bao nhiêu, ạ?",
	} {
		if got := remnant.Tidy(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestSignsAreNoWords(t *testing.T) {
	for in, want := range map[string]bool{"": false, "👆 ?!": false, "\u200d": false, "ạ": true, "3": true, "…a": true} {
		if got := remnant.Worded(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}
