package eval_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
)

// BenchmarkAsk asks the questions of a set that is not the project's own, the
// whole way to the marked sentence, and beside it a bare match query of the
// same words in an index of bleve's defaults over the same passages. It
// reports percentiles and the ratio of the medians.
func BenchmarkAsk(b *testing.B) {
	set := sharedSet(b, "squad11")
	ctx := context.Background()
	engine, err := engine.Open(ctx, engine.Config{Reader: set.Articles, Backend: bleveindex.Memory{}})
	if err != nil {
		b.Fatal(err)
	}
	defer engine.Close() //nolint:errcheck // nothing is written
	bare := bareIndex(b, set.Articles)
	var ours, theirs []time.Duration
	for i := 0; b.Loop(); i++ {
		q := set.Questions[i%len(set.Questions)].Text
		started := time.Now()
		if _, err := engine.Ask(ctx, retrieval.Question{Text: q}); err != nil {
			b.Fatal(err)
		}
		asked := time.Now()
		req := bleve.NewSearchRequest(bleve.NewMatchQuery(q))
		if _, err := bare.SearchInContext(ctx, req); err != nil {
			b.Fatal(err)
		}
		ours, theirs = append(ours, asked.Sub(started)), append(theirs, time.Since(asked))
	}
	b.ReportMetric(percentile(ours, 50), "ms/p50")
	b.ReportMetric(percentile(ours, 99), "ms/p99")
	b.ReportMetric(percentile(theirs, 50), "ms/bare-p50")
	b.ReportMetric(percentile(theirs, 99), "ms/bare-p99")
	b.ReportMetric(percentile(ours, 50)/percentile(theirs, 50), "x/bare")
}

func percentile(d []time.Duration, p int) float64 {
	slices.Sort(d)
	return d[min(len(d)*p/100, len(d)-1)].Seconds() * 1e3
}

// bareIndex is bleve with its defaults over the passages.
func bareIndex(b *testing.B, articles retrieval.Reader) bleve.Index {
	b.Helper()
	idx, err := bleve.NewUsing("", bleve.NewIndexMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { idx.Close() })
	c, err := articles.Read(context.Background(), nil)
	if err != nil {
		b.Fatal(err)
	}
	batch := idx.NewBatch()
	for _, a := range c.Articles {
		for _, p := range a.Passages {
			if err := batch.Index(string(a.ID), map[string]string{"title": a.Title, "text": p.Text}); err != nil {
				b.Fatal(err)
			}
		}
	}
	if err := idx.Batch(batch); err != nil {
		b.Fatal(err)
	}
	return idx
}
