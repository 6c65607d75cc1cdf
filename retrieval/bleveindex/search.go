package bleveindex

import (
	"context"
	"fmt"
	"sync"

	"articlebot/retrieval"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Index is a committed index.
type Index struct {
	idx   bleve.Index
	stats stats
	close sync.Once
	err   error
}

var _ retrieval.Index = (*Index)(nil)

// Search returns up to limit documents with any of the terms, best first.
func (x *Index) Search(ctx context.Context, terms []retrieval.IndexTerm, limit int) ([]int, error) {
	if len(terms) == 0 || limit <= 0 {
		return nil, nil
	}
	clauses := make([]query.Query, len(terms))
	for i, t := range terms {
		q := bleve.NewTermQuery(t.Text)
		q.SetField(termsField)
		q.SetBoost(t.Boost)
		clauses[i] = q
	}
	req := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(clauses...), limit, 0, false)
	// Without the second key, equal scores come in the order of building.
	req.SortBy([]string{"-_score", "_id"})
	ctx = context.WithValue(ctx, search.BM25StatsKey, &search.BM25Stats{
		DocCount:         float64(x.stats.docs),
		FieldCardinality: map[string]int{termsField: int(x.stats.terms)},
	})
	res, err := x.idx.SearchInContext(ctx, req)
	if err != nil {
		return nil, fmt.Errorf("search index: %w", err)
	}
	out := make([]int, 0, len(res.Hits))
	for _, h := range res.Hits {
		n, err := docNumber(h.ID)
		if err != nil {
			return nil, fmt.Errorf("search index: %w", err)
		}
		out = append(out, n)
	}
	return out, nil
}

// Close releases the index once searches under way have ended. bleve panics on
// a second close, so only the first one reaches it.
func (x *Index) Close() error {
	x.close.Do(func() { x.err = x.idx.Close() })
	return x.err
}
