package rank

// evidence is what one candidate says about whether it answers.
type evidence struct{ sentenceCoverage, coverage float64 }

func (v *view) evidence() evidence {
	return evidence{sentenceCoverage(v), coverage(v)}
}

// Verdict is how sure the ranking is.
type Verdict struct {
	Outcome    string // "answer", "unsure" or "none"
	Confidence float64
	// Near tells whether the candidates are near enough to offer their titles.
	Near bool
}

// Decide says how sure the ranking is that the first candidate answers.
func Decide(q *Query, ranked []Ranked) Verdict {
	if len(ranked) == 0 {
		return Verdict{Outcome: "none"}
	}
	return Verdict{Outcome: "unsure", Confidence: ranked[0].evidence.coverage, Near: true}
}
