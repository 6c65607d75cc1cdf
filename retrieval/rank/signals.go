package rank

import (
	"math"

	"articlebot/retrieval/rank/analysis"
)

// signal is one reason to think that a passage answers a question: a pure
// function of the question, the passage and the collection.
type signal struct {
	name  string
	value func(*view) float64
}

// signals are all that words give; a model has a weight for each name. Adding
// one is a function and a row here, and a new fit of the weights.
var signals = []signal{
	{"bm25", bm25},
	{"bm25_flat", bm25Flat},
	{"title", titleMatch},
	{"phrase", norm(phrase)},
	{"content_phrase", contentPhrase},
	{"near", near},
	{"sentence", bestSentence},
	{"sentence_coverage", sentenceCoverage},
	{"coverage", coverage},
	{"coverage_rare", coverageRare},
	{"missing_rarest", missingRarest},
	{"letters", norm(letters)},
	{"form", norm(form)},
	{"names", names},
	{"numbers", numbers},
	{"other_office", otherOffice},
	{"answer_type", typed},
	{"caption", isKind(analysis.Caption)},
	{"brief", isKind(analysis.Brief)},
	{"length", length},
}

// norm makes a signal a share of what the question could reach.
func norm(f func(*view) float64) func(*view) float64 {
	return func(v *view) float64 { return f(v) / reach(v.q) }
}

// leastReach is the idf of a word that stands in every third passage, about.
const leastReach = 1

// reach is the question's idf, but no less than leastReach: words that every passage
// has weigh nothing together, while a pair of them may be rare.
func reach(q *analysis.Query) float64 { return max(q.Mass, leastReach) }

// form is BM25 over words in the very form that was asked.
func form(v *view) float64 {
	var tf, w [analysis.MaxTerms + 1]float64
	for _, m := range v.matches {
		if m.accent {
			tf[m.term] += m.weight
			w[m.term] = analysis.IDF(v.q.Docs, m.df)
		}
	}
	sum := 0.0
	for _, i := range v.q.Content {
		if tf[i] > 0 {
			sum += w[i] * saturate(tf[i], float64(v.doc.Content), v.c.MeanContent, b)
		}
	}
	return sum
}

// signalCount is how many numbers describe a candidate.
var signalCount = len(signals) + len(meaningSignals)

// Names are the signals' names, in the order of Ranked.Signals; with those that
// need an encoder at the end where meaning is set.
func Names(meaning bool) []string {
	var out []string
	for _, s := range signals {
		out = append(out, s.name)
	}
	if meaning {
		for _, s := range meaningSignals {
			out = append(out, s.name)
		}
	}
	return out
}

// bm25 of the text alone.
func bm25(v *view) float64 {
	sum := 0.0
	for _, i := range v.q.Content {
		if tf := v.termTF[i]; tf > 0 {
			sum += v.q.Terms[i].IDF * saturate(tf, float64(v.doc.Content), v.c.MeanContent, b)
		}
	}
	return sum
}

// bm25Flat is BM25 without regard to length and hardly any to repetition.
func bm25Flat(v *view) float64 {
	sum := 0.0
	for _, i := range v.q.Content {
		if tf := v.termTF[i]; tf > 0 {
			sum += v.q.Terms[i].IDF * tf / (tf + 2)
		}
	}
	return sum
}

// titleMatch is the idf of the asked words that the title has.
func titleMatch(v *view) float64 {
	sum := 0.0
	for _, i := range v.q.Content {
		sum += v.titleHit[i] * v.q.Terms[i].IDF
	}
	return sum
}

// phrase is BM25 over pairs of words side by side, function words included.
func phrase(v *view) float64 { return pairScore(v, v.q.Pairs, 1) }

// contentPhrase is phrase over words that carry topic, with up to two others
// between them and in either order.
func contentPhrase(v *view) float64 { return pairScore(v, v.q.ContentPairs, 3) }

func pairScore(v *view, pairs []analysis.Pair, gap uint32) float64 {
	sum := 0.0
	for _, p := range pairs {
		if v.termTF[p.A] == 0 || v.termTF[p.B] == 0 {
			continue
		}
		if tf := adjacent(v, p, gap); tf > 0 {
			sum += p.IDF * saturate(tf, float64(v.doc.Content), v.c.MeanContent, b)
		}
	}
	return sum
}

