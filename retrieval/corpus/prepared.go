package corpus

import (
	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
)

// prepared is an article as a parser understood it, with what comparing it
// with the others needs. It is shared between reads and never changes.
type prepared struct {
	draft.Draft
	sketch   sketch       // of a full article that may be folded
	passages []draft.Part // its paragraphs as they are searched
	traits   []trait      // of its paragraphs, nil where there is one
}

// content is what one file or address gave.
type content struct {
	drafts []prepared
	skips  []retrieval.Skip
}

// prepare computes once what does not depend on the other articles.
func prepare(p draft.Result, kind parse.Kind) content {
	c := content{drafts: make([]prepared, len(p.Drafts)), skips: p.Skips}
	for i, d := range p.Drafts {
		c.drafts[i] = prepareDraft(d, kind)
	}
	return c
}

func prepareDraft(d draft.Draft, kind parse.Kind) prepared {
	p := prepared{Draft: d}
	p.take(d.Parts)
	if !d.Brief && kind != parse.JSONLines {
		p.sketch = sketchOf(prose.FoldWords(d.Body()))
	}
	return p
}

// take sets the paragraphs and what is made of them.
func (p *prepared) take(parts []draft.Part) {
	p.Parts, p.passages, p.traits = parts, passagesOf(parts), traitsOf(parts)
}
