package merge

import (
	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/passage"
)

// Prepared is an article as a parser understood it, with what comparing it
// with the others needs. It is shared between reads and never changes.
type Prepared struct {
	draft.Draft
	sketch   *sketch      // of a full article that may be folded, else nil
	passages []draft.Part // its paragraphs as they are searched
	traits   []trait      // of its paragraphs, nil where there is one
}

// Content is what one file or address gave.
type Content struct {
	Drafts []Prepared
	Skips  []retrieval.Skip
}

// Prepare computes once what does not depend on the other articles.
func Prepare(p draft.Result, kind parse.Kind) Content {
	c := Content{Drafts: make([]Prepared, len(p.Drafts)), Skips: p.Skips}
	for i, d := range p.Drafts {
		c.Drafts[i] = PrepareDraft(d, kind)
	}
	return c
}

// PrepareDraft does so for one article.
func PrepareDraft(d draft.Draft, kind parse.Kind) Prepared {
	p := Prepared{Draft: d}
	p.take(d.Parts)
	if !d.Brief && kind != parse.JSONLines {
		p.sketch = sketchOf(prose.FoldWords(d.Body()))
	}
	return p
}

// take sets the paragraphs and what is made of them.
func (p *Prepared) take(parts []draft.Part) {
	p.Parts, p.passages, p.traits = parts, passage.Join(parts), traitsOf(parts)
}
