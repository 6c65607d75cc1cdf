package retrieval_test

import (
	"testing"

	"articlebot/retrieval"

	"github.com/google/go-cmp/cmp"
)

func TestASpanIsCutAtTheEndsOfOthers(t *testing.T) {
	const s = "Nà Hỳ has files." // à and ỳ are two and three bytes
	whole := retrieval.Span{End: len(s)}
	for name, c := range map[string]struct {
		part   retrieval.Span
		others []retrieval.Span
		want   []retrieval.Span
	}{
		"by none":                {whole, nil, []retrieval.Span{whole}},
		"at both ends":           {whole, []retrieval.Span{{Start: 4, End: 8}}, []retrieval.Span{{Start: 0, End: 4}, {Start: 4, End: 8}, {Start: 8, End: len(s)}}},
		"once where others meet": {whole, []retrieval.Span{{Start: 0, End: 4}, {Start: 4, End: 8}}, []retrieval.Span{{Start: 0, End: 4}, {Start: 4, End: 8}, {Start: 8, End: len(s)}}},
		"not outside of it":      {retrieval.Span{Start: 4, End: 8}, []retrieval.Span{{Start: 0, End: 12}}, []retrieval.Span{{Start: 4, End: 8}}},
		"not within a character": {whole, []retrieval.Span{{Start: 2, End: 6}}, []retrieval.Span{whole}},
		"an empty one":           {retrieval.Span{Start: 4, End: 4}, nil, []retrieval.Span{}},
	} {
		if diff := cmp.Diff(c.want, c.part.Cut(s, c.others)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestSpansOverlap(t *testing.T) {
	a := retrieval.Span{Start: 2, End: 5}
	for b, want := range map[retrieval.Span]bool{
		{Start: 4, End: 6}: true, {Start: 5, End: 6}: false, {Start: 0, End: 2}: false, {Start: 3, End: 3}: false, {Start: 0, End: 9}: true,
	} {
		if a.Overlaps(b) != want || b.Overlaps(a) != want {
			t.Errorf("%v and %v overlap: want %v", a, b, want)
		}
	}
}
