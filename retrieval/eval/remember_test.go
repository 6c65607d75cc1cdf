package eval_test

import (
	"context"
	"errors"
	"testing"

	"articlebot/retrieval/encoder"
	"articlebot/retrieval/eval"
)

// counting is an encoder that counts what it is asked.
type counting struct {
	times int
	err   error
}

func (*counting) Fit() string                                      { return "counting" }
func (*counting) Query(context.Context, string) ([]float32, error) { return []float32{1}, nil }
func (c *counting) Tokens(_ context.Context, _ encoder.Role, text string) ([]float32, []encoder.TokenVector, error) {
	c.times++
	return []float32{float32(len(text))}, nil, c.err
}

func TestAQuestionIsEmbeddedOnce(t *testing.T) {
	c := &counting{err: errors.New("not yet")}
	r, ok := eval.Remember(c).(interface {
		Tokens(context.Context, encoder.Role, string) ([]float32, []encoder.TokenVector, error)
	})
	if !ok {
		t.Fatal("it gives no pieces any more")
	}
	ask := func(text string) float32 {
		t.Helper()
		v, _, err := r.Tokens(t.Context(), encoder.Query, text)
		if err != nil {
			return 0
		}
		return v[0]
	}
	if ask("one") != 0 {
		t.Error("a failure has a vector")
	}
	c.err = nil
	for range 3 {
		if ask("one") != 3 || ask("three") != 5 {
			t.Error("a question has the vector of another")
		}
	}
	if c.times != 3 {
		t.Errorf("asked %d times: a failure and two questions are three", c.times)
	}
}
