package wire

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"articlebot/bot/likeness"
	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
	"articlebot/retrieval"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/endpoint"
	"articlebot/retrieval/encoder/modelfile"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
	"articlebot/seeds"
)

// anEncoder embeds questions and passages.
type anEncoder interface {
	engine.Encoder
	vectors.Encoder
}

// remoteEncoder is an endpoint's model, which has the ranking that was fitted to
// a model of its name.
type remoteEncoder struct{ *endpoint.Client }

func (r remoteEncoder) Fit() string { return r.Model() }

// OpenEncoder opens the configured encoder; nil if it is off.
func OpenEncoder(c config.Encoder) (anEncoder, error) {
	switch {
	case c.URL != "":
		return remoteEncoder{endpoint.New(endpoint.Config{
			URL: c.URL, Model: c.Model, Key: c.Key, Timeout: c.Timeout, QueryPrefix: c.QueryPrefix, PassagePrefix: c.PassagePrefix,
		})}, nil
	case c.Model == config.EncoderOff:
		return nil, nil
	case c.Model != "":
		m, err := encoder.Open(c.Model, encoder.Best)
		if err != nil {
			return nil, cli.WithHint(err, "encoder.model takes the path of a model file, off, or nothing for the one built in")
		}
		return m, nil
	}
	return encoder.BuiltIn(encoder.Best)
}

// damaged tells whether an error is of a model file that was cut short, altered
// or made for another version of the program. People get their answers all the
// same, by words; a path without a model is a mistake to be told at once.
func damaged(err error) bool {
	return errors.Is(err, modelfile.ErrCutShort) || errors.Is(err, modelfile.ErrAltered) || errors.Is(err, modelfile.ErrVersion)
}

// spareVectors is how much of what other articles left stays: about 400 MB.
const spareVectors = 1_000_000

// NewMeaning returns what finds passages by meaning, whose vectors are kept in
// dir; nil if that is off.
func NewMeaning(c config.Config, dir string, log *slog.Logger) (*engine.Meaning, error) {
	return newMeaning(c, dir, nil, log)
}

func newMeaning(c config.Config, dir string, shared vectors.Shared, log *slog.Logger) (*engine.Meaning, error) {
	e, err := OpenEncoder(c.Encoder)
	if err != nil || e == nil {
		return nil, err
	}
	return &engine.Meaning{Encoder: e, Vectors: vectors.NewMaker(vectors.Config{
		Encoder: e, Dir: dir, Base: []byte(seeds.Vectors), Spare: spareVectors, Shared: shared, Log: log,
	})}, nil
}

// Embedder has conversations told what a message means. The bounds of likeness were
// found with the encoder that is built in, and hold for no other.
func Embedder(c config.Config, e *engine.Engine) likeness.Embed {
	if c.Encoder.URL != "" || c.Encoder.Model != "" {
		return nil
	}
	return func(ctx context.Context, said string, lang text.Language) ([]float32, error) {
		return e.Direction(ctx, retrieval.Question{Text: said, Language: lang})
	}
}

// vectorsDir is where vectors are kept: in the data directory, else in the
// user's cache folder; "" for nowhere.
func vectorsDir(c config.Config) string {
	if c.DataDir != "" {
		return filepath.Join(c.DataDir, "vectors")
	}
	if len(c.Articles) == 0 {
		return "" // the built-in articles bring theirs
	}
	return CacheDir()
}

// CacheDir is the folder for vectors that belong to no data directory.
func CacheDir() string {
	cache, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(cache, "articlebot", "vectors")
}

// AwaitVectors waits until the passages have their vectors, and shows how far
// that is.
func AwaitVectors(ctx context.Context, a *cli.App, e *engine.Engine) error {
	bar := cli.NewProgress(a.Stderr, a.Now)
	defer bar.Clear()
	return e.AwaitVectors(ctx, func(p retrieval.Progress) { bar.Show(p) })
}
