package opensearch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"articlebot/retrieval"
)

// Index is a generation that answers.
type Index struct {
	backend *Backend
	born    int64
	contents
	notes   map[string]int
	release func()

	mu     sync.RWMutex // held for reading by searches, for writing by Close
	closed bool
}

var _ retrieval.Thorough = (*Index)(nil)

func (b *Backend) newIndex(born int64, c contents, notes map[string]int) *Index {
	return &Index{backend: b, born: born, contents: c, notes: notes}
}

const (
	// proposals is how many passages are asked for of each question: of 128 by all
	// words our ranking makes as much as of more by the rare ones.
	proposals = 128
	// maxHits is the most that the servers return at once.
	maxHits = 10_000
	// maxClauses is how many terms are searched for at once: the servers' own
	// bound is 1024, and they count conditions too.
	maxClauses = 512
	// searchTime is how long the parts of an index may search; what they found by
	// then is what is returned.
	searchTime = 800 * time.Millisecond
)

// atOnce is for a question whose passages are in this process, too, and soon for one
// that has no answer without the cluster: somebody waits.
var (
	atOnce = patience{try: time.Second, total: 2500 * time.Millisecond, rounds: 2}
	soon   = patience{try: 1500 * time.Millisecond, total: 4 * time.Second, rounds: 2}
)

var errClosed = errors.New("the index is closed")

// Proposals is how many documents to ask for, by all terms of a question however
// common: here they cost less than a question to the cluster itself.
func (x *Index) Proposals() int { return proposals }

// Search returns up to limit documents with any of the terms, best first. Where
// parts of the index do not answer in time it returns what the others found and
// tells the log.
func (x *Index) Search(ctx context.Context, terms []retrieval.IndexTerm, limit int) ([]int, error) {
	hits, _, err := x.search(ctx, atOnce, terms, limit, false)
	if err != nil {
		return nil, err
	}
	return numbersIn(hits), nil
}

// hit is a passage that was found.
type hit struct {
	score  float64
	number int
	data   []byte
}

// numbersIn are the numbers of hits, in their order.
func numbersIn(hits []hit) []int {
	numbers := make([]int, len(hits))
	for i, h := range hits {
		numbers[i] = h.number
	}
	return numbers
}

// search finds passages, with their data if that is wanted. What is not whole is
// looked for once more, on another node if there is one.
func (x *Index) search(ctx context.Context, p patience, terms []retrieval.IndexTerm, limit int, data bool) (hits []hit, whole bool, err error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.closed {
		return nil, false, errClosed
	}
	if len(terms) == 0 || limit <= 0 {
		return nil, true, nil
	}
	body := x.query(terms, limit, data)
	for try := 1; ; try++ {
		var out found
		path := "/" + x.backend.cfg.Name + "/_search?search_type=dfs_query_then_fetch&allow_partial_search_results=true"
		if err := x.backend.client.call(ctx, p, http.MethodPost, path, body, &out); err != nil {
			return nil, false, fmt.Errorf("search index: %w", err)
		}
		whole := !out.TimedOut && out.Shards.Failed == 0
		if !whole && try < searchTries {
			continue
		}
		if err := x.notePartial(&out); err != nil {
			return nil, false, fmt.Errorf("search index: %w", err)
		}
		hits, err := x.hits(&out)
		return hits, whole, err
	}
}

// searchTries is how often a question searches until the index answers as a whole.
const searchTries = 2

// query is a search as the cluster reads it.
func (x *Index) query(terms []retrieval.IndexTerm, limit int, data bool) filter {
	should := make([]filter, 0, len(terms))
	for _, t := range terms[:min(len(terms), maxClauses)] {
		should = append(should, filter{"term": filter{termsField: filter{"value": t.Text, "boost": t.Boost}}})
	}
	body := filter{
		"size": min(limit, maxHits), "timeout": fmt.Sprintf("%dms", searchTime.Milliseconds()),
		"query": filter{"bool": filter{"should": should, "minimum_should_match": 1, "filter": alive(x.born)}},
		"sort":  []string{"_score", bornField, placeField}, "track_total_hits": false, "_source": false, "stored_fields": "_none_",
	}
	if data {
		body["_source"] = []string{dataField}
		delete(body, "stored_fields")
	}
	return body
}

// notePartial tells operators of an answer that lacks something; it is an error
// where nothing answered.
func (x *Index) notePartial(out *found) error {
	if !out.TimedOut && out.Shards.Failed == 0 {
		return nil
	}
	if out.Shards.Failed > 0 && out.Shards.Failed >= out.Shards.Total {
		return out.Shards.err()
	}
	args := []any{"timed_out", out.TimedOut}
	if out.Shards.Failed > 0 {
		args = append(args, "error", out.Shards.err())
	}
	x.backend.cfg.Log.Warn("a search of the cluster is partial", args...)
	return nil
}

// hits are those of this generation, equals in the order of their numbers.
func (x *Index) hits(out *found) ([]hit, error) {
	hits := make([]hit, 0, len(out.Hits.Hits))
	for _, h := range out.Hits.Hits {
		if len(h.Sort) != 3 {
			return nil, fmt.Errorf("the cluster sorts by %d values instead of 3", len(h.Sort))
		}
		score, err := h.Sort[0].Float64()
		if err != nil {
			return nil, fmt.Errorf("read the cluster's score: %w", err)
		}
		p, err := placeIn(h.Sort[1], h.Sort[2])
		if err != nil {
			return nil, err
		}
		if n, ok := x.passages.number(p); ok { // else somebody wrote it who was overtaken
			hits = append(hits, hit{score, n, h.Source.Data})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Or(cmp.Compare(b.score, a.score), a.number-b.number) })
	return hits, nil
}

// Close ends the index once searches under way have ended.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if !x.closed {
		x.closed = true
		x.release()
	}
	return nil
}
