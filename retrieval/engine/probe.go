package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

const (
	// probeDepth is how far down a probe looks, in passages.
	probeDepth = 10
	// titleProbes is how many articles are looked for by their own titles.
	titleProbes = 16
	// titleProbesFound is the least share of them that must be found: titles of
	// few and common words may be missed.
	titleProbesFound = 0.75
)

// probe asks the snapshot questions whose answers are known, and returns what
// it does not find any more. What the old one does not find either is no fault
// of the new one: refusing it for that would keep an index that is no better,
// for ever.
func (e *Engine) probe(ctx context.Context, s, old *snapshot) ([]string, error) {
	var wrong []string
	missed, err := e.missed(ctx, s, e.checks.Load().Probes)
	if err != nil {
		return nil, err
	}
	before, err := e.missed(ctx, old, missed)
	if err != nil && ctx.Err() != nil {
		return nil, err
	}
	if err == nil { // one that cannot be searched found nothing
		for _, p := range missed {
			if !slices.Contains(before, p) {
				wrong = append(wrong, fmt.Sprintf("the question %q does not find an article titled %q any more", p.Question, p.Title))
			}
		}
	}
	titles, err := e.missedTitles(ctx, s)
	if err != nil || titles == "" {
		return wrong, err
	}
	if was, err := e.missedTitles(ctx, old); err == nil && was == "" {
		wrong = append(wrong, titles)
	}
	return wrong, ctx.Err()
}

// missed are the probes that do not find their article.
func (e *Engine) missed(ctx context.Context, s *snapshot, probes []retrieval.Probe) ([]retrieval.Probe, error) {
	var out []retrieval.Probe
	for _, p := range probes {
		found, _, err := e.finds(ctx, s, p.Question, func(title string) bool {
			return strings.Contains(text.Fold(title), text.Fold(p.Title))
		})
		if err != nil {
			return nil, err
		}
		if !found {
			out = append(out, p)
		}
	}
	return out, nil
}

// noteMissed tells operators which probes the snapshot that is about to answer
// does not find: they guard nothing.
func (e *Engine) noteMissed(ctx context.Context, s *snapshot) {
	missed, err := e.missed(ctx, s, e.checks.Load().Probes)
	if err != nil {
		return // ctx has ended, or the first question will say so
	}
	e.missing.Store(&missed)
	for _, p := range missed {
		e.cfg.Log.Warn("a probe does not find its article and guards nothing", "probe", p.Question, "title", p.Title)
	}
}

// missedTitles says that too many articles are not found by their titles, ""
// if they are.
func (e *Engine) missedTitles(ctx context.Context, s *snapshot) (string, error) {
	missed, asked, err := e.probeTitles(ctx, s)
	if err != nil || float64(asked-len(missed)) >= titleProbesFound*float64(asked) {
		return "", err
	}
	return fmt.Sprintf("%d of %d articles are not found by their own titles: %s", len(missed), asked, nameSome(missed)), nil
}

// probeTitles looks for articles, evenly spread, by their titles.
func (e *Engine) probeTitles(ctx context.Context, s *snapshot) (missed []string, asked int, err error) {
	n := min(titleProbes, len(s.heads))
	for k := range n {
		a := &s.heads[k*len(s.heads)/n]
		found, searched, err := e.finds(ctx, s, a.Title, func(title string) bool { return title == a.Title })
		if err != nil {
			return nil, 0, err
		}
		if searched {
			asked++
		}
		if searched && !found {
			missed = append(missed, a.Title)
		}
	}
	return missed, asked, nil
}

// finds tells whether a question leads to an article, and whether it has any
// word to search for.
func (e *Engine) finds(ctx context.Context, s *snapshot, question string, is func(title string) bool) (found, searched bool, err error) {
	q := s.readQuestion(retrieval.Question{Text: question})
	r, err := e.searchWhole(ctx, s, q)
	if err != nil {
		return false, false, fmt.Errorf("probe index: %w", err)
	}
	for n := range min(len(r.ranked), probeDepth) {
		if is(s.heads[s.articleOf(r.number(n))].Title) {
			return true, true, nil
		}
	}
	return false, len(s.shelf.Lexicon().SearchTerms(q)) > 0, nil
}

// wholeTries is how often a probe searches until the index answers as a whole: nobody
// waits for it.
const wholeTries = 4

// searchWhole is search, again where parts of the index did not answer in time.
func (e *Engine) searchWhole(ctx context.Context, s *snapshot, q *analysis.Query) (ranking, error) {
	for try := 1; ; try++ {
		r, err := e.search(ctx, s, q, where{})
		if err == nil {
			err = r.hand.Partial()
		}
		if err == nil || try == wholeTries || ctx.Err() != nil {
			return r, err
		}
	}
}
