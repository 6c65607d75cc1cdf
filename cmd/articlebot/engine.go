package main

import (
	"context"
	"log/slog"

	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/text"
	"articlebot/seeds"
)

// openEngine reads the configured articles and makes them answer. The caller
// closes the engine.
func (a *app) openEngine(ctx context.Context, c config.Config, log *slog.Logger) (*retrieval.Engine, error) {
	bar := newProgress(a.stderr, a.now)
	defer bar.clear()
	engine, err := retrieval.Open(ctx, retrieval.Config{
		Reader:   newReader(c),
		Backend:  bleveindex.Memory{},
		Now:      a.now,
		Log:      log,
		Progress: bar.show,
	})
	if err != nil {
		return nil, withHint(err, "articlebot index tells for every file why it was skipped")
	}
	return engine, nil
}

// newReader returns the reader of the configured sources.
func newReader(c config.Config) retrieval.Reader {
	return corpus.NewLoader(sources(c), corpus.Options{})
}

// sources returns the configured sources, or the built-in articles if there
// are none.
func sources(c config.Config) []corpus.Source {
	if len(c.Articles) == 0 {
		return []corpus.Source{{Path: seedsName, FS: mounted{seeds.Files, seedsName}}}
	}
	var list []corpus.Source
	for _, s := range c.Articles {
		list = append(list, corpus.Source{
			Path: s.Path, Kind: corpus.Kind(s.Kind), Section: s.Section, Language: text.Language(s.Language),
		})
	}
	return list
}

// newLog returns the operators' log.
func (a *app) newLog(c config.Log) *slog.Logger {
	var level slog.Level
	if err := level.UnmarshalText([]byte(c.Level)); err != nil {
		level = slog.LevelInfo // Validate has refused anything else
	}
	o := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(a.stderr, o))
	}
	return slog.New(slog.NewTextHandler(a.stderr, o))
}
