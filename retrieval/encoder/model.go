package encoder

import (
	"encoding/hex"
	"fmt"
	"sync"

	"articlebot/retrieval/encoder/modelfile"
)

// epsilon keeps a layer normalisation from dividing by nothing, as BERT's does.
const epsilon = 1e-12

// Model is an encoder with its vocabulary. It is safe for concurrent use; each
// text is worked on by the goroutine that asks for it.
type Model struct {
	file       *modelfile.File
	vocabulary vocabulary
	kernels    kernels
	passes     sync.Pool // of *pass
}

// Open reads the model file at path, all of it: it may be replaced or removed
// afterwards. The error says whether the file is no model at all, cut short,
// altered or of another version.
func Open(path string, use Instructions) (*Model, error) {
	f, err := modelfile.Open(path)
	if err != nil {
		return nil, err
	}
	return newModel(f, use)
}

// Read is Open for a file that lies in memory, which must not change.
func Read(data []byte, use Instructions) (*Model, error) {
	f, err := modelfile.Read(data)
	if err != nil {
		return nil, fmt.Errorf("read model: %w", err)
	}
	return newModel(f, use)
}

func newModel(f *modelfile.File, use Instructions) (*Model, error) {
	k, err := kernelsFor(use)
	if err != nil {
		return nil, err
	}
	m := &Model{file: f, vocabulary: newVocabulary(f), kernels: k}
	m.passes.New = func() any { return &pass{} }
	return m, nil
}

// Model names what made a vector: vectors of different names must not be
// compared or kept together.
func (m *Model) Model() string {
	return m.file.Name + "/" + hex.EncodeToString(m.file.Checksum[:8])
}

// Fit names what weights and thresholds were fitted to. Files of one model that
// differ in the languages they have pieces for have the same.
func (m *Model) Fit() string { return m.file.Fit }

// Info says what the file is, where it comes from and under which licence.
func (m *Model) Info() modelfile.Info { return m.file.Info }

// Dims is how many numbers a vector has.
func (m *Model) Dims() int { return int(m.file.Hidden) }

// Window is how many pieces of a text, its prefix among them, the model looks
// at; the words after them are not read.
func (m *Model) Window() int { return int(m.file.Positions) - marks }

// marks is how many positions the marks before and after a text take.
const marks = 2
