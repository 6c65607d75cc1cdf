package main

import (
	"errors"
	"strings"
	"testing"
)

func TestComplaintsCarryNothingThatATerminalObeys(t *testing.T) {
	var out strings.Builder
	complain(&out, withHint(errors.New("open a\x1b[31mb:\n  two lines"), "look at \x07b"))
	const want = "articlebot: open a\\x1b[31mb:\n  two lines\nhint: look at \\ab\n"
	if got := out.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
