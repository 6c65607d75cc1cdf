package opensearch

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"articlebot/retrieval"
)

// Vectors keeps what was made of passages for their meaning, beside them: bytes by
// a key that says all of what they were made. It is a vectors.Shared. Whoever may
// build may write them; a late write does no harm, as the same key means the same.
type Vectors struct{ backend *Backend }

// Vectors returns those of the Backend's index.
func (b *Backend) Vectors() *Vectors { return &Vectors{b} }

// vectors is the name of the index of vectors.
func (b *Backend) vectors() string { return b.cfg.Name + "-vectors" }

// vector is a document of that index.
type vector struct {
	Key  string `json:"key"`
	Data []byte `json:"data"`
}

// Makes tells whether this process is the one that builds.
func (v *Vectors) Makes() bool {
	_, err := v.backend.may()
	return err == nil
}

// Read returns what is kept by keys, nil where nothing is.
func (v *Vectors) Read(ctx context.Context, keys []string) ([][]byte, error) {
	out := make([][]byte, len(keys))
	at := placesOfKeys(keys)
	err := v.find(ctx, keys, true, func(id string, data []byte) {
		for _, i := range at[id] {
			out[i] = data
		}
	})
	return out, wrap("read vectors from the cluster", err)
}

// Having tells by which keys something is kept.
func (v *Vectors) Having(ctx context.Context, keys []string) ([]bool, error) {
	out := make([]bool, len(keys))
	at := placesOfKeys(keys)
	err := v.find(ctx, keys, false, func(id string, _ []byte) {
		for _, i := range at[id] {
			out[i] = true
		}
	})
	return out, wrap("look for vectors in the cluster", err)
}

// placesOfKeys are where each key stands in a list.
func placesOfKeys(keys []string) map[string][]int {
	at := make(map[string][]int, len(keys))
	for i, k := range keys {
		at[k] = append(at[k], i)
	}
	return at
}

// find calls f for what is there of some keys.
func (v *Vectors) find(ctx context.Context, keys []string, data bool, f func(id string, data []byte)) error {
	for part := range slices.Chunk(keys, readAtOnce) {
		body := filter{
			"size": len(part), "query": all(filter{"ids": filter{"values": part}}), "sort": []string{"_doc"}, "track_total_hits": false, "_source": false,
		}
		if data {
			body["_source"] = []string{dataField}
		}
		var out found
		err := v.backend.client.call(ctx, quickly, http.MethodPost, "/"+v.backend.vectors()+"/_search?allow_partial_search_results=false", body, &out)
		if has(err, http.StatusNotFound) {
			return nil // nothing was written yet
		}
		if err != nil {
			return err
		}
		for _, h := range out.Hits.Hits {
			f(h.ID, h.Source.Data)
		}
	}
	return nil
}

// Write keeps data by keys.
func (v *Vectors) Write(ctx context.Context, keys []string, data [][]byte) error {
	out, err := v.writing(ctx)
	for i, k := range keys {
		if err == nil {
			err = out.put(ctx, k, vector{k, data[i]})
		}
	}
	if err == nil {
		err = out.flush(ctx)
	}
	return wrap("keep vectors in the cluster", err)
}

// writing begins a batch, and makes the index if that is still to be done.
func (v *Vectors) writing(ctx context.Context) (*batch, error) {
	b := v.backend
	if _, err := b.may(); err != nil {
		return nil, err
	}
	if !b.shared.Load() {
		if err := b.ensureIndex(ctx, b.vectors(), vectorsSchema); err != nil {
			return nil, err
		}
		b.shared.Store(true)
	}
	return b.writing(ctx, b.vectors())
}

// writing begins a batch beside builds, where this process is the one that may
// write.
func (b *Backend) writing(ctx context.Context, index string) (*batch, error) {
	us, err := b.may()
	if err != nil {
		return nil, err
	}
	var last document[builder]
	if err := b.client.call(ctx, quickly, http.MethodGet, b.line(builderID), nil, &last); err != nil && !has(err, http.StatusNotFound) {
		return nil, err
	}
	if b.foreign(last.Source, us) {
		return nil, ErrOwned
	}
	if b.cfg.Lease != nil && us.Token < last.Source.Token {
		return nil, retrieval.ErrNotBuilder // it is not known here yet that it has passed on
	}
	return &batch{client: b.client, index: index, may: func() error { _, err := b.may(); return err }}, nil
}

// Count is how many keys there are.
func (v *Vectors) Count(ctx context.Context) (int, error) {
	var out struct {
		Count  int    `json:"count"`
		Shards shards `json:"_shards"`
	}
	err := v.backend.client.call(ctx, quickly, http.MethodPost, "/"+v.backend.vectors()+"/_count", filter{"query": filter{"match_all": filter{}}}, &out)
	if has(err, http.StatusNotFound) {
		return 0, nil
	}
	if err == nil && out.Shards.Failed > 0 {
		err = out.Shards.err()
	}
	return out.Count, wrap("count vectors in the cluster", err)
}

// Remove removes what is kept by keys that nobody wants.
func (v *Vectors) Remove(ctx context.Context, wanted func(key string) bool) error {
	out, err := v.writing(ctx)
	if err != nil {
		return wrap("remove vectors from the cluster", err)
	}
	err = v.each(ctx, func(key string) error {
		if wanted(key) {
			return nil
		}
		return out.remove(ctx, key)
	})
	if err == nil {
		err = out.flush(ctx)
	}
	return wrap("remove vectors from the cluster", err)
}

// each calls f for all keys, in pages.
func (v *Vectors) each(ctx context.Context, f func(key string) error) error {
	body := filter{
		"size": pageSize, "query": filter{"match_all": filter{}}, "sort": []string{keyField}, "track_total_hits": false, "_source": false, "stored_fields": "_none_",
	}
	for {
		var page struct {
			Hits struct {
				Hits []struct {
					Sort []string `json:"sort"`
				} `json:"hits"`
			} `json:"hits"`
		}
		if err := v.backend.client.call(ctx, patiently, http.MethodPost, "/"+v.backend.vectors()+"/_search?allow_partial_search_results=false", body, &page); err != nil {
			return err
		}
		for _, h := range page.Hits.Hits {
			if len(h.Sort) != 1 {
				return fmt.Errorf("the cluster sorts by %d values instead of 1", len(h.Sort))
			}
			if err := f(h.Sort[0]); err != nil {
				return err
			}
		}
		if len(page.Hits.Hits) < pageSize {
			return nil
		}
		body["search_after"] = page.Hits.Hits[pageSize-1].Sort
	}
}
