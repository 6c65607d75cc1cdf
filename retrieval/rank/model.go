package rank

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"articlebot/retrieval/rank/logistic"
)

// fitted holds a file for ranking by words alone and one for each encoder that
// a fit was made for.
//
//go:embed models/*.json
var fitted embed.FS

// wordsName is the file of the model without an encoder.
const wordsName = "words"

// Model is what was fitted for one way of ranking. Its JSON form is a file of
// models.
type Model struct {
	// FittedBy is the command that made the model.
	FittedBy string `json:"fitted_by"`
	// Encoder is the encoder whose cosines it was fitted on, "" for words alone.
	Encoder    string             `json:"encoder,omitempty"`
	Weights    map[string]float64 `json:"weights"`  // by signal
	Sentence   map[string]float64 `json:"sentence"` // by sentence signal
	Missing    Missing            `json:"missing"`
	Confidence Confidence         `json:"confidence"`

	table, sentenceTable []float64 // the weights in the order of the signals
}

// Models are the model for words alone, and the one for an encoder where one is
// on.
type Models struct {
	Words   Model
	Meaning *Model
}

// of is the model that a ranking was made with.
func (m *Models) of(ranked []Ranked) *Model {
	if len(ranked) > 0 && m.Meaning != nil && len(ranked[0].Signals) == signalCount {
		return m.Meaning
	}
	return &m.Words
}

// read is the model for what is said of one passage: the one for words where no
// encoder has read it.
func (m *Models) read(r Ranked) *Model {
	if m.Meaning != nil && r.Similarity != nil {
		return m.Meaning
	}
	return &m.Words
}

// DefaultModels are the models that ship with the program for an encoder, named
// as its Model method does; "" is none. An encoder without a model of its own
// is an error: its cosines mean nothing to another's.
func DefaultModels(encoder string) (Models, error) {
	words, err := readModel(wordsName)
	if err != nil {
		return Models{}, err
	}
	out := Models{Words: words}
	if encoder == "" {
		return out, nil
	}
	m, err := readModel(fileName(encoder))
	if err != nil {
		return Models{}, fmt.Errorf("no ranking was fitted for encoder %s; fit one with articlebot eval --fit and name its file in encoder.ranking: %w", encoder, err)
	}
	out.Meaning = &m
	return out, nil
}

func readModel(name string) (Model, error) {
	data, err := fs.ReadFile(fitted, "models/"+name+".json")
	if err != nil {
		return Model{}, err
	}
	m, err := ParseModel(data)
	if err != nil {
		return m, fmt.Errorf("%s.json: %w", name, err)
	}
	return m, nil
}

// fileName is an encoder's name as part of a file's.
func fileName(encoder string) string {
	return strings.Map(func(r rune) rune {
		if r == '/' || r == ':' || r == '\\' {
			return '-'
		}
		return r
	}, encoder)
}

// ParseModel reads a model. It must have a weight for each signal and each
// evidence of its way of ranking, and no other; signals of sentences and requirements
// that came after models were published may be missing, and weigh nothing then.
func ParseModel(data []byte) (Model, error) {
	var m Model
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("parse model: %w", err)
	}
	m.Sentence = withLater(m.Sentence, m.Encoder != "")
	type part struct {
		name    string
		weights map[string]float64
		names   []string
	}
	parts := []part{{"weights", m.Weights, Names(m.Encoder != "")}, {"sentence", m.Sentence, SentenceNames(m.Encoder != "")}}
	for _, way := range Ways() {
		withLaterRequirements(m.Missing.Words[way].Weights)
		parts = append(parts, part{"missing, " + string(way), m.Missing.Words[way].Weights, RequirementNames(m.Encoder != "")},
			part{"confidence, " + string(way), m.Confidence.Right[way].Weights, EvidenceNames(m.Encoder != "")})
	}
	for _, part := range parts {
		if err := sameNames(part.weights, part.names); err != nil {
			return m, fmt.Errorf("parse model: %s: %w", part.name, err)
		}
	}
	return m.Ready(), nil
}

// Ready returns the model with its weights in the order of what they weigh; a
// model that is put together by hand needs it before it is used.
func (m Model) Ready() Model {
	m.table = inOrder(m.Weights, Names(true))
	m.sentenceTable = inOrder(m.Sentence, SentenceNames(true))
	m.Missing.Words = eachIn(m.Missing.Words, RequirementNames(true))
	m.Confidence.Right = eachIn(m.Confidence.Right, EvidenceNames(true))
	return m
}

func eachIn(list map[Way]logistic.Regression, names []string) map[Way]logistic.Regression {
	out := make(map[Way]logistic.Regression, len(list))
	for way, l := range list {
		out[way] = l.In(names)
	}
	return out
}

func inOrder(weights map[string]float64, names []string) []float64 {
	out := make([]float64, len(names))
	for i, n := range names {
		out[i] = weights[n]
	}
	return out
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
