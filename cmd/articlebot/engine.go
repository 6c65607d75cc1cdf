package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"articlebot/bot/control"
	"articlebot/clock"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
)

// access is what a verb may do with the data directory.
type access int

const (
	// apart leaves it alone: the articles are others than the configured ones.
	apart access = iota
	// borrowing reads it, and writes it where nobody else does.
	borrowing
	// owning keeps it, and fails where another process does.
	owning
	// visiting leaves it alone, and keeps the index of large articles elsewhere.
	visiting
)

// accessFor is borrowing or owning, or apart where the command line names its
// own articles: they must not take the configured ones' place.
func (o options) accessFor(want access) access {
	if len(o.articles) > 0 {
		return apart
	}
	return want
}

// openEngine reads the configured articles, or opens the index that is kept of
// them, and makes them answer. The caller closes the engine.
func (a *app) openEngine(ctx context.Context, c config.Config, want access, log *slog.Logger) (*engine.Engine, error) {
	if want == visiting {
		return a.visit(ctx, c, log)
	}
	return a.openEngineOf(ctx, c, a.newReader(c), want, log)
}

// openEngineOf is openEngine with the reader of the articles; it visits nobody.
func (a *app) openEngineOf(ctx context.Context, c config.Config, articles retrieval.Reader, want access, log *slog.Logger) (*engine.Engine, error) {
	bar := newProgress(a.stderr, a.now)
	defer bar.clear()
	ec := a.engineConfig(c, articles, log, bar)
	if c.DataDir != "" && want != apart {
		kept, err := openArchive(ctx, filepath.Join(c.DataDir, "articles"), want)
		if err != nil {
			return nil, err
		}
		ec.Archive, ec.Fallback = kept, ec.Backend
		ec.Backend = bleveindex.Disk{Dir: filepath.Join(c.DataDir, "index")}
	}
	return a.open(ctx, c, ec)
}

// engineConfig is that of an engine that keeps nothing.
func (a *app) engineConfig(c config.Config, articles retrieval.Reader, log *slog.Logger, bar *progress) engine.Config {
	return engine.Config{
		Reader:    articles,
		Backend:   bleveindex.Memory{},
		SourceKey: sourceKey(c),
		Checks:    checks(c.Reload),
		Keep:      c.Reload.Keep,
		Now:       paperClock(c, a.now),
		Log:       log,
		Progress:  bar.show,
	}
}

// open opens an engine with the configured encoder.
func (a *app) open(ctx context.Context, c config.Config, ec engine.Config) (*engine.Engine, error) {
	var err error
	ec.Meaning, err = newMeaning(c, vectorsDir(c), ec.Log)
	if damaged(err) {
		ec.Log.Error("words alone answer", "error", err)
	} else if err != nil {
		return nil, err
	}
	if ec.Models, err = a.modelOf(c.Encoder.Ranking); err != nil {
		return nil, err
	}
	engine, err := engine.Open(ctx, ec)
	if err != nil {
		return nil, withHint(err, "articlebot index tells for every file why it was skipped")
	}
	return engine, nil
}

// checks turns settings into what a reload must pass.
func checks(r config.Reload) engine.Checks {
	c := engine.Checks{MinShare: 1 - r.MaxShrink}
	for _, p := range r.Probes {
		question, title, _ := strings.Cut(p, config.ProbeSign)
		c.Probes = append(c.Probes, retrieval.Probe{Question: strings.TrimSpace(question), Title: strings.TrimSpace(title)})
	}
	return c
}

// How long to wait for another process, such as an ask, to give up the data
// directory.
const (
	lockTries = 20
	lockPause = 100 * time.Millisecond
)

// openArchive opens the kept articles.
func openArchive(ctx context.Context, path string, want access) (*archive.Dir, error) {
	for try := 1; ; try++ {
		d := archive.Open(path)
		if want != owning || !errors.Is(d.Writable(), engine.ErrLocked) {
			return d, nil
		}
		if err := d.Close(); err != nil {
			return nil, fmt.Errorf("close archive: %w", err)
		}
		if try == lockTries {
			return nil, withHint(control.ErrServing, "articlebot reload makes that one read the articles again; stop it, or set\nanother ARTICLEBOT_DATA_DIR")
		}
		if err := clock.Sleep(ctx, lockPause); err != nil {
			return nil, err
		}
	}
}

// paperClock is the time on the paper's clock: whoever asks for yesterday's news
// means the paper's yesterday.
func paperClock(c config.Config, now func() time.Time) func() time.Time {
	zone, err := c.Zone()
	if err != nil { // checked when it was loaded
		zone = time.Local
	}
	return func() time.Time { return now().In(zone) }
}

// sourceKey names what is read, so that the index of other sources is not
// served; nor is one of another clock.
func sourceKey(c config.Config) string {
	if len(c.Articles) == 0 {
		return "built in"
	}
	var named any = c.Articles
	if c.TimeZone != "" {
		named = []any{c.Articles, c.TimeZone}
	}
	key, err := json.Marshal(named)
	if err != nil {
		panic("internal error: name sources: " + err.Error()) // they are strings
	}
	return string(key)
}
