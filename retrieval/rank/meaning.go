package rank

import (
	"math"
	"strings"

	"articlebot/retrieval/rank/analysis"
)

// Similarity is how near an encoder finds a question to one document.
type Similarity struct {
	// Passage is the cosine of the question and the passage.
	Passage float64
	// Sentences are the cosines of the question and each sentence of the passage.
	Sentences []float64
	// Pieces are, for each piece of the question (Query.Wording), the cosine of
	// the piece of the passage that is nearest to it.
	Pieces []float64
	// Spoken are, for each sentence, the means over the question's pieces of the
	// cosine of the nearest piece of that sentence, and Together is the largest of
	// those means for a sentence with the one behind it.
	Spoken   []float64
	Together float64
	// Whole and Sentence are, for each piece of the question, its cosine with the
	// vector of the passage, and with that of the sentence nearest to the question:
	// whether it fits to what they speak of, where Pieces look for one place. A word
	// that another was exchanged for fits into the place, but not into the whole.
	Whole, Sentence []float64
}

// Similarities tells what an encoder finds, nil for a document that it has not
// read yet. A nil function is an encoder that is off.
type Similarities func(doc int) *Similarity

// PassageCosine is the signal that is what an encoder says of a whole passage.
const PassageCosine = "meaning_passage"

// The signals that need an encoder; those with _foreign add to them where
// question and passage are of different languages, whose cosines lie lower.
const (
	meaningPassage  = PassageCosine
	meaningSentence = "meaning_sentence"
	meaningPieces   = "meaning_pieces"
	meaningTogether = "meaning_together"
	foreignSuffix   = "_foreign"
)

// meaningSignals come after signals, in this order.
var meaningSignals = []signal{
	{meaningPassage, func(v *view) float64 { return v.similarity.Passage }},
	{meaningSentence, func(v *view) float64 { return v.similarity.bestSentence() }},
	{meaningPieces, func(v *view) float64 { return mean(v.similarity.Pieces) }},
	{meaningTogether, func(v *view) float64 { return v.similarity.Together }},
	{meaningPassage + foreignSuffix, inForeign(func(v *view) float64 { return v.similarity.Passage })},
	{meaningSentence + foreignSuffix, inForeign(func(v *view) float64 { return v.similarity.bestSentence() })},
	{meaningPieces + foreignSuffix, inForeign(func(v *view) float64 { return mean(v.similarity.Pieces) })},
	{meaningTogether + foreignSuffix, inForeign(func(v *view) float64 { return v.similarity.Together })},
}

func inForeign(f func(*view) float64) func(*view) float64 {
	return func(v *view) float64 {
		if v.q.Vietnamese() == v.doc.Vietnamese {
			return 0
		}
		return f(v)
	}
}

// foreignShare is how much of their level is taken from foreign passages beside
// others. On XQuAD with half of its paragraphs in English and half in Vietnamese
// all of it loses answers in the other language, and none of it those in one's own.
const foreignShare = 0.9

// levelForeign lowers the scores of candidates in another language than the
// question's by what the _foreign signals give the best of them, where there are
// candidates in its own beside them. The weights were fitted on collections of one
// language: they tell foreign passages apart, but not from others, and their level
// could be anything there.
func levelForeign(q *analysis.Query, ranked []Ranked, weights []float64) {
	own, level := false, math.Inf(-1)
	extra := make([]float64, len(ranked))
	for i, r := range ranked {
		if r.vietnamese == q.Vietnamese() {
			own = true
			continue
		}
		for k := len(signals); k < len(r.Signals); k++ {
			if strings.HasSuffix(meaningSignals[k-len(signals)].name, foreignSuffix) {
				extra[i] += weights[k] * r.Signals[k]
			}
		}
		level = max(level, extra[i])
	}
	if !own {
		return
	}
	for i, r := range ranked {
		if r.vietnamese != q.Vietnamese() {
			ranked[i].Score -= foreignShare * level
		}
	}
}

// pieces are the cosines of the question's pieces, none where the encoder has not
// read the document.
func (s *Similarity) pieces() []float64 {
	if s == nil {
		return nil
	}
	return s.Pieces
}

// whole is pieces for the passage as a whole.
func (s *Similarity) whole() []float64 {
	if s == nil {
		return nil
	}
	return s.Whole
}

func (s *Similarity) bestSentence() float64 {
	if len(s.Sentences) == 0 {
		return s.Passage
	}
	best := s.Sentences[0]
	for _, x := range s.Sentences[1:] {
		best = max(best, x)
	}
	return best
}

func mean(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return ratio(sum, float64(len(xs)))
}

// fillUnread gives candidates that the encoder has not read the mean of those
// that it has: nothing speaks for or against them. It tells whether any was read.
func fillUnread(ranked []Ranked) bool {
	first, last := len(signals), signalCount
	for i := first; i < last; i++ {
		sum, read := 0.0, 0.0
		for _, r := range ranked {
			if x := r.Signals[i]; !math.IsNaN(x) {
				sum, read = sum+x, read+1
			}
		}
		if read == 0 {
			return false
		}
		for _, r := range ranked {
			if math.IsNaN(r.Signals[i]) {
				r.Signals[i] = sum / read
			}
		}
	}
	return true
}
