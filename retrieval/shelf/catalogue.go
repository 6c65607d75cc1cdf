package shelf

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/gob"
	"fmt"
	"io"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
)

// Catalogue is what is known of a generation without its articles: what lists show
// of each, and what a process needs to answer from it.
type Catalogue struct {
	BuiltAt   time.Time
	SourceKey string
	Sources   []retrieval.SourceStatus
	Digest    string
	Terms     uint64 // analysis.ForwardIndex.Sum
	TextSize  int
	Entries   []Entry
}

// Entry is what is always known of an article.
type Entry struct {
	retrieval.Summary
	Kind     string // of its origin
	Passages int
	Opening  int // the first passage that is no caption
	Hash     [16]byte
}

// The names of what a Store notes of a generation.
const (
	catalogueNote = "catalogue"
	lexiconNote   = "lexicon"
)

// Keep notes what NewFar needs later, in another process too.
func (c *Catalogue) Keep(b retrieval.StoreBuild, x *analysis.Lexicon) error {
	for name, write := range map[string]func(io.Writer) error{
		catalogueNote: func(w io.Writer) error { return gob.NewEncoder(w).Encode(c) },
		lexiconNote:   func(w io.Writer) error { return analysis.EncodeLexicon(w, x) },
	} {
		var out bytes.Buffer
		packed, err := flate.NewWriter(&out, flate.BestSpeed)
		if err == nil {
			err = write(packed)
		}
		if err == nil {
			err = packed.Close()
		}
		if err != nil {
			return fmt.Errorf("note the %s of the articles: %w", name, err)
		}
		b.Note(name, out.Bytes())
	}
	return nil
}

// ReadCatalogue reads what Keep noted.
func ReadCatalogue(ctx context.Context, s retrieval.Store) (*Catalogue, error) {
	var c Catalogue
	err := readNote(ctx, s, catalogueNote, func(r io.Reader) error { return gob.NewDecoder(r).Decode(&c) })
	return &c, err
}

// ReadLexicon reads the lexicon that Keep noted.
func ReadLexicon(ctx context.Context, s retrieval.Store) (x *analysis.Lexicon, err error) {
	err = readNote(ctx, s, lexiconNote, func(r io.Reader) (err error) {
		x, err = analysis.DecodeLexicon(r)
		return err
	})
	return x, err
}

func readNote(ctx context.Context, s retrieval.Store, name string, read func(io.Reader) error) error {
	data, err := s.Noted(ctx, name)
	if err != nil {
		return err
	}
	if err := read(flate.NewReader(bytes.NewReader(data))); err != nil {
		return fmt.Errorf("%w: the %s of the articles: %w", retrieval.ErrNoGeneration, name, err)
	}
	return nil
}
