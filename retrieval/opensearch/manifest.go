package opensearch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"articlebot/retrieval"
)

// manifest is what is known of a generation beside its passages.
type manifest struct {
	Kind string `json:"kind"`
	// Born names the generation, as timeOf does.
	Born   int64 `json:"born"`
	Pieces int   `json:"pieces"` // of its table
	// Articles is how many pieces the table of its articles has, 0: it keeps none.
	// Notes is how many each of its notes has.
	Articles int            `json:"articles,omitempty"`
	Notes    map[string]int `json:"notes,omitempty"`
	// Committed tells that it is whole.
	Committed bool `json:"committed"`
	// Dropped is when it was let go of, in Unix milliseconds, 0 if it was not.
	Dropped int64 `json:"dropped"`
}

// piece is a part of a table or of a note.
type piece struct {
	Data []byte `json:"data"`
}

const (
	generationKind = "generation"
	// pieceBytes is the size of a piece.
	pieceBytes = 1 << 20
	// mostGenerations is how many are listed: the servers return no more at once.
	mostGenerations = 10_000
)

// document is a document as it is read by its id.
type document[T any] struct {
	Source  T     `json:"_source"`
	Seq     int64 `json:"_seq_no"`
	Primary int64 `json:"_primary_term"`
}

func (b *Backend) line(id string) string { return "/" + b.lines() + "/_doc/" + url.PathEscape(id) }

func manifestID(g retrieval.Generation) string { return "generation-" + string(g) }

// Names of tables; a note has its own, behind noteName.
const (
	tableName    = "table"
	articlesName = "articles"
	noteName     = "note-"
)

func pieceID(name string, g retrieval.Generation, i int) string {
	return fmt.Sprintf("%s-%s-%d", name, g, i)
}

// pieces are the ids of everything that is kept of a generation in pieces.
func (m *manifest) pieces() (ids []string) {
	g := generationOf(m.Born)
	add := func(name string, n int) {
		for i := range n {
			ids = append(ids, pieceID(name, g, i))
		}
	}
	add(tableName, m.Pieces)
	add(articlesName, m.Articles)
	for name, n := range m.Notes {
		add(noteName+name, n)
	}
	return ids
}

// piecesOf is how many pieces so many bytes are.
func piecesOf(data []byte) int { return (len(data) + pieceBytes - 1) / pieceBytes }

func (b *Backend) manifest(ctx context.Context, g retrieval.Generation) (manifest, error) {
	var d document[manifest]
	err := b.client.call(ctx, quickly, http.MethodGet, b.line(manifestID(g)), nil, &d)
	return d.Source, err
}

func (b *Backend) writeManifest(ctx context.Context, m manifest) error {
	m.Kind = generationKind
	return b.client.call(ctx, patiently, http.MethodPut, b.line(manifestID(generationOf(m.Born))), m, nil)
}

// write writes something in pieces.
func (b *Backend) write(ctx context.Context, name string, born int64, data []byte) error {
	i := 0
	for part := range slices.Chunk(data, pieceBytes) {
		if err := b.client.call(ctx, patiently, http.MethodPut, b.line(pieceID(name, generationOf(born), i)), piece{part}, nil); err != nil {
			return err
		}
		i++
	}
	return nil
}

// read reads what write wrote in so many pieces.
func (b *Backend) read(ctx context.Context, name string, born int64, pieces int) ([]byte, error) {
	var all bytes.Buffer
	for i := range pieces {
		var d document[piece]
		if err := b.client.call(ctx, quickly, http.MethodGet, b.line(pieceID(name, generationOf(born), i)), nil, &d); err != nil {
			return nil, err
		}
		all.Write(d.Source.Data)
	}
	return all.Bytes(), nil
}

// readContents reads where everything of a generation is.
func (b *Backend) readContents(ctx context.Context, m manifest) (c contents, err error) {
	data, err := b.read(ctx, tableName, m.Born, m.Pieces)
	if err == nil {
		c.passages, err = decodeTable(data)
	}
	if err != nil || m.Articles == 0 {
		return c, err
	}
	if data, err = b.read(ctx, articlesName, m.Born, m.Articles); err == nil {
		c.articles, err = decodeTable(data)
	}
	return c, err
}

// manifests lists all generations, the latest first.
func (b *Backend) manifests(ctx context.Context) ([]manifest, error) {
	if err := b.client.call(ctx, quickly, http.MethodPost, "/"+b.lines()+"/_refresh", nil, nil); has(err, http.StatusNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var out struct {
		Hits struct {
			Hits []document[manifest] `json:"hits"`
		} `json:"hits"`
	}
	query := map[string]any{"size": mostGenerations, "query": map[string]any{"term": map[string]any{"kind": generationKind}}}
	if err := b.client.call(ctx, quickly, http.MethodPost, "/"+b.lines()+"/_search", query, &out); err != nil {
		return nil, err
	}
	var list []manifest
	for _, h := range out.Hits.Hits {
		list = append(list, h.Source)
	}
	slices.SortFunc(list, func(a, c manifest) int { return -compare(place{born: a.Born}, place{born: c.Born}) })
	return list, nil
}

// removeManifest removes what is known of a generation, its name first.
func (b *Backend) removeManifest(ctx context.Context, m manifest) error {
	g := generationOf(m.Born)
	paths := []string{b.line(manifestID(g))}
	for _, id := range m.pieces() {
		paths = append(paths, b.line(id))
	}
	var failed []error
	for _, p := range paths {
		if err := b.client.call(ctx, patiently, http.MethodDelete, p, nil, nil); err != nil && !has(err, http.StatusNotFound) {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

func (b *Backend) refresh(ctx context.Context, index string) error {
	return b.client.call(ctx, patiently, http.MethodPost, "/"+index+"/_refresh", nil, nil)
}
