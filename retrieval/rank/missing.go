package rank

// Missing is how the probabilities of requirements are made, and from where on
// one counts.
type Missing struct {
	Logistic
	// NamedFrom is the probability above which a name, a number or a year
	// counts as missing: it forbids to be sure, and people are told of it. TopicFrom
	// is that of other words. Both by the way of the question.
	NamedFrom map[Way]float64 `json:"named_from"`
	TopicFrom map[Way]float64 `json:"topic_from"`
}

// of keeps the requirements that count as missing.
func (m *Missing) of(list []Requirement, way Way) []Requirement {
	var out []Requirement
	for _, r := range list {
		from := m.TopicFrom[way]
		if r.Named {
			from = m.NamedFrom[way]
		}
		if r.Missing > from {
			out = append(out, r)
		}
	}
	return out
}

// Way is the languages of a question and a passage, as far as they need
// thresholds of their own.
type Way string

// The ways.
const (
	English    Way = "english" // any language but Vietnamese, over its own
	Vietnamese Way = "vietnamese"
	Foreign    Way = "foreign" // the question is in another language than the passage
)

// Ways are all of them.
func Ways() []Way { return []Way{English, Vietnamese, Foreign} }

// WayOf tells the way from a question to a candidate.
func WayOf(q *Query, r Ranked) Way {
	switch {
	case q.vietnamese() != r.vietnamese:
		return Foreign
	case r.vietnamese:
		return Vietnamese
	}
	return English
}
