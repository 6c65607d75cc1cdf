package opensearch

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
)

// filter is a condition as the cluster reads it.
type filter = map[string]any

func ranged(field, how string, value int64) filter {
	return filter{"range": filter{field: filter{how: value}}}
}

func atMost(field string, v int64) filter  { return ranged(field, "lte", v) }
func less(field string, v int64) filter    { return ranged(field, "lt", v) }
func more(field string, v int64) filter    { return ranged(field, "gt", v) }
func exactly(field string, v int64) filter { return filter{"term": filter{field: v}} }

// all is the documents for which each condition holds.
func all(conditions ...filter) filter {
	return filter{"bool": filter{"filter": conditions}}
}

// alive are the conditions for being found by a generation.
func alive(born int64) []filter {
	return []filter{atMost(bornField, born), more(diedField, born)}
}

// count is how many passages a generation finds.
func (b *Backend) count(ctx context.Context, born int64) (int, error) {
	var out struct {
		Count  int    `json:"count"`
		Shards shards `json:"_shards"`
	}
	query := filter{"query": all(alive(born)...)}
	if err := b.client.call(ctx, quickly, http.MethodPost, "/"+b.cfg.Name+"/_count", query, &out); err != nil {
		return 0, err
	}
	if out.Shards.Failed > 0 {
		return 0, out.Shards.err()
	}
	return out.Count, nil
}

// holding is how many of a generation's documents it finds. More than it has are
// found where one who was overtaken wrote after that: those are no answers of its.
func (b *Backend) holding(ctx context.Context, born int64, c *contents) (int, error) {
	n, err := b.count(ctx, born)
	if err != nil || n <= c.docs() {
		return n, err
	}
	n = 0
	err = b.each(ctx, all(alive(born)...), func(p place) error {
		if c.has(p) {
			n++
		}
		return nil
	})
	return n, err
}

// shards tells how many parts of an index took part in a call.
type shards struct {
	Total    int `json:"total"`
	Failed   int `json:"failed"`
	Failures []struct {
		Reason failure `json:"reason"`
	} `json:"failures"`
}

func (s *shards) err() error {
	reason := ""
	if len(s.Failures) > 0 {
		reason = ": " + s.Failures[0].Reason.String()
	}
	return fmt.Errorf("%d of %d parts of the index did not answer%s", s.Failed, s.Total, reason)
}

// kept is what is read of a document.
type kept struct {
	Data []byte `json:"data"`
}

// found is an answer to a search.
type found struct {
	TimedOut bool   `json:"timed_out"`
	Shards   shards `json:"_shards"`
	Hits     struct {
		Hits []struct {
			ID     string        `json:"_id"`
			Sort   []json.Number `json:"sort"`
			Source kept          `json:"_source"`
		} `json:"hits"`
	} `json:"hits"`
}

// placeIn reads a place from the values that hits were sorted by.
func placeIn(born, n json.Number) (place, error) {
	b, err := born.Int64()
	m, err2 := n.Int64()
	if err != nil || err2 != nil || m < 0 || m > 1<<32-1 {
		return place{}, fmt.Errorf("the cluster names passage %s.%s, which is not ours", born, n)
	}
	return place{b, uint32(m)}, nil
}

// pageSize is how many places are read at once: the most that the servers give.
const pageSize = 10_000

// each calls f for the places of all documents that a query finds, in order.
func (b *Backend) each(ctx context.Context, query filter, f func(place) error) error {
	return b.eachWithin(ctx, patiently, query, f)
}

// eachWithin is each, with so much patience for each page.
func (b *Backend) eachWithin(ctx context.Context, p patience, query filter, f func(place) error) error {
	body := filter{
		"size": pageSize, "query": query, "sort": []string{bornField, placeField}, "track_total_hits": false,
		"_source": false, "stored_fields": "_none_",
	}
	for {
		var page found
		if err := b.client.call(ctx, p, http.MethodPost, "/"+b.cfg.Name+"/_search?allow_partial_search_results=false", body, &page); err != nil {
			return err
		}
		for _, h := range page.Hits.Hits {
			if len(h.Sort) != 2 {
				return fmt.Errorf("the cluster sorts by %d values instead of 2", len(h.Sort))
			}
			p, err := placeIn(h.Sort[0], h.Sort[1])
			if err != nil {
				return err
			}
			if err := f(p); err != nil {
				return err
			}
		}
		if len(page.Hits.Hits) < pageSize {
			return nil
		}
		body["search_after"] = page.Hits.Hits[pageSize-1].Sort
	}
}
