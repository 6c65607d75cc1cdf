package eval

import (
	"context"
	"sync"

	"articlebot/retrieval/encoder"
	"articlebot/retrieval/engine"
)

// tokens is an encoder that gives the pieces of a text.
type tokens interface {
	engine.Encoder
	Tokens(ctx context.Context, role encoder.Role, text string) ([]float32, []encoder.TokenVector, error)
}

// Remember returns an encoder that embeds each question once: a fit asks the
// same ones over several corpora. It is safe for concurrent use.
func Remember(e engine.Encoder) engine.Encoder {
	t, ok := e.(tokens)
	if !ok {
		return e
	}
	return &remembering{tokens: t, known: map[string]embedded{}}
}

type embedded struct {
	vector []float32
	tokens []encoder.TokenVector
}

type remembering struct {
	tokens
	mu    sync.Mutex
	known map[string]embedded
}

// Tokens embeds a question that was not asked before.
func (r *remembering) Tokens(ctx context.Context, role encoder.Role, text string) ([]float32, []encoder.TokenVector, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if k, ok := r.known[text]; ok {
		return k.vector, k.tokens, nil
	}
	v, t, err := r.tokens.Tokens(ctx, role, text)
	if err == nil {
		r.known[text] = embedded{v, t}
	}
	return v, t, err
}
