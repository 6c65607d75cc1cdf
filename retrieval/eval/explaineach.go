package eval

import (
	"context"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
)

// asksAhead is how many questions are asked at a time, beside the one whose turn it
// is.
const asksAhead = 4

// explainEach asks the engine each question, several at a time, and calls do with
// what is found, in the order of the questions. The first error ends it.
func explainEach(ctx context.Context, e *engine.Engine, questions []Question, do func(q *Question, found []engine.Explained)) error {
	type result struct {
		found []engine.Explained
		err   error
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	turns := make(chan chan result, asksAhead)
	go func() {
		defer close(turns)
		for i := range questions {
			turn := make(chan result, 1)
			select {
			case turns <- turn:
			case <-ctx.Done():
				return
			}
			go func() {
				_, found, err := e.Explain(ctx, retrieval.Question{Text: questions[i].Text})
				turn <- result{found, err}
			}()
		}
	}()
	i := 0
	for turn := range turns {
		r := <-turn
		if r.err != nil {
			return r.err
		}
		do(&questions[i], r.found)
		i++
	}
	return ctx.Err()
}
