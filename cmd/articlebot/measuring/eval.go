package measuring

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/inspect"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/eval"
	"articlebot/retrieval/rank"
)

// Verb is the command eval.
var Verb = cli.Verb{
	Name: "eval", Wordless: true, Flags: []string{"questions", "articles", "fit", "model", "half", "failures", "compare", "conversations", "json", "config"},
	Summary: "measure the answers on a set of questions, or fit the ranking to several",
	About: "A line of the set is {\"id\", \"text\", \"passage_ids\"} or {\"id\", \"text\", \"evidence\"}, and\n" +
		"\"answerable\": false where nothing answers. The questions are about --articles, else\n" +
		"the passages.jsonl beside the set, else the configured articles. With --fit the\n" +
		"ranking is fitted to the sets and printed; it belongs into retrieval/rank/models. Whoever fits on one\n" +
		"half of the questions measures on the other: --half 1, --half 2 --model FILE.\n" +
		"With --conversations questions are asked of the bot one after the other, and alone.",
	Example: "articlebot eval --questions retrieval/testdata/seeds-dev.jsonl",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{App: a}).eval(ctx, o) },
}

func (a *app) eval(ctx context.Context, o cli.Options) (err error) {
	defer func() {
		for _, clear := range a.cleared {
			err = errors.Join(err, clear())
		}
	}()
	if len(o.Questions)+len(o.Conversations) == 0 {
		return cli.Usagef("eval", "write which set: --questions FILE")
	}
	if len(o.Conversations) > 0 && (len(o.Questions) > 0 || o.Fit || o.Failures || o.Compare) {
		return cli.Usagef("eval", "--conversations goes with --half, --model, --articles and --json alone")
	}
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	c.DataDir = "" // figures are of the articles as they are now
	var sets []eval.Set
	for _, path := range o.Questions {
		s, err := a.loadSet(path, c, len(o.Articles) > 0)
		if err != nil {
			return err
		}
		if o.Half > 0 {
			s.Questions = eval.Half(s.Questions, o.Half-1)
		}
		sets = append(sets, s)
	}
	if o.Fit {
		return a.fit(ctx, c, sets, o.Half)
	}
	models, err := wire.ModelOf(a.App, cmp.Or(o.Model, c.Encoder.Ranking))
	if err != nil {
		return err
	}
	if len(o.Conversations) > 0 {
		return a.talk(ctx, c, o, models)
	}
	if o.Compare {
		return a.compare(ctx, c, sets, models, o.JSON)
	}
	for i, s := range sets {
		if err := a.measure(ctx, c, s, models, i, o); err != nil {
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
	s.Articles = wire.NewReader(a.App, c)
	return s, nil
}

// setName is the end of a path that tells sets apart: many are called
// questions.jsonl, or conversations.json.
func setName(path string) string {
	base := filepath.Base(path)
	if base == "questions.jsonl" || base == conversationsName {
		return filepath.ToSlash(filepath.Join(filepath.Base(filepath.Dir(path)), base))
	}
	return base
}

// openSet makes an engine in memory over a set's articles.
func (a *app) openSet(ctx context.Context, c config.Config, articles retrieval.Reader, m *rank.Models) (*engine.Engine, error) {
	meaning, err := wire.NewMeaning(c, wire.CacheDir(), a.QuietLog(c))
	if err != nil {
		return nil, err
	}
	if meaning != nil {
		if a.remembered == nil {
			a.remembered = eval.Remember(meaning.Encoder)
		}
		meaning.Encoder = a.remembered
	}
	backend, clear, err := evalBackend(c, a.QuietLog(c))
	if err != nil {
		return nil, err
	}
	a.cleared = append(a.cleared, clear)
	e, err := engine.Open(ctx, engine.Config{
		Reader: articles, Backend: backend, Now: a.Now, Models: m, Meaning: meaning,
	})
	if err != nil {
		return nil, err
	}
	return e, wire.AwaitVectors(ctx, a.App, e)
}

// evalBackend is in memory, or in the configured cluster under a name of its
// own; clear removes it.
func evalBackend(c config.Config, log *slog.Logger) (b retrieval.Backend, clear func() error, err error) {
	if len(c.Index.URL) == 0 {
		return bleveindex.Memory{}, func() error { return nil }, nil
	}
	c.Index.Name += fmt.Sprintf("-eval-%d-%d", os.Getpid(), time.Now().UnixNano())
	cluster, err := wire.NewCluster(c.Index, "", log)
	if err != nil {
		return nil, nil, err
	}
	return cluster, cluster.Destroy, nil
}

// jsonFigures are the figures of one set, one line each.
type jsonFigures struct {
	File string `json:"questions_file"`
	eval.Figures
	Certainty   []eval.Certainty                `json:"certainty"`
	ToldWrongly float64                         `json:"told_wrongly"`
	NearMisses  map[string]eval.NearMissFigures `json:"near_misses"`
}

// measure prints the figures of one set; n is its place among several.
func (a *app) measure(ctx context.Context, c config.Config, s eval.Set, models *rank.Models, n int, o cli.Options) error {
	engine, err := a.openSet(ctx, c, s.Articles, models)
	if err != nil {
		return err
	}
	defer engine.Close() //nolint:errcheck // nothing is kept
	results, err := eval.Run(ctx, engine, s.Questions)
	if err != nil {
		return err
	}
	if o.Failures {
		return eval.WriteFailures(a.Stdout, results)
	}
	misses, err := nearMisses(ctx, engine, s)
	if err != nil {
		return err
	}
	f, certain, told := eval.Summarise(results), eval.Certainties(results), eval.ToldWrongly(results)
	if o.JSON {
		return cli.PrintJSON(a.Stdout, jsonFigures{s.Name, f, certain, told, misses})
	}
	if n > 0 {
		fmt.Fprintln(a.Stdout)
	}
	counts := engine.Status().Counts
	fmt.Fprintf(a.Stdout, "%s: %s over %s\n\n", s.Name, inspect.Plural(len(s.Questions), "question"), inspect.Plural(counts.Passages, "passage"))
	if _, err := f.WriteTo(a.Stdout); err != nil {
		return fmt.Errorf("write figures: %w", err)
	}
	return eval.WriteCertainty(a.Stdout, certain, told, misses)
}

// nearMisses asks near misses of a set's questions.
func nearMisses(ctx context.Context, e *engine.Engine, s eval.Set) (map[string]eval.NearMissFigures, error) {
	c, err := s.Articles.Read(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("read articles of %s: %w", s.Name, err)
	}
	out := map[string]eval.NearMissFigures{}
	for kind, topics := range map[string]bool{"a name, number or year exchanged": false, "a word of the topic exchanged": true} {
		results, err := eval.Run(ctx, e, eval.NearMisses(s.Questions, c.Articles, topics))
		if err != nil {
			return nil, err
		}
		if len(results) > 0 {
			out[kind] = eval.SummariseMisses(results)
		}
	}
	return out, nil
}

// fit prints the model that suits the sets best.
func (a *app) fit(ctx context.Context, c config.Config, sets []eval.Set, half int) error {
	command := "articlebot eval --fit"
	if half > 0 {
		command += " --half " + strconv.Itoa(half)
	}
	for _, s := range sets {
		command += " --questions " + s.Name
	}
	open := func(ctx context.Context, articles retrieval.Reader, m rank.Models) (*engine.Engine, error) {
		return a.openSet(ctx, c, articles, &m)
	}
	e, err := wire.OpenEncoder(c.Encoder)
	if err != nil {
		return err
	}
	fit := ""
	if e != nil {
		fit = e.Fit()
	}
	m, err := eval.FitModel(ctx, sets, open, fit, command)
	if err != nil {
		return fmt.Errorf("fit: %w", err)
	}
	enc := json.NewEncoder(a.Stdout)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	return nil
}
