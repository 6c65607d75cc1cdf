package cli

import (
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
)

func TestProgressShowsLongWorkOnly(t *testing.T) {
	var out strings.Builder
	now := time.Unix(0, 0)
	p := NewProgress(&out, func() time.Time { return now })
	p.Show(retrieval.Progress{Stage: "reading", Done: 1, Total: 2})
	if p.Clear(); out.Len() > 0 {
		t.Errorf("wrote %q where nobody watches", out.String())
	}

	p.out = &out // as on a terminal
	for _, at := range []time.Duration{0, 399, 450, 500, 560} {
		now = time.Unix(0, 0).Add(at * time.Millisecond)
		p.Show(retrieval.Progress{Stage: "reading", Done: int(at), Total: 1000})
	}
	now = now.Add(time.Second)
	p.Show(retrieval.Progress{Stage: "indexing", Done: 7})
	p.Clear()
	want := EraseLine + "reading … 450 of 1000 (45 %)" + EraseLine + "reading … 560 of 1000 (56 %)" + EraseLine + "indexing … 7" + EraseLine
	if out.String() != want {
		t.Errorf("wrote %q, want %q", out.String(), want)
	}
}