// adjacent counts how often the pair stands within gap words of each other;
// in the asked order only where gap is 1.
func adjacent(v *view, p analysis.Pair, gap uint32) float64 {
	n := 0.0
	for i, m := range v.matches {
		if int(m.term) != p.A && int(m.term) != p.B {
			continue
		}
		for _, o := range v.matches[i+1:] {
			if o.pos-m.pos > gap {
				break
			}
			forward := int(m.term) == p.A && int(o.term) == p.B
			backward := int(m.term) == p.B && int(o.term) == p.A
			if forward || backward && gap > 1 {
				n += m.weight * o.weight
			}
		}
	}
	return n
}

// nearWords is the width of the window of near (Metzler and Croft, "A Markov
// Random Field Model for Term Dependencies", 2005).
const nearWords = 8

// near is BM25 over unordered pairs of asked words within a window.
func near(v *view) float64 { return pairScore(v, v.q.ContentPairs, nearWords) }

// bestSentence is the BM25 of the best sentence.
func bestSentence(v *view) float64 { return v.sentences[v.best].score }

// sentenceCoverage is the share of the question's idf that the best sentence
// has.
func sentenceCoverage(v *view) float64 { return v.share(func(i int) float64 { return v.inBest(i) }) }

// coverage is the share of the question's idf that text and title have.
func coverage(v *view) float64 {
	return v.share(func(i int) float64 { return max(min(v.termTF[i], 1), v.titleHit[i]) })
}

// coverageRare is coverage with rare words counting more: idf squared.
func coverageRare(v *view) float64 {
	have, all := 0.0, 0.0
	for _, i := range v.q.Content {
		w := v.q.Terms[i].IDF * v.q.Terms[i].IDF
		all += w
		have += w * max(min(v.termTF[i], 1), v.titleHit[i])
	}
	return ratio(have, all)
}

// missingRarest is 1 where the rarest asked word is not in text or title.
func missingRarest(v *view) float64 {
	rarest := -1
	for _, i := range v.q.Content {
		if len(v.q.Terms[i].Interpretations) > 0 && (rarest < 0 || v.q.Terms[i].IDF > v.q.Terms[rarest].IDF) {
			rarest = i
		}
	}
	if rarest < 0 || v.termTF[rarest] > 0 || v.titleHit[rarest] > 0 {
		return 0
	}
	return 1
}

// letters is BM25 over character n-grams: related forms that stemming misses.
func letters(v *view) float64 {
	sum, total := 0.0, float64(v.doc.End-v.doc.Start)*gramsPerWord
	for _, g := range v.grams {
		sum += g.idf * saturate(g.tf, total, v.c.Grams.MeanLen, b)
	}
	return sum / gramsPerWord
}

// gramsPerWord scales letters to the size of the word signals.
const gramsPerWord = 4

// names is the share of the idf of capitalised words and numbers that text and
// title have.
func names(v *view) float64 {
	have, all := 0.0, 0.0
	for n, i := range v.q.Content {
		if !v.q.IsName(n, i) {
			continue
		}
		t := &v.q.Terms[i]
		all += t.IDF
		have += t.IDF * max(min(v.termTF[i], 1), v.titleHit[i])
	}
	return ratio(have, all)
}

// numbers is the share of the asked numbers, years above all, that text and
// title have; 1 where none was asked.
func numbers(v *view) float64 {
	have, all := 0.0, 0.0
	for _, i := range v.q.Content {
		if v.q.Terms[i].Number {
			all++
			have += max(min(v.termTF[i], 1), v.titleHit[i])
		}
	}
	if all == 0 {
		return 1
	}
	return have / all
}

func isKind(k analysis.Kind) func(*view) float64 {
	return func(v *view) float64 { return b2f(v.doc.Kind == k) }
}

// length is the logarithm of the passage's length against the mean: very short
// ones seldom answer.
func length(v *view) float64 { return math.Log(float64(v.doc.Content+1) / (v.c.MeanContent + 1)) }

// share weighs found, in [0, 1] per term, by idf.
func (v *view) share(found func(term int) float64) float64 {
	have := 0.0
	for _, i := range v.q.Content {
		have += v.q.Terms[i].IDF * found(i)
	}
	return ratio(have, v.q.Mass)
}

// inBest is how well the best sentence has a term.
func (v *view) inBest(term int) float64 {
	s, best := v.sentences[v.best], 0.0
	for _, m := range v.matches[s.from:s.to] {
		if int(m.term) == term {
			best = max(best, m.weight)
		}
	}
	return best
}

func ratio(have, all float64) float64 {
	if all == 0 {
		return 0
	}
	return have / all
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
