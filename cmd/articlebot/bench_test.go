package main

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkColdAsk is all that "articlebot ask" does but for starting a
// process: reading and indexing the built-in articles, and one answer.
func BenchmarkColdAsk(b *testing.B) {
	noEnv := func(string) string { return "" }
	for b.Loop() {
		if err := run(b.Context(), []string{"ask", wellKnown}, noEnv, strings.NewReader(""), io.Discard, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
