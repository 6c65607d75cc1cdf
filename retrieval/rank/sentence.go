package rank

import (
	"math"
	"strings"

	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/rank/want"
	"articlebot/retrieval/text"
)

// passageSentence is one sentence of a shown passage seen through a question.
type passageSentence struct {
	v *view
	sentenceView
	index  int
	place  int       // among all sentences of the passage, those without words included
	span   [2]int    // bytes of the passage
	quoted bool      // holds words in quotation marks, or stands within them
	local  []float64 // per term: how rare it is among the article's sentences
	// Per term, how well it is had: by this sentence, by the one before it, and by
	// the best of all before it; nil for none.
	held, prior, earlier []float64
	told                 float64 // the largest localMatch of the sentences before it
}

// sentenceSignal is one reason to think that a sentence answers.
type sentenceSignal struct {
	name  string
	value func(*passageSentence) float64
}

// sentenceSignals are reasons to think that a sentence of the passage is the
// one that answers; the model has a weight for each.
var sentenceSignals = []sentenceSignal{
	{"match", func(s *passageSentence) float64 { return ratio(s.score, s.v.q.Mass) }},
	{"local", (*passageSentence).localMatch},
	{"focus", (*passageSentence).focus},
	{"phrase", (*passageSentence).phrase},
	{"answer_type", (*passageSentence).answerType},
	// The answer may stand in the sentence after the one that names the topic.
	{"answer_type_after", func(s *passageSentence) float64 { return s.answerType() * s.neighbour(-1) }},
	{"quote", func(s *passageSentence) float64 { return b2f(s.quoted && s.v.q.AsksForWords()) }},
	{"before", func(s *passageSentence) float64 { return s.neighbour(-1) }},
	{"after", func(s *passageSentence) float64 { return s.neighbour(1) }},
	{"joined", (*passageSentence).joined},
	{"added", (*passageSentence).added},
	{"told", func(s *passageSentence) float64 { return s.told }},
	{"counted", (*passageSentence).counted},
	{"first", func(s *passageSentence) float64 { return b2f(s.index == 0) }},
	{"length", (*passageSentence).length},
	// Of a question in another language only names, numbers and translations match.
	{"match" + foreignSuffix, abroad(func(s *passageSentence) float64 { return ratio(s.score, s.v.q.Mass) })},
	{"local" + foreignSuffix, abroad((*passageSentence).localMatch)},
	{"focus" + foreignSuffix, abroad((*passageSentence).focus)},
	{"answer_type" + foreignSuffix, abroad((*passageSentence).answerType)},
	{"added" + foreignSuffix, abroad((*passageSentence).added)},
	{"length" + foreignSuffix, abroad((*passageSentence).length)},
}

// abroad is a signal where question and passage are of different languages.
func abroad(f func(*passageSentence) float64) func(*passageSentence) float64 {
	return func(s *passageSentence) float64 {
		if s.v.q.Vietnamese() == s.v.doc.Vietnamese {
			return 0
		}
		return f(s)
	}
}

// meaningSentences are the sentence signals that need an encoder; they come
// after sentenceSignals.
var meaningSentences = []sentenceSignal{
	{"meaning", func(s *passageSentence) float64 { return s.cosine(0) }},
	{"meaning_before", func(s *passageSentence) float64 { return s.cosine(-1) }},
	{"meaning_after", func(s *passageSentence) float64 { return s.cosine(1) }},
	{"spoken", func(s *passageSentence) float64 { return s.spoken(0) }},
	{"spoken_before", func(s *passageSentence) float64 { return s.spoken(-1) }},
	{"spoken_after", func(s *passageSentence) float64 { return s.spoken(1) }},
	{"meaning" + foreignSuffix, abroad(func(s *passageSentence) float64 { return s.cosine(0) })},
	{"spoken" + foreignSuffix, abroad(func(s *passageSentence) float64 { return s.spoken(0) })},
}

// SentenceNames are the names of the sentence signals, in order; with those that
// need an encoder at the end where meaning is set.
func SentenceNames(meaning bool) []string {
	var out []string
	for _, s := range sentenceSignals {
		out = append(out, s.name)
	}
	if meaning {
		for _, s := range meaningSentences {
			out = append(out, s.name)
		}
	}
	return out
}

