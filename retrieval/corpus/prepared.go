package corpus

import "articlebot/retrieval"

// prepared is an article as a parser understood it, with what comparing it
// with the others needs. It is shared between reads and never changes.
type prepared struct {
	draft
	sketch sketch // of a full article that may be folded
}

// content is what one file or address gave.
type content struct {
	drafts []prepared
	skips  []retrieval.Skip
}

// prepare computes once what does not depend on the other articles.
func prepare(p parsed, kind Kind) content {
	c := content{drafts: make([]prepared, len(p.drafts)), skips: p.skips}
	for i, d := range p.drafts {
		c.drafts[i] = prepareDraft(d, kind)
	}
	return c
}

func prepareDraft(d draft, kind Kind) prepared {
	p := prepared{draft: d}
	if !d.brief && kind != JSONLines {
		p.sketch = sketchOf(foldWords(d.body()))
	}
	return p
}
