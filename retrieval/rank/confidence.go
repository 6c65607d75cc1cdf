package rank

import (
	"math"
	"slices"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/rank/logistic"
	"articlebot/retrieval/rank/want"
)

// Verdict is how sure the ranking is.
type Verdict struct {
	Outcome retrieval.Outcome
	// Confidence is the probability, as calibrated, that the first candidate
	// answers the question.
	Confidence float64
	// Near tells whether the candidates are near enough to offer their titles.
	Near bool
	// Requirements are the words of the question held against the first
	// candidate, and Missing those of them that it does not speak of, surely
	// enough to say so.
	Requirements, Missing []Requirement
}

// evidence is one value that the confidence is made of: of the first candidate,
// or of the question. It means the same in a small and a large collection.
type evidence struct {
	name  string
	value func(*judged) float64
}

// judged is what is judged: a question, its candidates, best first, and the
// question's words held against the first.
type judged struct {
	q      *analysis.Query
	ranked []Ranked
	held
}

// evidences are all that words give; a fit has a weight for each.
var evidences = []evidence{
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
	{"unknown", func(j *judged) float64 {
		return share(j.q, func(t *analysis.Term) bool { return len(t.Interpretations) == 0 })
	}},
	{"corrected", func(j *judged) float64 { return share(j.q, func(t *analysis.Term) bool { return t.Corrected }) }},
	{"few_words", fewWords},
	{"few_words_found", func(j *judged) float64 { return fewWords(j) * first("coverage")(j) }},
	{"keywords_found", func(j *judged) float64 { return b2f(j.q.IsKeywords() && Covered(j.ranked)) }},
	{"requirement_named", func(j *judged) float64 { return j.worst(true) }},
	{"requirement_word", func(j *judged) float64 { return j.worst(false) }},
	{"requirements_missing", missingShare},
	{"complement", func(j *judged) float64 { return j.complement }},
	{"function_displaced", func(j *judged) float64 { return j.function }},
}

// meaningEvidences are those that need an encoder; they come after evidences.
var meaningEvidences = []evidence{
	{meaningPassage, first(meaningPassage)},
	{meaningSentence, first(meaningSentence)},
	{meaningPieces, first(meaningPieces)},
	{meaningTogether, first(meaningTogether)},
	{"meaning_lead", meaningLead},
}

// worst is the largest probability of a requirement, named or not, to be
// missing; 0 where there is none.
func (j *judged) worst(named bool) float64 {
	most := 0.0
	for _, r := range j.requirements {
		if r.Named == named {
			most = max(most, r.Missing)
		}
	}
	return most
}

// missingShare is the share of the requirements that are likely missing.
func missingShare(j *judged) float64 {
	sum := 0.0
	for _, r := range j.requirements {
		sum += r.Missing
	}
	return ratio(sum, float64(len(j.requirements)))
}

// meaningLead is how much nearer the pieces of the question are to the first
// candidate than to the best of the others; nothing where there are none: alone it
// would lead by all of its nearness.
func meaningLead(j *judged) float64 {
	if len(j.ranked) < 2 {
		return 0
	}
	at := signalAt(meaningPieces)
	best := 0.0
	for _, r := range j.ranked[1:] {
		best = max(best, r.Signals[at])
	}
	return j.ranked[0].Signals[at] - best
}

