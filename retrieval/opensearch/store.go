package opensearch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"articlebot/retrieval"
)

// Store is an Index that has what was kept beside its terms: a person's question
// needs nothing of its passages in this process.
type Store struct{ *Index }

var _ retrieval.Store = (*Store)(nil)

// readAtOnce is how many documents are read by one call.
const readAtOnce = 1000

// atLeisure is for what somebody waits for, but longer than for an answer: lists
// of all passages that have something.
var atLeisure = patience{try: 3 * time.Second, total: 10 * time.Second, rounds: 2}

// Propose is Search with what is kept of the passages that it finds.
func (s *Store) Propose(ctx context.Context, terms []retrieval.IndexTerm, limit int) ([]retrieval.Kept, bool, error) {
	hits, whole, err := s.search(ctx, soon, terms, limit, true)
	if err != nil {
		return nil, false, err
	}
	out := make([]retrieval.Kept, len(hits))
	for i, h := range hits {
		out[i] = retrieval.Kept{Number: h.number, Data: h.data}
	}
	return out, whole, nil
}

// Data returns what is kept of passages and articles.
func (s *Store) Data(ctx context.Context, documents, articles []int) (ofDocuments, ofArticles [][]byte, err error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, nil, errClosed
	}
	places, err := placesOf(s.passages, documents, make([]place, 0, len(documents)+len(articles)))
	if err == nil {
		places, err = placesOf(s.articles, articles, places)
	}
	if err != nil {
		return nil, nil, err
	}
	data := make([][]byte, 0, len(places))
	p := soon
	if len(places) > readAtOnce { // that is no question
		p = patiently
	}
	for part := range slices.Chunk(places, readAtOnce) {
		some, err := s.read(ctx, p, part)
		if err != nil {
			return nil, nil, fmt.Errorf("read from the index: %w", err)
		}
		data = append(data, some...)
	}
	return data[:len(documents)], data[len(documents):], nil
}

// placesOf appends where numbers are.
func placesOf(t *table, numbers []int, to []place) ([]place, error) {
	for _, n := range numbers {
		p, ok := t.at(n)
		if !ok {
			return nil, fmt.Errorf("number %d: %w", n, errLost)
		}
		to = append(to, p)
	}
	return to, nil
}

// errLost is data that should be there.
var errLost = errors.New("the cluster does not have it any more")

// read reads a few by a search of their ids: unlike a call for documents by name
// it needs no more rights than questions do.
func (s *Store) read(ctx context.Context, p patience, places []place) ([][]byte, error) {
	at := make(map[string][]int, len(places))
	ids := make([]string, 0, len(places))
	for i, where := range places {
		id := documentID(where)
		if at[id] == nil {
			ids = append(ids, id)
		}
		at[id] = append(at[id], i)
	}
	body := filter{
		"size": len(ids), "query": filter{"bool": filter{"filter": filter{"ids": filter{"values": ids}}}}, "sort": []string{"_doc"},
		"track_total_hits": false, "_source": []string{dataField},
	}
	var out found
	path := "/" + s.backend.cfg.Name + "/_search?allow_partial_search_results=false"
	if err := s.backend.client.call(ctx, p, http.MethodPost, path, body, &out); err != nil {
		return nil, err
	}
	data := make([][]byte, len(places))
	for _, h := range out.Hits.Hits {
		for _, i := range at[h.ID] {
			data[i] = h.Source.Data
		}
		delete(at, h.ID)
	}
	if len(at) > 0 {
		return nil, fmt.Errorf("%d of %d documents: %w", len(at), len(places), errLost)
	}
	return data, nil
}

// Having returns all passages that have of each group a term. It reads them in
// pages.
func (s *Store) Having(ctx context.Context, groups [][]string) ([]int, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return nil, errClosed
	}
	conditions := alive(s.born)
	for _, g := range groups {
		conditions = append(conditions, filter{"terms": filter{termsField: g}})
	}
	var numbers []int
	err := s.backend.eachWithin(ctx, atLeisure, all(conditions...), func(p place) error {
		if n, ok := s.passages.number(p); ok {
			numbers = append(numbers, n)
		}
		return nil
	})
	slices.Sort(numbers)
	return numbers, wrap("look through the index", err)
}

// Noted returns what was kept of the generation under a name.
func (s *Store) Noted(ctx context.Context, name string) ([]byte, error) {
	n, ok := s.notes[name]
	if !ok {
		return nil, fmt.Errorf("%w: the cluster keeps no %s of %s", retrieval.ErrNoGeneration, name, generationOf(s.born))
	}
	data, err := s.backend.read(ctx, noteName+name, s.born, n)
	return data, wrap("read "+name+" from the cluster", err)
}

// WantsArticle tells whether an article must be added.
func (b *build) WantsArticle(number int) bool {
	return number >= len(b.takenArticles) || b.takenArticles[number].born == 0
}

// article is an article's document in the cluster.
type article struct {
	Born  int64  `json:"born"`
	Died  int64  `json:"died"`
	Place uint32 `json:"n"`
	Data  []byte `json:"data"`
}

// AddArticles appends articles.
func (b *build) AddArticles(ctx context.Context, articles []retrieval.Kept) error {
	for _, a := range articles {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := place{b.born, uint32(a.Number) | articleBit}
		b.wrote = true
		if err := b.batch.put(ctx, documentID(p), article{p.born, forever, p.n, a.Data}); err != nil {
			return err
		}
		b.articles = set(b.articles, a.Number, p)
	}
	return nil
}

// Note keeps something of the generation when it is committed.
func (b *build) Note(name string, data []byte) {
	if b.notes == nil {
		b.notes = make(map[string][]byte)
	}
	b.notes[name] = data
}

// termsOf are the terms of a passage as they are sent.
func termsOf(d retrieval.IndexDocument) string { return strings.Join(d.Terms, " ") }
