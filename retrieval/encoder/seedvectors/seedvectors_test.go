package main

import (
	"math"
	"testing"

	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/seeds"
)

// passagesAndEncoder are the built-in articles' passages and the built-in encoder.
func passagesAndEncoder(t *testing.T) (*vectors.Set, *encoder.Model) {
	t.Helper()
	set, err := builtIn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.BuiltIn(encoder.Best)
	if err != nil {
		t.Fatal(err)
	}
	return set, m
}

func TestTheBuiltInArticlesCarryTheirVectors(t *testing.T) {
	set, m := passagesAndEncoder(t)
	lacking, left := vectors.Stale([]byte(seeds.Vectors), m, set)
	if lacking > 0 || left > 0 {
		t.Errorf("%d passages lack vectors in seeds/vectors.bin, %d rows are of none: run go generate ./seeds", lacking, left)
	}
}

func TestTheirVectorsAreThisEncoders(t *testing.T) {
	set, m := passagesAndEncoder(t)
	maker := vectors.NewMaker(vectors.Config{Encoder: m, Base: []byte(seeds.Vectors)})
	if err := maker.Now(t.Context(), set, []int{0, set.Len() / 2, set.Len() - 1}); err != nil {
		t.Fatal(err)
	}
	for _, i := range []int{0, set.Len() / 2, set.Len() - 1} {
		v, ok := set.Passage(i)
		again, err := m.Passages(t.Context(), []string{set.Text(i)})
		if err != nil {
			t.Fatal(err)
		}
		if c := vectors.NewQuery(again[0]).Cosine(v); !ok || c < 0.9995 {
			t.Errorf("passage %d: cosine %v to what the encoder makes now", i, c)
		}
	}
}

// A bit that all pieces have tells none from another. Around a centre that is not
// among them all codes are nearly the same.
func TestTheCentreOfCodesLiesAmongThePieces(t *testing.T) {
	set, m := passagesAndEncoder(t)
	var have [384]float64
	codes := 0.0
	for i := 0; i < set.Len(); i += set.Len() / 8 {
		_, pieces, err := m.PassagePieces(t.Context(), set.Text(i), func() {})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pieces {
			c, _ := vectors.NewCode(p)
			codes++
			for bit := range have {
				have[bit] += float64(c[bit/64] >> (bit % 64) & 1)
			}
		}
	}
	uneven := 0.0
	for _, n := range have {
		uneven += math.Abs(n/codes-0.5) / float64(len(have))
	}
	if uneven > 0.2 {
		t.Errorf("the bits of %v codes are %.2f from even, of 0.5", codes, uneven)
	}
}
