package engine_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/text"
)

// partly is the encoder, but for a passage that it does not get done with.
type partly struct {
	m     *encoder.Model
	stuck string // in the passage
}

func (p partly) Fit() string   { return p.m.Fit() }
func (p partly) Model() string { return p.m.Model() }
func (p partly) Dims() int     { return p.m.Dims() }

func (p partly) Query(ctx context.Context, s string) ([]float32, error) { return p.m.Query(ctx, s) }

func (p partly) Tokens(ctx context.Context, r encoder.Role, s string) ([]float32, []encoder.TokenVector, error) {
	return p.m.Tokens(ctx, r, s)
}

func (p partly) wait(ctx context.Context, texts ...string) error {
	if strings.Contains(strings.Join(texts, " "), p.stuck) {
		<-ctx.Done()
	}
	return ctx.Err()
}

func (p partly) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	if err := p.wait(ctx, texts...); err != nil {
		return nil, err
	}
	return p.m.Passages(ctx, texts)
}

func (p partly) PassagesYielding(ctx context.Context, texts []string, yield func()) ([][]float32, error) {
	if err := p.wait(ctx, texts...); err != nil {
		return nil, err
	}
	return p.m.PassagesYielding(ctx, texts, yield)
}

func (p partly) PassagePieces(ctx context.Context, s string, yield func()) ([]float32, [][]float32, error) {
	if err := p.wait(ctx, s); err != nil {
		return nil, nil, err
	}
	return p.m.PassagePieces(ctx, s, yield)
}

// TestWordsOrderUntilTheBestPassagesAreRead asks while vectors are made: what
// words find best has none, and another passage means nearly the same.
func TestWordsOrderUntilTheBestPassagesAreRead(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	m := partly{builtIn(t), "Lindqvist"}
	articles := append(village(), retrieval.Article{
		ID: "baker", Title: "Old town", Language: text.English, // the oldest: read last
		Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "The bakery of the old town was opened by Karin Lindqvist."}},
	}, retrieval.Article{
		ID: "shop", Title: "New shop", Language: text.English, Published: time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC),
		Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "Who opened the shop where they bake bread in the town? Nobody knows who runs this bakery business."}},
	})
	e := openMeaning(t, m, m, articles)
	for end := time.Now().Add(20 * time.Second); e.Status().Embedded.Done < len(articles)-1; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			break
		}
	}
	t.Logf("%d of %d passages are read", e.Status().Embedded.Done, e.Status().Embedded.Total)
	a, err := e.Ask(t.Context(), retrieval.Question{Text: "who opened the bakery of the old town"})
	must(t, err)
	if len(a.Hits) == 0 || a.Hits[0].Article.ID != "baker" || a.Outcome == retrieval.None {
		t.Errorf("%s with %v, want the baker", a.Outcome, ids(a))
	}
}
