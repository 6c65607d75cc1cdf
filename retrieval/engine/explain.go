package engine

import (
	"context"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
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
func (e *Engine) Explain(ctx context.Context, question retrieval.Question) (*rank.Query, []Explained, error) {
	s, err := e.acquire()
	if err != nil {
		return nil, nil, err
	}
	defer s.release()
	q := s.readQuestion(question)
	ranked, err := e.search(ctx, s, q, whereOf(question))
	if err != nil {
		return nil, nil, err
	}
	out := make([]Explained, len(ranked))
	for i, r := range ranked {
		out[i].Ranked, out[i].Published, out[i].Way = r, s.published(r.Doc), rank.WayOf(q, r)
		if out[i].Article, out[i].Passage, err = s.passage(r.Doc); err != nil {
			return nil, nil, err
		}
		if i == 0 {
			out[i].Evidence, out[i].Named, out[i].Topic = s.forward.Evidence(q, ranked, out[i].Published, e.models)
		}
		if i < explainedSentences {
			out[i].Requirements, out[i].RequirementSignals = s.forward.RequirementSignals(q, ranked, i, out[i].Published)
			values, spans := s.forward.SentenceSignals(q, r, out[i].Passage.Text)
			for n, v := range values {
				out[i].Sentences = append(out[i].Sentences, ExplainedSentence{retrieval.Span{Start: spans[n][0], End: spans[n][1]}, v})
			}
		}
	}
	return q, out, nil
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
