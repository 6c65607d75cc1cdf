package opensearch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"

	"articlebot/retrieval"
)

// Vectors of passages stand in a field of their documents where the engine has one
// for that: Elasticsearch's dense_vector. A model has a field of its own.
var _ retrieval.VectorStore = (*Store)(nil)

// vectorField is a model's.
func vectorField(model string, dims int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", dims, model))
	return "v" + hex.EncodeToString(sum[:6])
}

// candidatesFactor is how many times as many neighbours as are wanted a search goes
// along: the more, the fewer are missed.
const candidatesFactor = 4

// Near returns the documents whose vectors lie nearest, nearest first.
func (s *Store) Near(ctx context.Context, model string, vector []int8, limit int) ([]int, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, errClosed
	}
	field := vectorField(model, len(vector))
	body := filter{
		"knn": filter{
			"field": field, "query_vector": numbersOf(vector), "k": limit, "num_candidates": min(candidatesFactor*limit, maxHits), "filter": alive(s.born),
		},
		"size": limit, "timeout": fmt.Sprintf("%dms", searchTime.Milliseconds()), "sort": []string{"_score", bornField, placeField},
		"track_total_hits": false, "_source": false, "stored_fields": "_none_",
	}
	var out found
	if err := s.backend.client.call(ctx, atOnce, http.MethodPost, "/"+s.backend.cfg.Name+"/_search", body, &out); err != nil {
		return nil, wrap("look for vectors nearby", withoutField(err))
	}
	hits, err := s.hits(&out)
	if err != nil {
		return nil, err
	}
	return numbersIn(hits), nil
}

// withoutField says that the engine has no vectors, where that is what is wrong: it
// does not know such a search or such a field.
func withoutField(err error) error {
	if has(err, http.StatusBadRequest) {
		return fmt.Errorf("%w: %w", retrieval.ErrNoVectors, err)
	}
	return err
}

// numbersOf are the numbers of a vector as they are sent: bytes would be base64.
func numbersOf(vector []int8) []int {
	out := make([]int, len(vector))
	for i, x := range vector {
		out[i] = int(x)
	}
	return out
}

// PlaceVectors gives documents their vectors.
func (s *Store) PlaceVectors(ctx context.Context, model string, documents []int, vectors [][]int8) error {
	if len(documents) == 0 {
		return nil
	}
	field := vectorField(model, len(vectors[0]))
	mapping := filter{"properties": filter{field: filter{
		"type": "dense_vector", "dims": len(vectors[0]), "element_type": "byte", "index": true, "similarity": "cosine",
	}}}
	if err := s.backend.client.call(ctx, starting, http.MethodPut, "/"+s.backend.cfg.Name+"/_mapping", mapping, nil); err != nil {
		if has(err, http.StatusForbidden) {
			err = fmt.Errorf("%w: %w", retrieval.ErrNoVectors, err)
		}
		return wrap("make a field for vectors", withoutField(err))
	}
	out, err := s.backend.writing(ctx, s.backend.cfg.Name)
	if err != nil {
		return wrap("place vectors", err)
	}
	for i, n := range documents {
		p, ok := s.passages.at(n)
		if !ok || !slices.ContainsFunc(vectors[i], func(x int8) bool { return x != 0 }) { // which has no direction
			continue
		}
		if err := out.change(ctx, documentID(p), map[string]any{field: numbersOf(vectors[i])}); err != nil {
			return wrap("place vectors", err)
		}
	}
	if err := out.flush(ctx); err != nil {
		return wrap("place vectors", err)
	}
	return s.backend.refresh(ctx, s.backend.cfg.Name)
}

// Placed returns the documents that have vectors, in order.
func (s *Store) Placed(ctx context.Context, model string, dims int) ([]int, error) {
	conditions := append(alive(s.born), filter{"exists": filter{"field": vectorField(model, dims)}})
	var numbers []int
	err := s.backend.each(ctx, all(conditions...), func(p place) error {
		if n, ok := s.passages.number(p); ok {
			numbers = append(numbers, n)
		}
		return nil
	})
	slices.Sort(numbers)
	return numbers, wrap("look for vectors", err)
}
