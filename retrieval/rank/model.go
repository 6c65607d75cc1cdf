package rank

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

//go:embed model.json
var modelJSON []byte

// Model is what was fitted: the weights of the signals and the confidence. Its
// JSON form is model.json.
type Model struct {
	// FittedBy is the command that made the model.
	FittedBy   string             `json:"fitted_by"`
	Weights    map[string]float64 `json:"weights"`  // by signal
	Sentence   map[string]float64 `json:"sentence"` // by sentence signal
	Confidence Confidence         `json:"confidence"`
}

// DefaultModel is the model that ships with the program.
func DefaultModel() Model {
	m, err := ParseModel(modelJSON)
	if err != nil {
		panic("rank: model.json is broken: " + err.Error())
	}
	return m
}

// ParseModel reads a model. It must have a weight for each signal and each
// evidence, and no other.
func ParseModel(data []byte) (Model, error) {
	var m Model
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("parse model: %w", err)
	}
	if err := sameNames(m.Weights, Names()); err != nil {
		return m, fmt.Errorf("parse model: weights: %w", err)
	}
	if err := sameNames(m.Sentence, SentenceNames()); err != nil {
		return m, fmt.Errorf("parse model: sentence: %w", err)
	}
	if err := sameNames(m.Confidence.Weights, EvidenceNames()); err != nil {
		return m, fmt.Errorf("parse model: confidence: %w", err)
	}
	return m, nil
}

func sameNames(weights map[string]float64, names []string) error {
	for _, n := range names {
		if _, ok := weights[n]; !ok {
			return fmt.Errorf("%q has no weight", n)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(weights)) {
		if !slices.Contains(names, n) {
			return fmt.Errorf("%q is not known", n)
		}
	}
	return nil
}

// table is the weights in the order of the signals.
func (m Model) table() []float64 {
	w := make([]float64, len(signals))
	for i, s := range signals {
		w[i] = m.Weights[s.name]
	}
	return w
}
