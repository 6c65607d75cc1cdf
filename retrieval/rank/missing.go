package rank

import (
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/rank/logistic"
)

// Missing is how the probabilities of requirements are made, and from where on
// one counts.
type Missing struct {
	// Words gives the probability that a word is missing, by the way of the question:
	// what tells it differs between languages.
	Words map[Way]logistic.Regression `json:"words"`
	// NamedFrom is the probability above which a name, a number or a year
	// counts as missing: it forbids to be sure, and people are told of it. TopicFrom
	// is that of other words. Both by the way of the question.
	NamedFrom map[Way]float64 `json:"named_from"`
	TopicFrom map[Way]float64 `json:"topic_from"`
	// ToldFrom is the probability above which people are told of a word where the
	// answer is not sure anyway.
	ToldFrom map[Way]float64 `json:"told_from"`
}

// of keeps the requirements that count as missing, whatever else speaks for the
// passage.
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

// suspects are the requirements that are likeliest missing where the answer is
// not sure: those that may be the reason.
func (m *Missing) suspects(list []Requirement, way Way) []Requirement {
	from, known := m.ToldFrom[way]
	if !known {
		return nil
	}
	for _, r := range list {
		from = max(from, r.Missing*suspected)
	}
	var out []Requirement
	for _, r := range list {
		if r.Missing > from {
			out = append(out, r)
		}
	}
	return out
}

// suspected is the share of the largest probability from which on a word is told
// of beside the likeliest.
const suspected = 0.6

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
func WayOf(q *analysis.Query, r Ranked) Way {
	switch {
	case q.Vietnamese() != r.vietnamese:
		return Foreign
	case r.vietnamese:
		return Vietnamese
	}
	return English
}
