package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/rank"
)

var evalVerb = verb{
	name: "eval", wordless: true, flags: []string{"questions", "articles", "fit", "json", "config"},
	summary: "measure the answers on a set of questions, or fit the ranking to several",
	about: "A line of the set is {\"id\", \"text\", \"passage_ids\"} or {\"id\", \"text\", \"evidence\"}, and\n" +
		"\"answerable\": false where nothing answers. The questions are about --articles, else\n" +
		"the passages.jsonl beside the set, else the configured articles. With --fit the\n" +
		"ranking is fitted to the sets and printed; it belongs into retrieval/rank/model.json.",
	example: "articlebot eval --questions retrieval/testdata/seeds-dev.jsonl",
	run:     (*app).eval,
}

func (a *app) eval(ctx context.Context, o options) error {
	if len(o.questions) == 0 {
		return usagef("eval", "write which set: --questions FILE")
	}
	c, err := a.loadConfig(o)
	if err != nil {
		return err
	}
	c.DataDir = "" // figures are of the articles as they are now
	var sets []eval.Set
	for _, path := range o.questions {
		s, err := a.loadSet(path, c, len(o.articles) > 0)
		if err != nil {
			return err
		}
		sets = append(sets, s)
	}
	if o.fit {
		return a.fit(ctx, sets)
	}
	for i, s := range sets {
		if err := a.measure(ctx, s, i, o.json); err != nil {
			return err
		}
	}
	return nil
}

// passagesName is the file of articles that may lie beside a set.
const passagesName = "passages.jsonl"

// loadSet reads a set; its articles are the configured ones where ours is set
// or none lie beside it.
func (a *app) loadSet(path string, c config.Config, ours bool) (eval.Set, error) {
	f, err := os.Open(path)
	if err != nil {
		return eval.Set{}, fmt.Errorf("read questions: %w", err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	s := eval.Set{Name: setName(path)}
	if s.Questions, err = eval.Load(f, path); err != nil {
		return eval.Set{}, fmt.Errorf("read questions: %w", err)
	}
	beside := filepath.Join(filepath.Dir(path), passagesName)
	if _, err := os.Stat(beside); err == nil && !ours {
		c.Articles = []config.Source{{Path: beside}}
	} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return eval.Set{}, fmt.Errorf("read articles: %w", err)
	}
	s.Articles = a.newReader(c)
	return s, nil
}

// setName is the end of a path that tells sets apart: many are called
// questions.jsonl.
func setName(path string) string {
	base := filepath.Base(path)
	if base == "questions.jsonl" {
		return filepath.ToSlash(filepath.Join(filepath.Base(filepath.Dir(path)), base))
	}
	return base
}

// openSet makes an engine in memory over a set's articles.
func (a *app) openSet(ctx context.Context, articles retrieval.Reader, m *rank.Model) (*engine.Engine, error) {
	bar := newProgress(a.stderr, a.now)
	defer bar.clear()
	return engine.Open(ctx, engine.Config{
		Reader: articles, Backend: bleveindex.Memory{}, Now: a.now, Progress: bar.show, Model: m,
	})
}

// jsonFigures are the figures of one set, one line each.
type jsonFigures struct {
	File string `json:"questions_file"`
	eval.Figures
}

// measure prints the figures of one set; n is its place among several.
func (a *app) measure(ctx context.Context, s eval.Set, n int, asJSON bool) error {
	engine, err := a.openSet(ctx, s.Articles, nil)
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // nothing is kept
	results, err := eval.Run(ctx, engine, s.Questions)
	if err != nil {
		return err
	}
	f := eval.Summarise(results)
	if asJSON {
		return printJSON(a.stdout, jsonFigures{s.Name, f})
	}
	if n > 0 {
		fmt.Fprintln(a.stdout)
	}
	counts := engine.Status().Counts
	fmt.Fprintf(a.stdout, "%s: %s over %s\n\n", s.Name, plural(len(s.Questions), "question"), plural(counts.Passages, "passage"))
	if _, err := f.WriteTo(a.stdout); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return nil
}

// fit prints the model that suits the sets best.
func (a *app) fit(ctx context.Context, sets []eval.Set) error {
	command := "articlebot eval --fit"
	for _, s := range sets {
		command += " --questions " + s.Name
	}
	open := func(ctx context.Context, articles retrieval.Reader, m rank.Model) (*engine.Engine, error) {
		return a.openSet(ctx, articles, &m)
	}
	m, err := eval.FitModel(ctx, sets, open, command)
	if err != nil {
		return fmt.Errorf("fit: %w", err)
	}
	enc := json.NewEncoder(a.stdout)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}
