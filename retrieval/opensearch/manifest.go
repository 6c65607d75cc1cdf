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
	// Committed tells that it is whole.
	Committed bool `json:"committed"`
	// Dropped is when it was let go of, in Unix milliseconds, 0 if it was not.
	Dropped int64 `json:"dropped"`
}

// piece is a part of a table.
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

func pieceID(g retrieval.Generation, i int) string { return fmt.Sprintf("table-%s-%d", g, i) }

func (b *Backend) manifest(ctx context.Context, g retrieval.Generation) (manifest, error) {
	var d document[manifest]
	err := b.client.call(ctx, quickly, http.MethodGet, b.line(manifestID(g)), nil, &d)
	return d.Source, err
}

func (b *Backend) writeManifest(ctx context.Context, m manifest) error {
	m.Kind = generationKind
	return b.client.call(ctx, patiently, http.MethodPut, b.line(manifestID(generationOf(m.Born))), m, nil)
}

// writeTable writes the table of a generation in pieces and returns how many.
func (b *Backend) writeTable(ctx context.Context, born int64, t *table) (pieces int, err error) {
	for data := range slices.Chunk(t.encode(), pieceBytes) {
		if err := b.client.call(ctx, patiently, http.MethodPut, b.line(pieceID(generationOf(born), pieces)), piece{data}, nil); err != nil {
			return 0, err
		}
		pieces++
	}
	return pieces, nil
}

func (b *Backend) readTable(ctx context.Context, m manifest) (*table, error) {
	var all bytes.Buffer
	for i := range m.Pieces {
		var d document[piece]
		if err := b.client.call(ctx, quickly, http.MethodGet, b.line(pieceID(generationOf(m.Born), i)), nil, &d); err != nil {
			return nil, err
		}
		all.Write(d.Source.Data)
	}
	return decodeTable(all.Bytes())
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
	for i := range m.Pieces {
		paths = append(paths, b.line(pieceID(g, i)))
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
