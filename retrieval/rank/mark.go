package rank

import (
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

// Marked is what to mark in a passage, as half-open byte ranges of its text.
type Marked struct {
	Sentence [2]int
	Words    [][2]int
}

// Mark finds the sentence of a ranked passage that answers and the words in it
// that were asked for. passage is the text that the document was added with.
func Mark(c *analysis.ForwardIndex, q *analysis.Query, r Ranked, passage string, models Models) Marked {
	l := borrowScratch(c)
	defer l.release()
	l.bindTerms(q)
	v := l.view(q, r.Doc)
	words := text.Words(passage)
	v.similarity = r.Similarity
	weights := models.read(r).sentenceTable
	out := Marked{Sentence: [2]int{0, len(passage)}}
	for _, match := range v.matches {
		i := int(match.pos - v.doc.Start)
		if i < len(words) && !q.Terms[match.term].Stop {
			out.Words = append(out.Words, words[i])
		}
	}
	best, marked := 0.0, false
	for _, s := range v.sentencesOf(passage, words) {
		if text.Heads(passage, s.span) {
			continue // the question again is no answer
		}
		score := 0.0
		for i, x := range s.signals() {
			score += weights[i] * x
		}
		if !marked || score > best {
			best, marked, out.Sentence = score, true, s.span
		}
	}
	return out
}

// SentenceSignals returns, for fitting, the values of SentenceNames and the
// byte range of each sentence of a ranked passage.
func SentenceSignals(c *analysis.ForwardIndex, q *analysis.Query, r Ranked, passage string) (values [][]float64, spans [][2]int) {
	l := borrowScratch(c)
	defer l.release()
	l.bindTerms(q)
	v := l.view(q, r.Doc)
	v.similarity = r.Similarity
	for _, s := range v.sentencesOf(passage, text.Words(passage)) {
		values, spans = append(values, s.signals()), append(spans, s.span)
	}
	return values, spans
}
