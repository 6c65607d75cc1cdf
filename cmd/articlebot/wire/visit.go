package wire

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"

	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/kept"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
)

// AskingAccess is Borrowing where the data directory is of these articles, else
// Visiting.
func AskingAccess(c config.Config) Access {
	if c.DataDir == "" || c.Origin("articles") == cli.ArticlesFlag {
		return Visiting
	}
	return Borrowing
}

// visit opens articles that belong to no data directory: from the index that is
// kept of them in the user's cache folder, once that holds what their files do,
// else reading them. Where nothing can be kept they are in memory.
func visit(ctx context.Context, a *cli.App, c config.Config, log *slog.Logger) (*engine.Engine, error) {
	place := findKept(a, c)
	if place == nil {
		return OpenEngine(ctx, a, c, Apart, log)
	}
	shelf := archive.Open(filepath.Join(place.Dir, "articles"))
	if !place.Fresh() && shelf.Writable() != nil {
		return inMemory(ctx, a, c, log, shelf.Close())
	}
	bar := cli.NewProgress(a.Stderr, a.Now)
	defer bar.Clear()
	ec := engineConfig(a, c, NewReader(a, c), log, bar)
	ec.Archive, ec.Fallback, ec.Keep = shelf, ec.Backend, 0
	ec.Backend = bleveindex.Disk{Dir: filepath.Join(place.Dir, "index")}
	e, err := openWith(ctx, a, c, ec)
	if err != nil || place.Fresh() {
		return e, err
	}
	if e.Status().Opened.How != retrieval.Built {
		r, err := e.Reload(ctx, retrieval.ReloadOptions{Force: true, Hurry: true, Progress: bar.Show})
		if err != nil || r.Refused != "" { // reading anew says why
			return inMemory(ctx, a, c, log, e.Close())
		}
	}
	if e.Status().Kept {
		if err := place.Stamp(); err != nil {
			log.Warn("the index is not kept", "error", err)
		}
	}
	return e, nil
}

// inMemory opens articles in memory, once what was kept of them is closed.
func inMemory(ctx context.Context, a *cli.App, c config.Config, log *slog.Logger, closed error) (*engine.Engine, error) {
	if closed != nil {
		log.Warn("what was kept cannot be closed", "error", closed)
	}
	if ctx.Err() != nil {
		return nil, fmt.Errorf("open index: %w", ctx.Err())
	}
	return OpenEngine(ctx, a, c, Apart, log)
}

// findKept returns the place for the index of the articles in the user's cache
// folder; nil where they are not all files, or there is no such folder.
func findKept(a *cli.App, c config.Config) *kept.Place {
	paths := c.LocalPaths()
	follows := func(s config.Source) bool { return s.FollowLinks } // to files that paths do not tell of
	if len(paths) == 0 || len(paths) < len(c.Articles) || slices.ContainsFunc(c.Articles, follows) {
		return nil
	}
	cache, err := os.UserCacheDir()
	here, err2 := os.Getwd()
	program, err3 := os.Executable()
	if errors.Join(err, err2, err3) != nil {
		return nil
	}
	key, err := json.Marshal([]string{sourceKey(c), here, a.Env.Get("TZ")})
	if err != nil {
		return nil
	}
	return kept.Find(filepath.Join(cache, "articlebot", "indexes"), kept.Index{Key: string(key), Paths: paths, Program: program}, a.Now())
}
