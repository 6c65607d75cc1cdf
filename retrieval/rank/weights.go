package rank

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed weights.json
var weightsJSON []byte

// Weights are the table that combines the signals.
type Weights struct{ of []float64 }

// weightsFile is weights.json: the table and how it came about.
type weightsFile struct {
	FittedBy string             `json:"fitted_by"`
	Weights  map[string]float64 `json:"weights"`
}

// DefaultWeights are the fitted weights that ship with the program.
func DefaultWeights() Weights {
	w, err := ParseWeights(weightsJSON)
	if err != nil {
		panic("rank: weights.json is broken: " + err.Error())
	}
	return w
}

// ParseWeights reads a table as weights.json has it. Every signal must have a
// weight, and every weight a signal.
func ParseWeights(data []byte) (Weights, error) {
	var f weightsFile
	if err := json.Unmarshal(data, &f); err != nil {
		return Weights{}, fmt.Errorf("parse weights: %w", err)
	}
	w := Weights{of: make([]float64, signalCount)}
	for i, s := range signals {
		v, ok := f.Weights[s.name]
		if !ok {
			return Weights{}, fmt.Errorf("parse weights: signal %q has no weight", s.name)
		}
		w.of[i] = v
	}
	if len(f.Weights) != signalCount {
		return Weights{}, fmt.Errorf("parse weights: %d weights for %d signals", len(f.Weights), signalCount)
	}
	return w, nil
}

// NewWeights returns a table from one number per signal, in the order of Names.
func NewWeights(values []float64) Weights { return Weights{of: values} }

// JSON is the table as weights.json has it; fittedBy is the command.
func (w Weights) JSON(fittedBy string) ([]byte, error) {
	f := weightsFile{FittedBy: fittedBy, Weights: make(map[string]float64)}
	for i, s := range signals {
		f.Weights[s.name] = w.of[i]
	}
	return json.MarshalIndent(f, "", "  ")
}