// lead is the log-odds that the first candidate is the right one of all, as the
// scores of Rank are logits of a softmax; within [-maxLead, maxLead].
func lead(j *judged) float64 {
	ranked := j.ranked
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
func first(name string) func(*judged) float64 {
	at := signalAt(name)
	return func(j *judged) float64 { return j.ranked[0].Signals[at] }
}

// signalAt is where a signal stands in Ranked.Signals.
func signalAt(name string) int {
	i := slices.Index(Names(true), name)
	if i < 0 {
		panic("rank: no signal " + name)
	}
	return i
}

// Covered tells whether the first candidate has every word of the question in
// its text or title.
func Covered(ranked []Ranked) bool { return coverageOf(ranked) > 0.999 }

// coverageOf is the share of the question's idf that the first candidate has.
func coverageOf(ranked []Ranked) float64 { return first("coverage")(&judged{ranked: ranked}) }

// fewWords is large for questions of one or two words.
func fewWords(j *judged) float64 { return 1 / float64(len(j.q.Content)+1) }

func namesMissing(j *judged) float64 {
	for n, i := range j.q.Content {
		if j.q.IsName(n, i) {
			return 1 - first("names")(j)
		}
	}
	return 0
}

// namesFound is the share of the question's idf on names that the first
// candidate has: a name that is found says more than a word that is.
func namesFound(j *judged) float64 {
	q, all := j.q, 0.0
	for n, i := range q.Content {
		if q.IsName(n, i) {
			all += q.Terms[i].IDF
		}
	}
	return ratio(all, q.Mass) * first("names")(j)
}

func typeMissing(j *judged) float64 {
	if j.q.Expects == want.Anything {
		return 0
	}
	return 1 - first("answer_type")(j)
}

// foreign marks a question in another language than the passage.
func foreign(j *judged) float64 {
	return b2f(WayOf(j.q, j.ranked[0]) == Foreign)
}

// share is the part of the question's idf that terms of a sort have.
func share(q *analysis.Query, is func(*analysis.Term) bool) float64 {
	have := 0.0
	for _, i := range q.Content {
		if is(&q.Terms[i]) {
			have += q.Terms[i].IDF
		}
	}
	return ratio(have, q.Mass)
}

// accidental tells whether what a passage in another language shares with the
// question is no name or number: words of two languages may look alike. Where
// an encoder has read the passage it says more than that.
func (j *judged) accidental() bool {
	return foreign(j) > 0 && len(j.ranked[0].Signals) < signalCount && namesFound(j) == 0
}

// apart tells whether question and passage are of one language and share no word: what
// is only near in meaning may speak of anything else.
func (j *judged) apart() bool { return foreign(j) == 0 && coverageOf(j.ranked) == 0 && letterless(j) }

// letterless tells whether not even parts of the question's words are in the passage.
func letterless(j *judged) bool { return first("letters")(j) < leastAlike }

// leastAlike is a share of letters that words have in common by chance.
const leastAlike = 0.1

// EvidenceNames are the names of the numbers of Evidence, in order; with those
// that need an encoder at the end where meaning is set.
func EvidenceNames(meaning bool) []string {
	var out []string
	for _, e := range evidences {
		out = append(out, e.name)
	}
	if meaning {
		for _, e := range meaningEvidences {
			out = append(out, e.name)
		}
	}
	return out
}

// Evidence returns, for fitting, what the confidence in the first candidate is
// made of, whose article was published then, by the requirements of models, and
// the largest probabilities to be missing: of a name, a number or a year, and of
// another word.
func Evidence(c *analysis.ForwardIndex, q *analysis.Query, ranked []Ranked, published time.Time, models Models) (evidence []float64, named, topic float64) {
	j := judge(c, q, ranked, published, &models)
	return j.evidence(), j.worst(true), j.worst(false)
}

func judge(c *analysis.ForwardIndex, q *analysis.Query, ranked []Ranked, published time.Time, models *Models) *judged {
	return &judged{q, ranked, requirements(c, q, ranked, published, models)}
}

func (j *judged) evidence() []float64 {
	out := make([]float64, 0, len(evidences)+len(meaningEvidences))
	for _, e := range evidences {
		out = append(out, e.value(j))
	}
	if len(j.ranked[0].Signals) == signalCount {
		for _, e := range meaningEvidences {
			out = append(out, e.value(j))
		}
	}
	return out
}

// Confidence turns evidence into a probability and an outcome: a logistic
// regression with two thresholds, by the way of the question.
type Confidence struct {
	Right map[Way]logistic.Regression `json:"right"`
	// AnswerFrom and UnsureFrom are the least probabilities of the outcomes.
	AnswerFrom map[Way]float64 `json:"answer_from"`
	UnsureFrom map[Way]float64 `json:"unsure_from"`
}

// nearFrom is the least share of the question's idf that a passage has for its
// title to be offered.
const nearFrom = 0.15

// nearLooked is how many candidates are looked at for one that is near.
const nearLooked = 3

func anyNear(ranked []Ranked) bool {
	for i := range ranked[:min(len(ranked), nearLooked)] {
		if coverageOf(ranked[i:]) >= nearFrom {
			return true
		}
	}
	return false
}

// Decide says how sure the ranking is that the first candidate answers. published
// is when its article was, zero if that is not known.
func Decide(c *analysis.ForwardIndex, q *analysis.Query, ranked []Ranked, published time.Time, models Models) Verdict {
	if len(ranked) == 0 {
		return Verdict{Outcome: retrieval.None}
	}
	m, way := models.of(ranked), WayOf(q, ranked[0])
	right := m.Confidence.Right[way]
	j := judge(c, q, ranked, published, &models)
	v := Verdict{
		Outcome: retrieval.None, Confidence: right.Probability(j.evidence()),
		Near: anyNear(ranked), Requirements: j.requirements,
	}
	v.Missing = models.read(ranked[0]).Missing.of(j.requirements, way)
	switch {
	case v.Confidence >= m.Confidence.AnswerFrom[way] && !j.accidental() && !j.apart() && len(v.Missing) == 0:
		v.Outcome = retrieval.Answered
		return v
	case v.Confidence >= m.Confidence.UnsureFrom[way]:
		v.Outcome = retrieval.Unsure
	}
	if len(v.Missing) == 0 {
		v.Missing = models.read(ranked[0]).Missing.suspects(j.requirements, way)
	}
	return v
}
