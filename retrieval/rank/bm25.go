package rank

import "articlebot/retrieval/rank/analysis"

// The parameters of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance
// Framework", 2009). k1 0.9 served paragraphs better than the usual 1.2.
const (
	k1 = 0.9
	b  = 0.75
	// A sentence's length says less than a document's.
	sentenceB = 0.3
)

// saturate is the term frequency part of BM25.
func saturate(tf, length, mean, b float64) float64 {
	return tf * (k1 + 1) / (tf + k1*(1-b+b*length/mean))
}

// scoreSentences gives each sentence the BM25 of its own words and picks the
// best one.
func (v *view) scoreSentences() {
	var counted [analysis.MaxTerms + 1]float64 // a word read as two adds one
	for i := range v.sentences {
		s := &v.sentences[i]
		for _, m := range v.matches[s.from:s.to] {
			counted[m.term] = 0
		}
		for _, m := range v.matches[s.from:s.to] {
			if !v.q.Terms[m.term].Stop {
				counted[m.term] += m.weight
			}
		}
		for _, m := range v.matches[s.from:s.to] {
			if tf := counted[m.term]; tf > 0 {
				s.score += v.q.Terms[m.term].IDF * saturate(tf, float64(s.content), v.c.MeanSentence, sentenceB)
				counted[m.term] = 0
			}
		}
		if v.best < 0 || s.score > v.sentences[v.best].score {
			v.best = i
		}
	}
}
