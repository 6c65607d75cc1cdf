package archive

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/durable"
	"articlebot/retrieval/text"
)

// magic begins every file; its number changes when older files cannot be read
// any more.
const magic = "articlebot generation 1\n"

// A file is the magic, gob of a header and of each article, and the CRC-32C of
// all that, big-endian.
const sumBytes = 4

// castagnoli is the polynomial that processors compute by themselves.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

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

// Save keeps a generation.
func (d *Dir) Save(ctx context.Context, r *retrieval.Record) error {
	if d.unwritable != nil {
		return d.unwritable
	}
	name, err := d.file(r.Generation)
	if err != nil {
		return err
	}
	if err := durable.Write(name, func(w io.Writer) error { return encode(ctx, w, r) }); err != nil {
		return fmt.Errorf("keep articles: %w", err)
	}
	return nil
}

// Load returns a generation. Its passages have kind and text only.
func (d *Dir) Load(ctx context.Context, g retrieval.Generation) (*retrieval.Record, error) {
	name, err := d.file(g)
	if err != nil {
		return nil, err
	}
	r, err := load(ctx, name)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("%w: articles of %s: %w", retrieval.ErrNoGeneration, g, err)
	case r.Generation != g:
		return nil, fmt.Errorf("%w: the file of %s holds %s", retrieval.ErrNoGeneration, g, r.Generation)
	}
	return r, nil
}

func (d *Dir) file(g retrieval.Generation) (string, error) {
	if g == "" || strings.HasPrefix(string(g), ".") || strings.ContainsAny(string(g), `/\:`) {
		return "", fmt.Errorf("generation %q cannot name a file", g)
	}
	return filepath.Join(d.path, string(g)+recordSuffix), nil
}

func encode(ctx context.Context, w io.Writer, r *retrieval.Record) error {
	sum := crc32.New(castagnoli)
	buffered := bufio.NewWriterSize(w, 1<<18)
	out := io.MultiWriter(buffered, sum)
	if _, err := io.WriteString(out, magic); err != nil {
		return err
	}
	enc := gob.NewEncoder(out)
	if err := enc.Encode(header{r.Generation, r.BuiltAt, r.Terms, r.SourceKey, r.Sources, len(r.Articles)}); err != nil {
		return err
	}
	for i := range r.Articles {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := enc.Encode(store(&r.Articles[i])); err != nil {
			return err
		}
	}
	if _, err := buffered.Write(sum.Sum(nil)); err != nil {
		return err
	}
	return buffered.Flush()
}

// load reads a file twice: first its checksum, as gob may do anything with
// damaged bytes.
func load(ctx context.Context, name string) (r *retrieval.Record, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	size, err := verify(ctx, f)
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(int64(len(magic)), io.SeekStart); err != nil {
		return nil, err
	}
	return decode(ctx, bufio.NewReaderSize(io.LimitReader(f, size-int64(len(magic))), 1<<18))
}

var (
	errForeign = errors.New("not a file of this version")
	errDamaged = errors.New("the file is damaged")
)

// verify checks the file and returns the length of what the sum covers.
func verify(ctx context.Context, f *os.File) (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	size := info.Size() - sumBytes
	if size < int64(len(magic)) {
		return 0, errDamaged
	}
	start := make([]byte, len(magic))
	if _, err := f.ReadAt(start, 0); err != nil {
		return 0, err
	}
	if !bytes.Equal(start, []byte(magic)) {
		return 0, errForeign
	}
	sum := crc32.New(castagnoli)
	if _, err := io.Copy(sum, contextReader{ctx, io.LimitReader(f, size)}); err != nil {
		return 0, err
	}
	var want [sumBytes]byte
	if _, err := io.ReadFull(f, want[:]); err != nil {
		return 0, err
	}
	if sum.Sum32() != binary.BigEndian.Uint32(want[:]) {
		return 0, errDamaged
	}
	return size, nil
}

func decode(ctx context.Context, in io.Reader) (*retrieval.Record, error) {
	dec := gob.NewDecoder(in)
	var h header
	if err := dec.Decode(&h); err != nil {
		return nil, err
	}
	r := &retrieval.Record{Generation: h.Generation, BuiltAt: h.BuiltAt, Terms: h.Terms, SourceKey: h.SourceKey, Sources: h.Sources}
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

// contextReader stops reading when its context ends.
type contextReader struct {
	ctx context.Context
	in  io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.in.Read(p)
}
