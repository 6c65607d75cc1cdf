package rank

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"math"

	"articlebot/retrieval/text"
)

//go:embed confidence.json
var confidenceJSON []byte

// Outcome says whether to answer, in the words of package retrieval.
type Outcome string

// The outcomes.
const (
	Answered Outcome = "answer"
	Unsure   Outcome = "unsure"
	None     Outcome = "none"
)

// Verdict is how sure the ranking is.
type Verdict struct {
	Outcome Outcome
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
	{"type_missing", typeMissing},
	{"unknown", func(q *Query, _ []Ranked) float64 { return q.share(func(t *term) bool { return len(t.readings) == 0 }) }},
	{"corrected", func(q *Query, _ []Ranked) float64 { return q.share(func(t *term) bool { return t.corrected }) }},
	{"few_words", func(q *Query, _ []Ranked) float64 { return 1 / float64(len(q.content)+1) }},
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

func namesMissing(q *Query, ranked []Ranked) float64 {
	for n, i := range q.content {
		if q.isName(n, i) {
			return 1 - first("names")(q, ranked)
		}
	}
	return 0
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
// regression with two thresholds. Its JSON form is confidence.json.
type Confidence struct {
	FittedBy string             `json:"fitted_by"`
	Bias     float64            `json:"bias"`
	Weights  map[string]float64 `json:"weights"`
	// AnswerFrom and UnsureFrom are the least probabilities of the outcomes.
	AnswerFrom float64 `json:"answer_from"`
	UnsureFrom float64 `json:"unsure_from"`
}

// DefaultConfidence is the calibration that ships with the program.
func DefaultConfidence() Confidence {
	c, err := ParseConfidence(confidenceJSON)
	if err != nil {
		panic("rank: confidence.json is broken: " + err.Error())
	}
	return c
}

// ParseConfidence reads a calibration. Every evidence must have a weight.
func ParseConfidence(data []byte) (Confidence, error) {
	var c Confidence
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("parse confidence: %w", err)
	}
	for _, e := range evidences {
		if _, ok := c.Weights[e.name]; !ok {
			return c, fmt.Errorf("parse confidence: evidence %q has no weight", e.name)
		}
	}
	if len(c.Weights) != len(evidences) {
		return c, fmt.Errorf("parse confidence: %d weights for %d evidences", len(c.Weights), len(evidences))
	}
	return c, nil
}

// nearFrom is the least share of the question's idf that a passage has for its
// title to be offered.
const nearFrom = 0.15

// Decide says how sure the ranking is that the first candidate answers.
func (c Confidence) Decide(q *Query, ranked []Ranked) Verdict {
	if len(ranked) == 0 {
		return Verdict{Outcome: None}
	}
	z := c.Bias
	for i, x := range Evidence(q, ranked) {
		z += c.Weights[evidences[i].name] * x
	}
	v := Verdict{Outcome: None, Confidence: 1 / (1 + math.Exp(-z)), Near: first("coverage")(q, ranked) >= nearFrom}
	switch {
	case v.Confidence >= c.AnswerFrom:
		v.Outcome = Answered
	case v.Confidence >= c.UnsureFrom:
		v.Outcome = Unsure
	}
	return v
}
