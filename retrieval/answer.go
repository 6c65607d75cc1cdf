package retrieval

import (
	"time"

	"articlebot/retrieval/text"
)

// Outcome is how sure the engine is that the articles answer a question.
type Outcome string

// The outcomes.
const (
	Answered Outcome = "answer" // confident
	Unsure   Outcome = "unsure" // shown with a hedge
	// None means the articles do not say. Hits may still be listed for
	// programs that rank, but no passage may be shown to a person as if it
	// answered.
	None Outcome = "none"
)

// Certainty orders outcomes, the surest highest.
func (o Outcome) Certainty() int {
	switch o {
	case Answered:
		return 2
	case Unsure:
		return 1
	}
	return 0
}

// Answer is the reply of the engine to one question, all of it from one
// generation of the index.
type Answer struct {
	Question   string
	Outcome    Outcome
	Confidence float64 // in [0, 1], comparable across questions and corpora
	// Language is the language of the question.
	Language text.Language
	// Hits are the passages found, best first.
	Hits []Hit
	// Nearest are articles that may help where nothing answers, best first.
	Nearest []Summary
	// Corrections are words of the question that no article has and that were
	// read as others, in the question's order.
	Corrections []Correction
	// Missing are words of the question that the first hit does not speak of, in
	// the question's order, as far as that is sure enough to be told.
	Missing []string
	// Leaned tells that the first hit is that only because its article was shown
	// last: the question was read as one about that.
	Leaned bool
	// News is set where the question was understood to be about time.
	News       *News
	Generation Generation
	BuiltAt    time.Time
	// ReadAt is when all sources were last found to hold just this.
	ReadAt   time.Time
	Searched Counts
	Took     time.Duration
}

// Hit is a passage that was found.
type Hit struct {
	Passage Passage
	Article Summary
	Author  string
	Source  string // Origin.File of the article
	// Total is the number of passages in the article.
	Total int
	// Sentence is the part of Passage.Text that answers.
	Sentence Span
	// Highlights are the words of Passage.Text that the question asked for, in
	// order, not overlapping.
	Highlights []Span
	// Score orders the hits of one answer; it means nothing across answers.
	Score float64
	// AlsoIn lists reprints of the same passage.
	AlsoIn []Summary
}

// Correction is a reading of a word that no article has.
type Correction struct{ Typed, Read string }
