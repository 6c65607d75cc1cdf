package archive

import (
	"compress/gzip"
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// recordMagic begins every file of articles; its number changes when older files
// cannot be read any more.
const recordMagic = "articlebot generation 1\n"

// header is a record without its articles.
type header struct {
	Generation retrieval.Generation
	BuiltAt    time.Time
	Terms      uint64
	SourceKey  string
	Sources    []retrieval.SourceStatus
	Articles   int
}

// stored is an article without what can be made again: ids, ordinals and
// sentences of passages.
type stored struct {
	ID        retrieval.ArticleID
	Title     string
	Section   string
	Author    string
	Published time.Time
	URL       string
	Language  text.Language
	Brief     bool
	Origin    retrieval.Origin
	AlsoIn    []retrieval.Summary
	Kinds     []retrieval.Kind
	Texts     []string
}

func store(a *retrieval.Article) stored {
	s := stored{a.ID, a.Title, a.Section, a.Author, a.Published, a.URL, a.Language, a.Brief, a.Origin, a.AlsoIn, nil, nil}
	for i := range a.Passages {
		s.Kinds = append(s.Kinds, a.Passages[i].Kind)
		s.Texts = append(s.Texts, a.Passages[i].Text)
	}
	return s
}

var errShape = errors.New("kinds and texts differ in number")

func (s *stored) article() (retrieval.Article, error) {
	a := retrieval.Article{ID: s.ID, Title: s.Title, Section: s.Section, Author: s.Author, Published: s.Published, URL: s.URL,
		Language: s.Language, Brief: s.Brief, Origin: s.Origin, AlsoIn: s.AlsoIn}
	if len(s.Kinds) != len(s.Texts) {
		return a, errShape
	}
	a.Passages = make([]retrieval.Passage, len(s.Texts))
	for i := range s.Texts {
		a.Passages[i] = retrieval.Passage{Kind: s.Kinds[i], Text: s.Texts[i]}
	}
	return a, nil
}

// Save keeps a generation. The articles come last: without them the rest means
// nothing.
func (d *Dir) Save(ctx context.Context, r *engine.Record) error {
	if d.unwritable != nil {
		return d.unwritable
	}
	name, err := d.file(r.Generation, recordSuffix)
	if err != nil {
		return err
	}
	if r.Forward != nil {
		if err := d.saveAnalysis(r); err != nil {
			return err
		}
	}
	if err := seal(name, recordMagic, func(w io.Writer) error { return encode(ctx, w, r) }); err != nil {
		return fmt.Errorf("keep articles: %w", err)
	}
	return nil
}

// Load returns a generation. Its passages have kind and text only.
func (d *Dir) Load(ctx context.Context, g retrieval.Generation) (*engine.Record, error) {
	name, err := d.file(g, recordSuffix)
	if err != nil {
		return nil, err
	}
	var r *engine.Record
	err = unseal(ctx, name, recordMagic, func(in io.Reader) (err error) {
		r, err = decode(ctx, in)
		return err
	})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: articles of %s: %w", retrieval.ErrNoGeneration, g, err)
	case r.Generation != g:
		return nil, fmt.Errorf("%w: the file of %s holds %s", retrieval.ErrNoGeneration, g, r.Generation)
	}
	r.Forward = d.loadAnalysis(ctx, g)
	return r, ctx.Err()
}

// Write writes a generation without its analysis, for Read: compressed, as it may
// have a long way to go.
func Write(ctx context.Context, w io.Writer, r *engine.Record) error {
	packed := gzip.NewWriter(w)
	err := encode(ctx, packed, r)
	if err = errors.Join(err, packed.Close()); err != nil {
		return fmt.Errorf("write articles: %w", err)
	}
	return nil
}

// Read reads what Write wrote. Its passages have kind and text only.
func Read(ctx context.Context, in io.Reader) (*engine.Record, error) {
	packed, err := gzip.NewReader(in)
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	r, err := decode(ctx, packed)
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	// The checksum stands at the end, and nothing before it.
	if n, err := io.CopyN(io.Discard, packed, 1); n > 0 || !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read articles: %w", errors.Join(errDamaged, err))
	}
	return r, nil
}

// file is where a generation's file of a kind is.
func (d *Dir) file(g retrieval.Generation, suffix string) (string, error) {
	if g == "" || strings.HasPrefix(string(g), ".") || strings.ContainsAny(string(g), `/\:`) {
		return "", fmt.Errorf("generation %q cannot name a file", g)
	}
	return filepath.Join(d.path, string(g)+suffix), nil
}

// pause lets others work.
func pause(r *engine.Record) {
	if r.Pause != nil {
		r.Pause()
	}
}

func encode(ctx context.Context, w io.Writer, r *engine.Record) error {
	enc := gob.NewEncoder(w)
	if err := enc.Encode(header{r.Generation, r.BuiltAt, r.Terms, r.SourceKey, r.Sources, len(r.Articles)}); err != nil {
		return err
	}
	for i := range r.Articles {
		if err := ctx.Err(); err != nil {
			return err
		}
		pause(r)
		if err := enc.Encode(store(&r.Articles[i])); err != nil {
			return err
		}
	}
	return nil
}

func decode(ctx context.Context, in io.Reader) (*engine.Record, error) {
	dec := gob.NewDecoder(in)
	var h header
	if err := dec.Decode(&h); err != nil {
		return nil, err
	}
	r := &engine.Record{Generation: h.Generation, BuiltAt: h.BuiltAt, Terms: h.Terms, SourceKey: h.SourceKey, Sources: h.Sources}
	for range h.Articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		var s stored
		if err := dec.Decode(&s); err != nil {
			return nil, err
		}
		a, err := s.article()
		if err != nil {
			return nil, err
		}
		r.Articles = append(r.Articles, a)
	}
	return r, nil
}
