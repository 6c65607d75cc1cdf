package rank

import (
	"articlebot/retrieval"
	"math"

	"articlebot/retrieval/text"
)

// Verdict is how sure the ranking is.
type Verdict struct {
	Outcome retrieval.Outcome
	// Confidence is the probability, as calibrated, that the first candidate
	// answers the question.
	Confidence float64
	// Near tells whether the candidates are near enough to offer their titles.
	Near bool
}

// evidences are what the confidence is made of: values of the first candidate,
// and of the question, that mean the same in a small and a large collection.
var evidences = []struct {
	name  string
	value func(*Query, []Ranked) float64
}{
	{"lead", lead},
	{"sentence_coverage", first("sentence_coverage")},
	{"coverage", first("coverage")},
	{"coverage_rare", first("coverage_rare")},
	{"phrase", first("phrase")},
	{"letters", first("letters")},
	{"form", first("form")},
	{"missing_rarest", first("missing_rarest")},
	{"names_missing", namesMissing},
	{"names_found", namesFound},
	{"numbers", first("numbers")},
	{"other_office", first("other_office")},
	{"type_missing", typeMissing},
	{"unknown", func(q *Query, _ []Ranked) float64 {
		return q.share(func(t *term) bool { return len(t.interpretations) == 0 })
	}},
	{"corrected", func(q *Query, _ []Ranked) float64 { return q.share(func(t *term) bool { return t.corrected }) }},
	{"few_words", func(q *Query, _ []Ranked) float64 { return fewWords(q) }},
	{"few_words_found", func(q *Query, r []Ranked) float64 { return fewWords(q) * first("coverage")(q, r) }},
	{"keywords_found", func(q *Query, r []Ranked) float64 { return b2f(q.keywords() && Covered(q, r)) }},
	{"foreign", foreign},
}

// lead is the log-odds that the first candidate is the right one of all, as the
// scores of Rank are logits of a softmax; within [-maxLead, maxLead].
func lead(_ *Query, ranked []Ranked) float64 {
	others := 0.0
	for _, r := range ranked[1:] {
		others += math.Exp(r.Score - ranked[0].Score)
	}
	if others == 0 {
		return maxLead
	}
	return max(-maxLead, min(maxLead, -math.Log(others)))
}

const maxLead = 5

// first returns a signal of the first candidate.
func first(name string) func(*Query, []Ranked) float64 {
	for i, s := range signals {
		if s.name == name {
			return func(_ *Query, ranked []Ranked) float64 { return ranked[0].Signals[i] }
		}
	}
	panic("rank: no signal " + name)
}

// maxKeywords is how many words a search by keywords has at most.
const maxKeywords = 4

// keywords tells whether the question only names what it is about: a few words
// and none that ask.
func (q *Query) keywords() bool {
	return len(q.content) == len(q.order) && len(q.content) > 0 && len(q.content) <= maxKeywords
}

// Covered tells whether the first candidate has every word of the question in
// its text or title.
func Covered(q *Query, ranked []Ranked) bool { return first("coverage")(q, ranked) > 0.999 }

// fewWords is large for questions of one or two words.
func fewWords(q *Query) float64 { return 1 / float64(len(q.content)+1) }

func namesMissing(q *Query, ranked []Ranked) float64 {
	for n, i := range q.content {
		if q.isName(n, i) {
			return 1 - first("names")(q, ranked)
		}
	}
	return 0
}

// namesFound is the share of the question's idf on names that the first
// candidate has: a name that is found says more than a word that is.
func namesFound(q *Query, ranked []Ranked) float64 {
	all := 0.0
	for n, i := range q.content {
		if q.isName(n, i) {
			all += q.terms[i].idf
		}
	}
	return ratio(all, q.mass) * first("names")(q, ranked)
}

func typeMissing(q *Query, ranked []Ranked) float64 {
	if q.expects == anything {
		return 0
	}
	return 1 - first("answer_type")(q, ranked)
}

// foreign marks a question in another language than the passage.
func foreign(q *Query, ranked []Ranked) float64 {
	return b2f((q.Language == text.Vietnamese) != ranked[0].vietnamese)
}

// share is the part of the question's idf that terms of a sort have.
func (q *Query) share(is func(*term) bool) float64 {
	have := 0.0
	for _, i := range q.content {
		if is(&q.terms[i]) {
			have += q.terms[i].idf
		}
	}
	return ratio(have, q.mass)
}

// accidental tells whether what a passage in another language shares with the
// question is no name or number: words of two languages may look alike.
func accidental(q *Query, ranked []Ranked) bool {
	return foreign(q, ranked) > 0 && namesFound(q, ranked) == 0
}

// Foreign tells whether evidence is of a question in another language than the
// passage.
func Foreign(evidence []float64) bool {
	for i, e := range evidences {
		if e.name == "foreign" {
			return evidence[i] > 0
		}
	}
	return false
}

// EvidenceNames are the names of the numbers of Evidence.
func EvidenceNames() []string {
	out := make([]string, len(evidences))
	for i, e := range evidences {
		out[i] = e.name
	}
	return out
}

// Evidence returns what the confidence in the first candidate is made of.
func Evidence(q *Query, ranked []Ranked) []float64 {
	out := make([]float64, len(evidences))
	for i, e := range evidences {
		out[i] = e.value(q, ranked)
	}
	return out
}

// Confidence turns evidence into a probability and an outcome: a logistic
// regression with two thresholds.
type Confidence struct {
	Bias    float64            `json:"bias"`
	Weights map[string]float64 `json:"weights"`
	// AnswerFrom and UnsureFrom are the least probabilities of the outcomes.
	AnswerFrom float64 `json:"answer_from"`
	UnsureFrom float64 `json:"unsure_from"`
	// ForeignFrom is AnswerFrom for a question in another language than the
	// passage: they share names and numbers, enough to find it, hardly to be sure.
	ForeignFrom float64 `json:"foreign_from"`
}

// Probability turns the numbers of Evidence into that of being right.
func (c Confidence) Probability(evidence []float64) float64 {
	z := c.Bias
	for i, x := range evidence {
		z += c.Weights[evidences[i].name] * x
	}
	return 1 / (1 + math.Exp(-z))
}

// nearFrom is the least share of the question's idf that a passage has for its
// title to be offered.
const nearFrom = 0.15

// Decide says how sure the ranking is that the first candidate answers.
func (c Confidence) Decide(q *Query, ranked []Ranked) Verdict {
	if len(ranked) == 0 {
		return Verdict{Outcome: retrieval.None}
	}
	v := Verdict{Outcome: retrieval.None, Confidence: c.Probability(Evidence(q, ranked)), Near: first("coverage")(q, ranked) >= nearFrom}
	from := c.AnswerFrom
	if foreign(q, ranked) > 0 {
		from = c.ForeignFrom
	}
	switch {
	case v.Confidence >= from && !accidental(q, ranked):
		v.Outcome = retrieval.Answered
	case v.Confidence >= c.UnsureFrom:
		v.Outcome = retrieval.Unsure
	}
	return v
}
