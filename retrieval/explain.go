package retrieval

import (
	"context"

	"articlebot/retrieval/rank"
)

// Explained is a candidate with the values that put it in its place.
type Explained struct {
	Article *Article
	Passage *Passage
	Ranked  rank.Ranked
}

// Explain returns all candidates for a question in order, best first, with the
// values behind their order: for fitting the weights and for the curious.
func (e *Engine) Explain(ctx context.Context, question Question) (*rank.Query, []Explained, error) {
	s, err := e.acquire()
	if err != nil {
		return nil, nil, err
	}
	defer s.release()
	q := s.analyse(question)
	ranked, err := s.search(ctx, q, question.Article, e.weights)
	if err != nil {
		return nil, nil, err
	}
	out := make([]Explained, len(ranked))
	for i, r := range ranked {
		out[i].Ranked = r
		if out[i].Article, out[i].Passage, err = s.passage(r.Doc); err != nil {
			return nil, nil, err
		}
	}
	return q, out, nil
}
