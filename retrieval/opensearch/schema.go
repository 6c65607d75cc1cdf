package opensearch

import (
	"context"
	"fmt"
	"net/http"
)

// schemaVersion changes when an index of before cannot be used any more.
const schemaVersion = 1

// The fields of a passage.
const (
	bornField  = "born"
	diedField  = "died"
	placeField = "n"
	termsField = "terms"
	keyField   = "key"  // of vectors
	dataField  = "data" // of the source alone: it is never searched
)

// passagesSchema is the index of passages. Terms are parted at white space
// whatever they are, so that analysis is this program's alone. It is refreshed
// when a generation is committed, never by the clock.
var passagesSchema = map[string]any{
	"settings": map[string]any{
		"number_of_shards": 1, "auto_expand_replicas": "0-2", "refresh_interval": "-1",
	},
	"mappings": map[string]any{
		"dynamic": false, "_meta": map[string]any{"articlebot": schemaVersion},
		"properties": map[string]any{
			termsField: map[string]any{"type": "text", "analyzer": "whitespace", "index_options": "freqs"},
			bornField:  map[string]any{"type": "long"}, diedField: map[string]any{"type": "long"}, placeField: map[string]any{"type": "long"},
		},
	},
}

// linesSchema is the index of what is known of generations.
var linesSchema = map[string]any{
	"settings": map[string]any{"number_of_shards": 1, "auto_expand_replicas": "0-2"},
	"mappings": map[string]any{
		"dynamic": false, "_meta": map[string]any{"articlebot": schemaVersion},
		"properties": map[string]any{"kind": map[string]any{"type": "keyword"}},
	},
}

// vectorsSchema is the index of what was made of passages for their meaning: bytes
// that are never searched, found by their key.
var vectorsSchema = map[string]any{
	"settings": map[string]any{"number_of_shards": 1, "auto_expand_replicas": "0-2", "index.codec": "best_compression"},
	"mappings": map[string]any{
		"dynamic": false, "_meta": map[string]any{"articlebot": schemaVersion},
		"properties": map[string]any{keyField: map[string]any{"type": "keyword"}},
	},
}

// ensure makes the indexes where they are not there, and compares their version.
func (b *Backend) ensure(ctx context.Context) error {
	if b.ready.Load() {
		return nil
	}
	for name, schema := range map[string]any{b.cfg.Name: passagesSchema, b.lines(): linesSchema} {
		if err := b.ensureIndex(ctx, name, schema); err != nil {
			return err
		}
	}
	b.ready.Store(true)
	return nil
}

func (b *Backend) ensureIndex(ctx context.Context, name string, schema any) error {
	err := b.client.call(ctx, starting, http.MethodPut, "/"+name, schema, nil)
	if err == nil || !has(err, http.StatusBadRequest) && !has(err, http.StatusForbidden) { // forbidden: it may be there already
		return wrap("create index in the cluster", err)
	}
	var found map[string]struct {
		Mappings struct {
			Meta struct {
				Version int `json:"articlebot"`
			} `json:"_meta"`
		} `json:"mappings"`
	}
	if readErr := b.client.call(ctx, quickly, http.MethodGet, "/"+name+"/_mapping", nil, &found); readErr != nil {
		return wrap("create index in the cluster", err)
	}
	for _, f := range found {
		if v := f.Mappings.Meta.Version; v != schemaVersion {
			return fmt.Errorf("the index %s in the cluster is of version %d, not %d: it is another's or of another version of this program; choose another name", name, v, schemaVersion)
		}
	}
	return nil
}

func wrap(what string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
