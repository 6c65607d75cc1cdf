package engine

import (
	"context"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

// Explained is a candidate with the values that put it in its place.
type Explained struct {
	Article *retrieval.Article
	Passage *retrieval.Passage
	Ranked  rank.Ranked
	// Sentences are the passage's, with the values that choose the one to mark,
	// in the order of rank.SentenceNames. Only the first candidates have them.
	Sentences []ExplainedSentence
	// Way is the languages of question and passage.
	Way rank.Way
	// Evidence is what the confidence in the first candidate is made of, nil for
	// the others.
	Evidence []float64
	// Named is the largest probability of a name, number or year of the question
	// to be missing from the first candidate, and Topic that of another word.
	Named, Topic float64
	// Requirements are the question's words held against the passage, with the
	// values in the order of rank.RequirementNames. Only the first candidates
	// have them.
	Requirements       []rank.Requirement
	RequirementSignals [][]float64
	// Published is when its article was, zero if that is not known.
	Published time.Time
}

// ExplainedSentence is a sentence of a candidate.
type ExplainedSentence struct {
	Span    retrieval.Span
	Signals []float64
}

// Meant tells whether an encoder has read the passage.
func (x *Explained) Meant() bool { return x.Ranked.Similarity != nil }

// explainedSentences is how many candidates have their sentences explained.
const explainedSentences = 10

// Explain returns all candidates for a question in order, best first, with the
// values behind their order: for fitting the weights and for the curious.
func (e *Engine) Explain(ctx context.Context, question retrieval.Question) (*analysis.Query, []Explained, error) {
	s, err := e.acquire()
	if err != nil {
		return nil, nil, err
	}
	defer s.release()
	q := s.readQuestion(question)
	r, err := e.search(ctx, s, q, whereOf(question))
	if err != nil {
		return nil, nil, err
	}
	out, err := s.explained(ctx, q, r, len(r.ranked))
	if err != nil {
		return nil, nil, err
	}
	for i := range out[:min(len(out), explainedSentences)] {
		x := &out[i]
		if i == 0 {
			x.Evidence, x.Named, x.Topic = rank.Evidence(r.hand.ForwardIndex, q, r.ranked, x.Published, e.models)
		}
		x.Requirements, x.RequirementSignals = rank.RequirementSignals(r.hand.ForwardIndex, q, r.ranked, i, x.Published)
		values, spans := rank.SentenceSignals(r.hand.ForwardIndex, q, r.ranked[i], x.Passage.Text)
		for n, v := range values {
			x.Sentences = append(x.Sentences, ExplainedSentence{retrieval.Span{Start: spans[n][0], End: spans[n][1]}, v})
		}
	}
	return q, out, nil
}

// explained are the first n candidates with what is known of them.
func (s *snapshot) explained(ctx context.Context, q *analysis.Query, r ranking, n int) ([]Explained, error) {
	if n == 0 {
		return nil, nil
	}
	if err := r.complete(ctx, s, n); err != nil {
		return nil, err
	}
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = s.articleOf(r.number(i))
	}
	articles, err := s.shelf.Articles(ctx, numbers)
	if err != nil {
		return nil, err
	}
	out := make([]Explained, n)
	for i, ranked := range r.ranked[:n] {
		out[i] = Explained{
			Article: articles[i], Passage: r.hand.Passage(ranked.Doc), Ranked: ranked, Published: articles[i].Published, Way: rank.WayOf(q, ranked),
		}
	}
	return out, nil
}

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
	r, err := e.search(ctx, s, q, whereOf(question))
	if err != nil {
		return Why{}, err
	}
	w := Why{Language: q.Language, Wording: q.Wording(), Corrections: q.Corrections(), Total: len(r.ranked)}
	for _, candidate := range r.ranked {
		if candidate.Similarity != nil {
			w.Encoded++
		}
	}
	if w.Candidates, err = s.explained(ctx, q, r, min(len(r.ranked), whyCandidates)); err != nil {
		return Why{}, err
	}
	if len(r.ranked) > 0 {
		w.Why = rank.Explain(r.hand.ForwardIndex, q, r.ranked, w.Candidates[0].Published, e.models)
	}
	return w, nil
}
