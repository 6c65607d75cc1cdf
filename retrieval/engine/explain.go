package engine

import (
	"context"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
)

// Explained is a candidate with the values that put it in its place.
type Explained struct {
	Article *retrieval.Article
	Passage *retrieval.Passage
	Ranked  rank.Ranked
	// Sentences are the passage's, with the values that choose the one to mark,
	// in the order of rank.SentenceNames. Only the first candidates have them.
	Sentences []ExplainedSentence
}

// ExplainedSentence is a sentence of a candidate.
type ExplainedSentence struct {
	Span    retrieval.Span
	Signals []float64
}

// explainedSentences is how many candidates have their sentences explained.
const explainedSentences = 10

// Explain returns all candidates for a question in order, best first, with the
// values behind their order: for fitting the weights and for the curious.
func (e *Engine) Explain(ctx context.Context, question retrieval.Question) (*rank.Query, []Explained, error) {
	s, err := e.acquire()
	if err != nil {
		return nil, nil, err
	}
	defer s.release()
	q := s.readQuestion(question)
	ranked, err := s.search(ctx, q, question.Article, e.model)
	if err != nil {
		return nil, nil, err
	}
	out := make([]Explained, len(ranked))
	for i, r := range ranked {
		out[i].Ranked = r
		if out[i].Article, out[i].Passage, err = s.passage(r.Doc); err != nil {
			return nil, nil, err
		}
		if i < explainedSentences {
			values, spans := s.forward.SentenceSignals(q, r, out[i].Passage.Text)
			for n, v := range values {
				out[i].Sentences = append(out[i].Sentences, ExplainedSentence{retrieval.Span{Start: spans[n][0], End: spans[n][1]}, v})
			}
		}
	}
	return q, out, nil
}
