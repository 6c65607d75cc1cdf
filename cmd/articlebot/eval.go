package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/rank"
)

var evalVerb = verb{
	name: "eval", wordless: true, flags: []string{"questions", "articles", "fit", "json", "config"},
	summary: "measure the answers on a set of questions, or fit the ranking to several",
	about: "A line of a set is a JSON object with \"id\", \"text\", \"kind\" and either \"passage_ids\" or\n" +
		"\"evidence\" (a text that the right passage holds); \"answerable\": false marks questions\n" +
		"that the articles do not answer. Without --articles, a passages.jsonl beside the set is\n" +
		"searched, else the configured articles. --fit prints a model for retrieval/rank/model.json.",
	example: "articlebot eval --questions retrieval/testdata/seeds-dev.jsonl",
	run:     (*app).eval,
}

// passagesFile is what the articles of a question set are called beside it.
const passagesFile = "passages.jsonl"

func (a *app) eval(ctx context.Context, o options) error {
	c, err := a.loadConfig(o)
	if err != nil {
		return err
	}
	if len(o.questions) == 0 {
		return usagef("eval", "name a set of questions: --questions FILE")
	}
	var sets []eval.Set
	for _, name := range o.questions {
		s, err := loadSet(name, c, o)
		if err != nil {
			return err
		}
		sets = append(sets, s)
	}
	if o.fit {
		return a.fit(ctx, sets)
	}
	for _, s := range sets {
		if err := a.measure(ctx, s, o); err != nil {
			return err
		}
	}
	return nil
}

// loadSet reads a set of questions and finds its articles.
func loadSet(name string, c config.Config, o options) (eval.Set, error) {
	f, err := os.Open(name)
	if err != nil {
		return eval.Set{}, fmt.Errorf("open questions: %w", err)
	}
	defer f.Close()
	s := eval.Set{Name: name, Articles: newReader(c)}
	if s.Questions, err = eval.Load(f, name); err != nil {
		return s, err
	}
	beside := filepath.Join(filepath.Dir(name), passagesFile)
	if _, err := os.Stat(beside); err == nil && len(o.articles) == 0 {
		s.Articles = corpus.NewLoader([]corpus.Source{{Path: beside}}, corpus.Options{})
	}
	return s, nil
}

func (a *app) openSet(ctx context.Context, articles retrieval.Reader, m rank.Model) (*retrieval.Engine, error) {
	bar := newProgress(a.stderr, a.now)
	defer bar.clear()
	return retrieval.Open(ctx, retrieval.Config{Reader: articles, Backend: bleveindex.Memory{}, Now: a.now, Progress: bar.show, Model: &m})
}

func (a *app) measure(ctx context.Context, s eval.Set, o options) error {
	engine, err := a.openSet(ctx, s.Articles, rank.DefaultModel())
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // nothing is written
	results, err := eval.Run(ctx, engine, s.Questions)
	if err != nil {
		return err
	}
	f := eval.Summarise(results)
	if o.json {
		return printJSON(a.stdout, struct {
			Questions string `json:"questions_file"`
			eval.Figures
		}{s.Name, f})
	}
	fmt.Fprintf(a.stdout, "%s\n", s.Name)
	_, err = f.WriteTo(a.stdout)
	return err
}

// fit prints a model fitted to the sets. The command in it names the files
// without their folders, which differ from machine to machine.
func (a *app) fit(ctx context.Context, sets []eval.Set) error {
	var command strings.Builder
	command.WriteString("articlebot eval --fit")
	for _, s := range sets {
		fmt.Fprintf(&command, " --questions %s", filepath.Join(filepath.Base(filepath.Dir(s.Name)), filepath.Base(s.Name)))
	}
	m, err := eval.FitModel(ctx, sets, a.openSet, command.String())
	if err != nil {
		return err
	}
	out, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%s\n", out)
	return err
}
