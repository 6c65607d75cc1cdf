package main

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkColdAsk is all that "articlebot ask" does but for starting a
// process: reading and indexing the built-in articles, and one answer.
func BenchmarkColdAsk(b *testing.B) {
	for b.Loop() {
		if err := run(b.Context(), []string{"ask", wellKnown}, nil, strings.NewReader(""), io.Discard, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
