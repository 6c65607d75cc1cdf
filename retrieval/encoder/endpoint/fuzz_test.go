package endpoint

import (
	"math"
	"testing"
)

// FuzzAnswer takes any answer apart: what is taken for vectors has as many as
// texts, all of one length and of length one.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte(`{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[3,4]}]}`), 2)
	f.Add([]byte(`{"data":[{"index":0,"embedding":[1e308,-1e308]}]}`), 1)
	f.Add([]byte(`<!DOCTYPE html>`), 1)
	f.Fuzz(func(t *testing.T, data []byte, texts int) {
		if texts < 0 || texts > 100 {
			return
		}
		c := New(Config{})
		vectors, err := c.vectors(data, texts)
		if err != nil {
			return
		}
		if len(vectors) != texts {
			t.Fatalf("%d vectors of %d texts", len(vectors), texts)
		}
		for _, v := range vectors {
			var square float64
			for _, x := range v {
				square += float64(x) * float64(x)
			}
			if len(v) != c.Dims() || math.Abs(square-1) > 1e-4 {
				t.Errorf("a vector of %d numbers, length² %v", len(v), square)
			}
		}
	})
}
