package encoder

import (
	"context"
	"strings"
	"testing"
)

// BenchmarkQuery embeds texts as long as a question, a sentence and a passage
// of a newspaper are, on every level of the processor.
func BenchmarkQuery(b *testing.B) {
	const words = "The commune resolved more files ahead of schedule than its neighbours, said the chairman. "
	for _, text := range []struct {
		name   string
		pieces int
	}{{"question-17", 17}, {"sentence-37", 37}, {"passage-183", 183}} {
		for _, use := range Supported() {
			b.Run(text.name+"/"+strings.ReplaceAll(use.String(), " ", "-"), func(b *testing.B) {
				m := open(b, use)
				in := exactly(m, strings.Repeat(words, 20), text.pieces)
				for b.Loop() {
					if _, err := m.Query(context.Background(), in); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// exactly returns the beginning of text that makes so many pieces with prefix
// and marks.
func exactly(m *Model, text string, pieces int) string {
	prefix := m.prefix(Query)
	all := new(segmenter).segment(&m.vocabulary, prefix+text, m.Window())
	return text[:int(all[pieces-marks-1].to)-len(prefix)]
}

// BenchmarkBuiltIn is what a start pays.
func BenchmarkBuiltIn(b *testing.B) {
	for b.Loop() {
		open(b, Best)
	}
}
