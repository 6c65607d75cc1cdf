package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/aside"
	"articlebot/retrieval/engine"
)

var indexVerb = verb{
	name: "index", wordless: true, flags: []string{"articles", "force", "json", "config"},
	summary: "read the articles and tell what was read, what was skipped and why",
	about: "With a data directory (data_dir) the index is renewed and kept there; without one,\n" +
		"and with --articles, this only checks.",
	example: "articlebot index --articles seeds",
	run:     (*app).index,
}

// jsonIndex is what programs read of an index.
type jsonIndex struct {
	Generation string            `json:"generation"`
	Counts     retrieval.Counts  `json:"counts"`
	Sources    []jsonIndexSource `json:"sources"`
	TookMS     float64           `json:"took_ms"`
}

// jsonIndexSource is what one source gave.
type jsonIndexSource struct {
	Source   string     `json:"source"`
	Kind     string     `json:"kind"`
	Articles int        `json:"articles"`
	Briefs   int        `json:"briefs"`
	Error    string     `json:"error,omitempty"`
	Skipped  []jsonSkip `json:"skipped"`
}

type jsonSkip struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
	Kept   bool   `json:"kept,omitempty"` // it was read all the same
}

func (a *app) index(ctx context.Context, o options) error {
	c, err := a.loadConfig(o)
	if err != nil {
		return err
	}
	if o.force && c.DataDir != "" {
		aside.Open(asideDir(c), a.now).Forget() // the first index is built without asking for it
	}
	started := a.now()
	engine, err := a.openEngine(ctx, c, o.accessFor(owning), a.quietLog(c))
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // the index is whole
	if engine.Status().Opened.How != retrieval.Built {
		if err := a.renew(ctx, engine, o.force); err != nil {
			return err
		}
	}
	if err := a.awaitVectors(ctx, engine); err != nil {
		return err
	}
	status := engine.Status()
	report := newJSONIndex(status)
	report.TookMS = rounded(a.now().Sub(started).Seconds() * 1e3)
	if o.json {
		err = printJSON(a.stdout, report)
	} else {
		_, err = fmt.Fprint(a.stdout, report)
	}
	if err == nil && c.DataDir != "" && o.accessFor(owning) != apart && !status.Kept {
		return fmt.Errorf("%w: %s", errNotKept, status.Opened.Why)
	}
	return err
}

// errNotKept is an index that the data directory did not take.
var errNotKept = errors.New("the index is not kept in the data directory")

// renew reads the articles of a kept index again.
func (a *app) renew(ctx context.Context, engine *engine.Engine, force bool) error {
	bar := newProgress(a.stderr, a.now)
	defer bar.clear()
	r, err := engine.Reload(ctx, retrieval.ReloadOptions{Force: force, Hurry: true, Progress: bar.show})
	if err == nil && r.Refused != "" {
		return withHint(fmt.Errorf("%w: %s", errRefused, r.Refused), "articlebot index --force overrules the checks")
	}
	return withHint(err, "nothing has changed: what was indexed before still answers")
}

func newJSONIndex(s retrieval.Status) jsonIndex {
	j := jsonIndex{Generation: string(s.Generation), Counts: s.Counts, Sources: []jsonIndexSource{}}
	for _, src := range s.Sources {
		one := jsonIndexSource{src.Source, src.Kind, src.Articles, src.Briefs, src.Err, []jsonSkip{}}
		for _, skip := range src.Skipped {
			one.Skipped = append(one.Skipped, jsonSkip(skip))
		}
		j.Sources = append(j.Sources, one)
	}
	return j
}

// String is the report for people.
func (j jsonIndex) String() string {
	var b strings.Builder
	for _, s := range j.Sources {
		fmt.Fprintf(&b, "%s: %s, %s\n", s.Source, plural(s.Articles, "article"), plural(s.Briefs, "brief"))
		if s.Error != "" {
			fmt.Fprintf(&b, "  not read: %s\n", s.Error)
		}
		for _, skip := range s.Skipped {
			what := "skipped"
			if skip.Kept {
				what = "remark on"
			}
			fmt.Fprintf(&b, "  %s %s: %s\n", what, skip.Name, skip.Reason)
		}
	}
	fmt.Fprintf(&b, "%s, %s, %s in %.1f s · generation %s\n", plural(j.Counts.Articles, "article"),
		plural(j.Counts.Briefs, "brief"), plural(j.Counts.Passages, "passage"), j.TookMS/1e3, j.Generation)
	return b.String()
}

// plural counts things in words.
func plural(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
