package rank

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sort"

	"articlebot/retrieval/rank/analysis"
)

// Ranked is a candidate with its place in the order.
type Ranked struct {
	Doc   int
	Score float64
	// Signals are the values behind the score, in the order of Names.
	Signals []float64
	// Similarity is what an encoder found, nil where it has not read the document.
	Similarity *Similarity
	vietnamese bool
}

// Rank orders candidate documents for a question, best first; equal scores by
// document number. Where similar is nil, or knows none of the candidates, words
// alone decide.
func Rank(c *analysis.ForwardIndex, q *analysis.Query, candidates []int, similar Similarities, models Models) []Ranked {
	out := signalsOf(c, q, candidates, similar)
	if models.Meaning == nil || similar == nil || !fillUnread(out) {
		for i := range out {
			out[i].Signals = out[i].Signals[:len(signals)]
		}
	}
	weights := models.of(out).table
	for i := range out {
		for k, x := range out[i].Signals {
			out[i].Score += weights[k] * x
		}
	}
	levelForeign(q, out, weights)
	sort.Slice(out, func(i, j int) bool {
		if out[i].Score != out[j].Score {
			return out[i].Score > out[j].Score
		}
		return out[i].Doc < out[j].Doc
	})
	return out
}

// signalsOf computes the signals of each candidate; those that need an encoder
// are NaN where it has not read the document.
func signalsOf(c *analysis.ForwardIndex, q *analysis.Query, candidates []int, similar Similarities) []Ranked {
	s := borrowScratch(c)
	defer s.release()
	s.bind(q)
	out := make([]Ranked, len(candidates))
	values := make([]float64, len(candidates)*signalCount)
	for n, doc := range candidates {
		v := s.view(q, doc)
		r := Ranked{Doc: doc, Signals: values[n*signalCount : (n+1)*signalCount : (n+1)*signalCount], vietnamese: v.doc.Vietnamese}
		if similar != nil {
			r.Similarity = similar(doc)
		}
		v.similarity = r.Similarity
		for i, sig := range signals {
			r.Signals[i] = sig.value(v)
		}
		for i, sig := range meaningSignals {
			if r.Signals[len(signals)+i] = math.NaN(); v.similarity != nil {
				r.Signals[len(signals)+i] = sig.value(v)
			}
		}
		out[n] = r
	}
	return out
}

// Shortlist keeps the candidates that a look at all words of the question finds
// best, best first and at most keep. An index that proposes by the rarest words
// alone is quick but misjudges where common words decide, as in the syllables of
// Vietnamese and in large collections.
func Shortlist(c *analysis.ForwardIndex, q *analysis.Query, candidates []int, keep int) []int {
	if len(candidates) <= keep {
		return candidates
	}
	l := borrowScratch(c)
	defer l.release()
	l.bindTerms(q)
	type glanced struct {
		doc   int
		score float64
	}
	l.fetch(candidates)
	all := make([]glanced, len(candidates))
	for i, doc := range candidates {
		all[i] = glanced{doc, l.glance(q, doc)}
	}
	slices.SortStableFunc(all, func(a, b glanced) int { return cmp.Compare(b.score, a.score) })
	out := make([]int, keep)
	for i := range out {
		out[i] = all[i].doc
	}
	return out
}

// lineWords is how many words of a document the processor fetches at once.
const lineWords = 64 / 4

// fetch touches what glance reads of documents: they lie far apart, and touched in a
// row several are fetched at once, where each would be waited for.
func (l *scratch) fetch(docs []int) {
	touched := uint32(0)
	for _, doc := range docs {
		d := &l.c.Rows[doc]
		for at := d.Start; at < d.End; at += lineWords {
			touched += l.c.Tokens[at]
		}
		if title := l.c.TitleOf(d); len(title) > 0 {
			touched += title[0]
		}
	}
	l.fetched = touched
}

// glance is the BM25 of a document for all words of the question; a word of the
// title counts as one more of the text.
func (l *scratch) glance(q *analysis.Query, doc int) float64 {
	d := &l.c.Rows[doc]
	l.v.termTF = zeroed(l.v.termTF, len(q.Terms))
	for _, tok := range l.c.Tokens[d.Start:d.End] {
		if surface := tok & analysis.SurfaceMask; l.knows(surface) {
			l.add(surface)
		}
	}
	for _, surface := range l.c.TitleOf(d) {
		if l.knows(surface) {
			l.add(surface)
		}
	}
	sum := 0.0
	for _, i := range q.Content {
		if tf := l.v.termTF[i]; tf > 0 {
			sum += q.Terms[i].IDF * saturate(tf, float64(d.Content), l.c.MeanContent, b)
		}
	}
	return sum
}

// add counts a surface that means something to the question.
func (l *scratch) add(surface uint32) {
	if at := l.slotOf[surface] & maxSlots; at != 0 {
		m := &l.slots[at-1]
		l.v.termTF[m.term] += m.weight
	}
}

// lookEvery is after how many documents it is asked whether the answer is still
// wanted.
const lookEvery = 1 << 12

// LookThrough returns the documents that a look at all words of the question
// finds best, best first and at most keep, of all that there are: for when no
// index proposes any.
func LookThrough(ctx context.Context, c *analysis.ForwardIndex, q *analysis.Query, keep int) ([]int, error) {
	l := borrowScratch(c)
	defer l.release()
	l.bindTerms(q)
	type glanced struct {
		doc   int
		score float64
	}
	better := func(a, b glanced) int { return cmp.Or(cmp.Compare(b.score, a.score), a.doc-b.doc) }
	var best []glanced
	for doc := range c.Len() {
		if doc%lookEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if score := l.glance(q, doc); score > 0 {
			best = append(best, glanced{doc, score})
		}
		if len(best) > 2*keep {
			slices.SortFunc(best, better)
			best = best[:keep]
		}
	}
	slices.SortFunc(best, better)
	var out []int
	for _, g := range best[:min(keep, len(best))] {
		out = append(out, g.doc)
	}
	return out, nil
}
