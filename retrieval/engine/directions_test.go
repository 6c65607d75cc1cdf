package engine_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/text"
)

// readings counts what it reads.
type readings struct {
	*encoder.Model
	read atomic.Int64
}

func (c *readings) Query(ctx context.Context, s string) ([]float32, error) {
	c.read.Add(1)
	return c.Model.Query(ctx, s)
}

func (c *readings) Tokens(ctx context.Context, r encoder.Role, s string) ([]float32, []encoder.TokenVector, error) {
	c.read.Add(1)
	return c.Model.Tokens(ctx, r, s)
}

// TestAQuestionIsReadOnce asks and then looks where the question's meaning lies, as
// a conversation does.
func TestAQuestionIsReadOnce(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	m := builtIn(t)
	c := &readings{Model: m}
	e := openMeaning(t, c, m, village())
	for _, said := range []retrieval.Question{
		{Text: "when was the bridge repaired", Language: text.English},
		{Text: "xa du dinh trong bao nhieu hec ta ca phe", Language: text.Vietnamese}, // its accents come first
	} {
		apart, err := e.Direction(t.Context(), said)
		must(t, err)
		c.read.Store(0)
		_, err = e.Ask(t.Context(), said)
		must(t, err)
		first, err := e.Direction(t.Context(), said)
		must(t, err)
		if n := c.read.Load(); n != 1 {
			t.Errorf("%q is read %d times", said.Text, n)
		}
		if d := cmp.Diff(apart, first); d != "" {
			t.Errorf("%q lies elsewhere once it was asked:\n%s", said.Text, d)
		}
		clear(first)
		again, err := e.Direction(t.Context(), said)
		must(t, err)
		if d := cmp.Diff(apart, again); d != "" {
			t.Errorf("who gets a direction changes it for others:\n%s", d)
		}
	}
	if _, err := e.Direction(t.Context(), retrieval.Question{Text: "another thing", Language: text.English}); err != nil || c.read.Load() != 2 {
		t.Errorf("what was not asked is read %d times: %v", c.read.Load()-1, err)
	}
}
