package engine

import (
	"context"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// Why is what Ask does with a question of its words, said step by step.
type Why struct {
	Language text.Language
	// Wording is the question as an encoder reads it.
	Wording string
	// Corrections are words that were read as others.
	Corrections []retrieval.Correction
	// Candidates are the first passages, best first.
	Candidates []Explained
	// Encoded is how many of all candidates an encoder has read, of Total.
	Encoded, Total int
	rank.Why
}

// whyCandidates is how many candidates a Why shows.
const whyCandidates = 3

// Why explains why a passage comes first and why it is this certain.
func (e *Engine) Why(ctx context.Context, question retrieval.Question) (Why, error) {
	s, err := e.acquire()
	if err != nil {
		return Why{}, err
	}
	defer s.release()
	q := s.readQuestion(question)
	ranked, err := e.search(ctx, s, q, whereOf(question))
	if err != nil {
		return Why{}, err
	}
	w := Why{Language: q.Language, Wording: q.Wording(), Corrections: q.Corrections(), Total: len(ranked)}
	for i, r := range ranked {
		if r.Similarity != nil {
			w.Encoded++
		}
		if i >= whyCandidates {
			continue
		}
		x := Explained{Ranked: r, Published: s.published(r.Doc), Way: rank.WayOf(q, r)}
		if x.Article, x.Passage, err = s.passage(r.Doc); err != nil {
			return Why{}, err
		}
		w.Candidates = append(w.Candidates, x)
	}
	if len(ranked) > 0 {
		w.Why = s.forward.Explain(q, ranked, s.published(ranked[0].Doc), e.models)
	}
	return w, nil
}
