package indexing

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"articlebot/bot/console"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/inspect"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/aside"
	"articlebot/retrieval/engine"
)

// Verb is the command index.
var Verb = cli.Verb{
	Name: "index", Wordless: true, Flags: []string{"articles", "article", "all", "force", "json", "config"},
	Summary: "read the articles and tell what was read as what, what was left out and why",
	About: "With a data directory (data_dir) the index is renewed and kept there; without one,\n" +
		"and with --articles, this only checks. Of many articles some are listed and the\n" +
		"rest is counted; --all lists everything.\n\n" +
		"--article only looks, at one article: it takes the key, id, address, file or title,\n" +
		"or a part of the title, and lists what has the name if that is more than one.\n\n" +
		"--json prints one object a line, for each article and for each thing left out:\n" +
		"{\"file\", \"kind\", \"id\", \"title\", \"author\", \"section\", \"published\", \"language\", \"url\",\n" +
		"\"brief\", \"passages\": [{\"kind\", \"text\"}]} and {\"file\", \"skipped\": \"reason\"}. What is known\n" +
		"of no article is \"\". Remarks on what was read all the same go to standard error.",
	Example: `articlebot index --articles seeds --article grassroots`,
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).index(ctx, o) },
}

func (a *app) index(ctx context.Context, o cli.Options) error {
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	if o.Force && c.DataDir != "" {
		aside.Open(wire.AsideDir(c), a.Now).Forget() // the first index is built without asking for it
	}
	started := a.Now()
	sources := &lastRead{Reader: wire.NewReader(a.App, c)}
	var status retrieval.Status // of what is kept
	if o.Article != "" || c.DataDir == "" || wire.AccessFor(o, wire.Owning) == wire.Apart {
		err = a.readOnly(ctx, sources)
	} else {
		status, err = a.renewed(ctx, c, o, sources)
	}
	if ctx.Err() != nil || !sources.done {
		return err
	}
	zone, zoneErr := c.Zone()
	if zoneErr != nil {
		return zoneErr
	}
	l := inspect.List{Corpus: sources.corpus, Zone: zone, All: o.All, Fits: a.fitting(o.Article != "")}
	if o.Article != "" {
		return a.showArticle(l, o)
	}
	if o.JSON {
		fmt.Fprint(a.Stderr, l.Remarks())
		return errors.Join(a.printLines(inspect.Values(l.Corpus, zone)), err)
	}
	wire.NoteSamples(a.App, c)
	_, printErr := fmt.Fprintf(a.Stdout, "%s%s %s\n", l, l.Summary(), built(a.Now().Sub(started), status.Generation))
	return errors.Join(printErr, err)
}

// ErrNotKept is an index that the data directory did not take.
var ErrNotKept = errors.New("the index is not kept in the data directory")

// readOnly reads the sources and does nothing with them. Why there is nothing in
// them is told with what was left out.
func (a *app) readOnly(ctx context.Context, sources *lastRead) error {
	bar := cli.NewProgress(a.Stderr, a.Now)
	defer bar.Clear()
	_, err := sources.Read(ctx, func(done, total int) {
		bar.Show(retrieval.Progress{Stage: "reading", Done: done, Total: total})
	})
	return brief(err)
}

// brief leaves out of an error the reasons that the list tells in full.
func brief(err error) error {
	if errors.Is(err, corpus.ErrEmpty) {
		return fmt.Errorf("read articles: %w", corpus.ErrEmpty)
	}
	return err
}

// renewed renews the index that is kept, and returns its state.
func (a *app) renewed(ctx context.Context, c config.Config, o cli.Options, sources *lastRead) (retrieval.Status, error) {
	e, err := wire.OpenEngineOf(ctx, a.App, c, sources, wire.Owning, a.QuietLog(c))
	if err != nil {
		return retrieval.Status{}, brief(err)
	}
	defer e.Close() //nolint:errcheck // the index is whole
	if e.Status().Opened.How != retrieval.Built {
		if err := a.renew(ctx, e, o.Force); err != nil {
			return e.Status(), err
		}
	}
	noVectors := wire.AwaitVectors(ctx, a.App, e)
	if noVectors != nil && !errors.Is(noVectors, engine.ErrNoVectors) {
		return e.Status(), noVectors
	}
	status := e.Status()
	if !status.Kept {
		return status, fmt.Errorf("%w: %s", ErrNotKept, status.Opened.Why)
	}
	return status, cli.WithHint(noVectors, "the index is whole: words alone answer until the encoder does")
}

// renew reads the articles of a kept index again.
func (a *app) renew(ctx context.Context, engine *engine.Engine, force bool) error {
	bar := cli.NewProgress(a.Stderr, a.Now)
	defer bar.Clear()
	r, err := engine.Reload(ctx, retrieval.ReloadOptions{Force: force, Hurry: true, Progress: bar.Show})
	if err == nil && r.Refused != "" {
		return cli.WithHint(fmt.Errorf("%w: %s", errRefused, r.Refused), "articlebot index --force overrules the checks")
	}
	return cli.WithHint(brief(err), "nothing has changed: what was indexed before still answers")
}

// showArticle shows the article that the command line names.
func (a *app) showArticle(l inspect.List, o cli.Options) error {
	found := inspect.Find(l.Corpus, o.Article)
	if found.None() {
		return cli.WithHint(fmt.Errorf("nothing that was read or left out is called %q", o.Article), "articlebot index --all lists everything")
	}
	if o.JSON {
		return a.printLines(found.Values(l.Zone))
	}
	_, err := io.WriteString(a.Stdout, l.Show(found))
	return err
}

// printLines writes a line of JSON for each value.
func (a *app) printLines(values iter.Seq[any]) error {
	out := bufio.NewWriter(a.Stdout)
	for v := range values {
		if err := cli.PrintJSON(out, v); err != nil {
			return err
		}
	}
	return out.Flush()
}

// fitting returns what breaks a text into lines that fit beside a margin. Where
// nobody watches, the lines of a list stay whole unless always is set.
func (a *app) fitting(always bool) func(text string, margin int) []string {
	if _, ok := console.Terminal(a.Stdout); !ok && !always && a.Env.Get("COLUMNS") == "" {
		return func(text string, _ int) []string { return []string{text} }
	}
	return console.DetectStyle(a.Stdout, a.Env.Get).Lines
}

// built says how long it took, and which generation is kept now.
func built(took time.Duration, g retrieval.Generation) string {
	if g == "" {
		return fmt.Sprintf("in %.1f s", took.Seconds())
	}
	return fmt.Sprintf("in %.1f s · generation %s", took.Seconds(), g)
}
