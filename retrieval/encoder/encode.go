package encoder

import (
	"context"
	"strings"
	"unicode"
)

// Role is what a text is to the model, which was trained to see each with a
// prefix of its own.
type Role int

// The roles of a text.
const (
	Query   Role = iota // what somebody asks
	Passage             // what may answer: a paragraph or a sentence
)

// TokenVector is the meaning of one piece of a text where it stands.
type TokenVector struct {
	// Start and End are the bytes of the text that the piece was made from, on
	// rune boundaries. A space before a word belongs to it.
	Start, End int
	// Vector is of length one.
	Vector []float32
}

// Query embeds a question: its direction, of length one. Of a question that is
// longer than the window the beginning counts. It fails only when ctx ends.
func (m *Model) Query(ctx context.Context, text string) ([]float32, error) {
	p := m.passes.Get().(*pass)
	defer m.passes.Put(p)
	if err := p.run(ctx, m, m.prefix(Query)+text, func() {}); err != nil {
		return nil, err
	}
	return p.mean(), nil
}

// Passages embeds paragraphs or sentences, one after the other, as Query does.
func (m *Model) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	return m.PassagesYielding(ctx, texts, func() {})
}

// PassagesYielding is Passages for work in the background: yield is called
// between layers, every few milliseconds, and may wait there.
func (m *Model) PassagesYielding(ctx context.Context, texts []string, yield func()) ([][]float32, error) {
	p := m.passes.Get().(*pass)
	defer m.passes.Put(p)
	out := make([][]float32, len(texts))
	for i, text := range texts {
		if err := p.run(ctx, m, m.prefix(Passage)+text, yield); err != nil {
			return nil, err
		}
		out[i] = p.mean()
	}
	return out, nil
}

// Tokens embeds a text as Query or Passages does, and in the same pass its
// pieces, in order; the prefix is not among them. Of a text longer than the
// window the pieces after it are missing.
func (m *Model) Tokens(ctx context.Context, role Role, text string) ([]float32, []TokenVector, error) {
	p := m.passes.Get().(*pass)
	defer m.passes.Put(p)
	prefix := m.prefix(role)
	if err := p.run(ctx, m, prefix+text, func() {}); err != nil {
		return nil, nil, err
	}
	return p.mean(), p.tokenVectors(len(prefix)), nil
}

func (m *Model) prefix(r Role) string {
	if r == Query {
		return m.file.QueryPrefix
	}
	return m.file.PassagePrefix
}

// tokenVectors returns the vectors of the pieces of text behind a prefix so
// many bytes long.
func (p *pass) tokenVectors(prefix int) []TokenVector {
	out := make([]TokenVector, 0, len(p.pieces))
	for i, piece := range p.pieces {
		if int(piece.to) <= prefix {
			continue
		}
		vector := append([]float32(nil), p.row(i+1)...)
		unit(vector)
		out = append(out, TokenVector{max(0, int(piece.from)-prefix), int(piece.to) - prefix, vector})
	}
	return out
}

// PassagePieces is PassagesYielding for one text that also returns, of the same
// pass, the vectors of the pieces that hold a letter or a digit, in order.
func (m *Model) PassagePieces(ctx context.Context, text string, yield func()) ([]float32, [][]float32, error) {
	p := m.passes.Get().(*pass)
	defer m.passes.Put(p)
	prefix := m.prefix(Passage)
	if err := p.run(ctx, m, prefix+text, yield); err != nil {
		return nil, nil, err
	}
	var pieces [][]float32
	for _, t := range p.tokenVectors(len(prefix)) {
		if strings.ContainsFunc(text[t.Start:t.End], inWord) {
			pieces = append(pieces, t.Vector)
		}
	}
	return p.mean(), pieces, nil
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
