package serving

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/cmd/articlebot/generations"
	"articlebot/cmd/articlebot/metrics"
	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/stage"
)

// watched is the engine with what it does counted.
type watched struct {
	*engine.Engine
	counted *counted
	line    *generations.Line // nil where nothing is shared
}

// changer is what replaces the articles: the engine, or among replicas the line of
// their generations.
func (w watched) changer() bot.Reloader {
	if w.line != nil {
		return w.line
	}
	return w.Engine
}

var (
	_ bot.Library  = watched{}
	_ bot.Reloader = watched{}
)

// counted is what is counted since the start, beside what the parts count
// themselves.
type counted struct {
	questions, reloads *metrics.Counts
	replies, searches  metrics.Histogram
	requests           *metrics.Requests
	stages             *metrics.Histograms
	fallbacks          *metrics.Counts // of the shared state
}

// Results of a reload, as its counter names them.
const (
	reloadTaken      = "taken"
	reloadUnchanged  = "unchanged"
	reloadRefused    = "refused"
	reloadFailed     = "failed"
	reloadRolledBack = "rolled_back"
)

func newCounted() *counted {
	c := &counted{
		questions: metrics.NewCounts("platform", "language", "outcome"), reloads: metrics.NewCounts("result"),
		fallbacks: metrics.NewCounts("what"),
	}
	var parts []string
	for _, part := range stage.Names() {
		parts = append(parts, string(part))
	}
	c.stages = metrics.NewHistograms("stage", parts...)
	c.requests = metrics.NewRequests(func(took time.Duration) { c.stage(stage.Platform, took) })
	for _, what := range []string{"claim", "limit", "turn", "document"} {
		c.fallbacks.Expect(what)
	}
	for _, result := range []string{reloadTaken, reloadUnchanged, reloadRefused, reloadFailed, reloadRolledBack} {
		c.reloads.Expect(result)
	}
	return c
}

// observe counts a question.
func (c *counted) observe(q bot.Question) {
	c.questions.Add(string(q.Platform), string(q.Language), string(q.Outcome))
	c.replies.Observe(q.Took)
}

// stage counts what a part of a question's way took.
func (c *counted) stage(part stage.Name, took time.Duration) { c.stages.Observe(string(part), took) }

// Ask times a search.
func (w watched) Ask(ctx context.Context, q retrieval.Question) (retrieval.Answer, error) {
	began := time.Now()
	ans, err := w.Engine.Ask(ctx, q)
	w.counted.searches.Observe(time.Since(began))
	return ans, err
}

// Reload counts a reload by its result. One that only tries is none.
func (w watched) Reload(ctx context.Context, o retrieval.ReloadOptions) (retrieval.Report, error) {
	r, err := w.changer().Reload(ctx, o)
	switch {
	case o.Dry:
	case err != nil:
		w.counted.reloads.Add(reloadFailed)
	case r.Refused != "":
		w.counted.reloads.Add(reloadRefused)
	case r.Switched:
		w.counted.reloads.Add(reloadTaken)
	default:
		w.counted.reloads.Add(reloadUnchanged)
	}
	return r, err
}

// Rollback counts a return to the generation before.
func (w watched) Rollback(ctx context.Context) (retrieval.Report, error) {
	r, err := w.changer().Rollback(ctx)
	if err == nil {
		w.counted.reloads.Add(reloadRolledBack)
	}
	return r, err
}
