package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"articlebot/bot/console"
	"articlebot/cmd/articlebot/inspect"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/aside"
	"articlebot/retrieval/engine"
)

var indexVerb = verb{
	name: "index", wordless: true, flags: []string{"articles", "article", "all", "force", "json", "config"},
	summary: "read the articles and tell what was read as what, what was left out and why",
	about: "With a data directory (data_dir) the index is renewed and kept there; without one,\n" +
		"and with --articles, this only checks. Of many articles some are listed and the\n" +
		"rest is counted; --all lists everything.\n\n" +
		"--article only looks, at one article: it takes the key, id, address, file or title,\n" +
		"or a part of the title, and lists what has the name if that is more than one.\n\n" +
		"--json prints one object a line, for each article and for each thing left out:\n" +
		"{\"file\", \"kind\", \"id\", \"title\", \"author\", \"section\", \"published\", \"language\", \"url\",\n" +
		"\"brief\", \"passages\": [{\"kind\", \"text\"}]} and {\"file\", \"skipped\": \"reason\"}. What is known\n" +
		"of no article is \"\". Remarks on what was read all the same go to standard error.",
	example: `articlebot index --articles seeds --article grassroots`,
	run:     (*app).index,
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
	sources := &lastRead{Reader: a.newReader(c)}
	var status retrieval.Status // of what is kept
	if o.article != "" || c.DataDir == "" || o.accessFor(owning) == apart {
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
	l := inspect.List{Corpus: sources.corpus, Zone: zone, All: o.all, Fits: a.fitting(o.article != "")}
	if o.article != "" {
		return a.showArticle(l, o)
	}
	if o.json {
		fmt.Fprint(a.stderr, l.Remarks())
		return errors.Join(a.printLines(inspect.Values(l.Corpus, zone)), err)
	}
	_, printErr := fmt.Fprintf(a.stdout, "%s%s %s\n", l, l.Summary(), built(a.now().Sub(started), status.Generation))
	return errors.Join(printErr, err)
}

// errNotKept is an index that the data directory did not take.
var errNotKept = errors.New("the index is not kept in the data directory")

// readOnly reads the sources and does nothing with them. Why there is nothing in
// them is told with what was left out.
func (a *app) readOnly(ctx context.Context, sources *lastRead) error {
	bar := newProgress(a.stderr, a.now)
	defer bar.clear()
	_, err := sources.Read(ctx, func(done, total int) {
		bar.show(retrieval.Progress{Stage: "reading", Done: done, Total: total})
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
func (a *app) renewed(ctx context.Context, c config.Config, o options, sources *lastRead) (retrieval.Status, error) {
	e, err := a.openEngineOf(ctx, c, sources, owning, a.quietLog(c))
	if err != nil {
		return retrieval.Status{}, brief(err)
	}
	defer e.Close() //nolint:errcheck // the index is whole
	if e.Status().Opened.How != retrieval.Built {
		if err := a.renew(ctx, e, o.force); err != nil {
			return e.Status(), err
		}
	}
	noVectors := a.awaitVectors(ctx, e)
	if noVectors != nil && !errors.Is(noVectors, engine.ErrNoVectors) {
		return e.Status(), noVectors
	}
	status := e.Status()
	if !status.Kept {
		return status, fmt.Errorf("%w: %s", errNotKept, status.Opened.Why)
	}
	return status, withHint(noVectors, "the index is whole: words alone answer until the encoder does")
}

// renew reads the articles of a kept index again.
func (a *app) renew(ctx context.Context, engine *engine.Engine, force bool) error {
	bar := newProgress(a.stderr, a.now)
	defer bar.clear()
	r, err := engine.Reload(ctx, retrieval.ReloadOptions{Force: force, Hurry: true, Progress: bar.show})
	if err == nil && r.Refused != "" {
		return withHint(fmt.Errorf("%w: %s", errRefused, r.Refused), "articlebot index --force overrules the checks")
	}
	return withHint(brief(err), "nothing has changed: what was indexed before still answers")
}

// showArticle shows the article that the command line names.
func (a *app) showArticle(l inspect.List, o options) error {
	found := inspect.Find(l.Corpus, o.article)
	if found.None() {
		return withHint(fmt.Errorf("nothing that was read or left out is called %q", o.article), "articlebot index --all lists everything")
	}
	if o.json {
		return a.printLines(found.Values(l.Zone))
	}
	_, err := io.WriteString(a.stdout, l.Show(found))
	return err
}

// printLines writes a line of JSON for each value.
func (a *app) printLines(values iter.Seq[any]) error {
	out := bufio.NewWriter(a.stdout)
	for v := range values {
		if err := printJSON(out, v); err != nil {
			return err
		}
	}
	return out.Flush()
}

// fitting returns what breaks a text into lines that fit beside a margin. Where
// nobody watches, the lines of a list stay whole unless always is set.
func (a *app) fitting(always bool) func(text string, margin int) []string {
	if _, ok := console.Terminal(a.stdout); !ok && !always && a.env.Get("COLUMNS") == "" {
		return func(text string, _ int) []string { return []string{text} }
	}
	return console.DetectStyle(a.stdout, a.env.Get).Lines
}

// built says how long it took, and which generation is kept now.
func built(took time.Duration, g retrieval.Generation) string {
	if g == "" {
		return fmt.Sprintf("in %.1f s", took.Seconds())
	}
	return fmt.Sprintf("in %.1f s · generation %s", took.Seconds(), g)
}
