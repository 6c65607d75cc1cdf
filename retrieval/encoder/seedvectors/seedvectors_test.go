package main

import (
	"testing"

	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/seeds"
)

func TestTheBuiltInArticlesCarryTheirVectors(t *testing.T) {
	set, err := builtIn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.BuiltIn(encoder.Best)
	if err != nil {
		t.Fatal(err)
	}
	lacking, left := vectors.Stale([]byte(seeds.Vectors), m, set)
	if lacking > 0 || left > 0 {
		t.Errorf("%d passages lack vectors in seeds/vectors.bin, %d rows are of none: run go generate ./seeds", lacking, left)
	}
}

func TestTheirVectorsAreThisEncoders(t *testing.T) {
	set, err := builtIn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.BuiltIn(encoder.Best)
	if err != nil {
		t.Fatal(err)
	}
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
