package cli

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"articlebot/retrieval/corpus/redact"
)

func TestComplaintsCarryNothingThatATerminalObeys(t *testing.T) {
	var out strings.Builder
	Complain(&out, WithHint(errors.New("open a\x1b[31mb:\n  two lines"), "look at \x07b"))
	const want = "articlebot: open a\\x1b[31mb:\n  two lines\nhint: look at \\ab\n"
	if got := out.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestJSONCarriesNothingThatATerminalObeys holds that what JSON allows raw and a
// terminal obeys is escaped, and reads back as it was.
func TestJSONCarriesNothingThatATerminalObeys(t *testing.T) {
	for _, text := range []string{"plain <b>&amp;</b>", "\u009b31m\x1b[2J\x7f\n", "a\u202eb\u2066c\ufeff", "\U000E0041 tag", "Phà 😀 \u200d đảo", ""} {
		var out strings.Builder
		must(t, PrintJSON(&out, map[string]string{"text": text}))
		line := strings.TrimSuffix(out.String(), "\n")
		if strings.ContainsFunc(line, redact.Unseen) {
			t.Errorf("%q is written as %q", text, line)
		}
		var back map[string]string
		must(t, json.Unmarshal([]byte(line), &back))
		if back["text"] != text {
			t.Errorf("%q reads back as %q", text, back["text"])
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