// signals are the values of SentenceNames for a sentence.
func (s *passageSentence) signals() []float64 {
	var out []float64
	for _, sig := range sentenceSignals {
		out = append(out, sig.value(s))
	}
	if s.v.similarity != nil {
		for _, sig := range meaningSentences {
			out = append(out, sig.value(s))
		}
	}
	return out
}

// cosine is how near an encoder finds the sentence so many steps away, the mean
// of all where there is none: that speaks for and against nothing.
func (s *passageSentence) cosine(step int) float64 {
	return s.among(s.v.similarity.Sentences, step)
}

// spoken is how near the words of the sentence so many steps away are to those of
// the question.
func (s *passageSentence) spoken(step int) float64 {
	return s.among(s.v.similarity.Spoken, step)
}

func (s *passageSentence) among(all []float64, step int) float64 {
	if i := s.place + step; i >= 0 && i < len(all) {
		return all[i]
	}
	return mean(all)
}

// answerType is 1 where the sentence has words of the kind that is asked for.
func (s *passageSentence) answerType() float64 {
	return b2f(s.v.q.Expects != want.Anything && s.v.holds(&s.sentenceView, s.v.q.Expects))
}

// length is how long the sentence is beside others, as a logarithm.
func (s *passageSentence) length() float64 {
	return math.Log(float64(s.content+1) / (s.v.c.MeanSentence + 1))
}

// phrase is the idf of the asked pairs that stand side by side in the sentence,
// as a share of what the question could reach.
func (s *passageSentence) phrase() float64 {
	sum := 0.0
	for _, p := range s.v.q.Pairs {
		for i := s.from; i+1 < s.to; i++ {
			a, b := s.v.matches[i], s.v.matches[i+1]
			if int(a.term) == p.A && int(b.term) == p.B && b.pos == a.pos+1 {
				sum += p.IDF
				break
			}
		}
	}
	return sum / reach(s.v.q)
}

// neighbour is the match of the sentence before or after.
func (s *passageSentence) neighbour(step int) float64 {
	i := s.index + step
	if i < 0 || i >= len(s.v.sentences) {
		return 0
	}
	return ratio(s.v.sentences[i].score, s.v.q.Mass)
}

// sentencesOf are the sentences of the viewed document that have words, with
// their places in the passage's text.
func (v *view) sentencesOf(passage string, words [][2]int) []passageSentence {
	ranges := text.Sentences(passage)
	local := v.localRarity()
	var out []passageSentence
	next := 0
	for i, sv := range v.sentences {
		first := int(sv.start - v.doc.Start)
		if first >= len(words) {
			break
		}
		for next < len(ranges) && ranges[next][1] <= words[first][0] {
			next++
		}
		if next == len(ranges) {
			break
		}
		out = append(out, passageSentence{v: v, sentenceView: sv, index: i, place: next, span: ranges[next], quoted: quoted(passage, ranges[next]), local: local})
	}
	recount(out)
	return out
}

// quoted tells whether a range of s holds or stands within curly quotation
// marks, or holds straight ones.
func quoted(s string, r [2]int) bool {
	if strings.ContainsAny(s[r[0]:r[1]], "“”\"«»") {
		return true
	}
	return strings.LastIndex(s[:r[0]], "“") > strings.LastIndex(s[:r[0]], "”")
}

// localRarity is the idf of each term over the sentences of the article.
func (v *view) localRarity() []float64 {
	counts, total := make([]uint32, len(v.q.Terms)), 0
	termOf := make(map[uint32]int)
	for i := range v.q.Terms {
		for _, r := range v.q.Terms[i].Interpretations {
			termOf[r.Term] = i
		}
	}
	from, to := v.c.ArticleDocs(v.doc)
	for d := from; d < to; d++ {
		doc := &v.c.Rows[d]
		start := doc.Start
		for _, end := range v.c.Sentences[doc.SentStart:doc.SentEnd] {
			total++
			seen := make(map[int]bool)
			for _, tok := range v.c.Tokens[start:end] {
				if i, ok := termOf[v.c.TermOf(tok)]; ok && !seen[i] {
					seen[i] = true
					counts[i]++
				}
			}
			start = end
		}
	}
	out := make([]float64, len(counts))
	for i, n := range counts {
		out[i] = analysis.IDF(total, n)
	}
	return out
}
