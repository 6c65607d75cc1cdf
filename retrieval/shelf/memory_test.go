package shelf_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
	"articlebot/retrieval/text"
)

// proposing is an index that always finds the same.
type proposing []int

func (p proposing) Search(context.Context, []retrieval.IndexTerm, int) ([]int, error) { return p, nil }
func (p proposing) Close() error                                                      { return nil }

// paper is two articles, with two passages and one.
func paper() []retrieval.Article {
	return []retrieval.Article{
		{ID: "a", Title: "Coffee grows", Language: text.English, Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "Coffee grows on hills."}, {Kind: retrieval.Body, Text: "Its price rose."}}},
		{ID: "b", Title: "Rain falls", Language: text.English, Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "Rain closed the road."}}},
	}
}

// analysed is what the analysis makes of articles.
func analysed(articles []retrieval.Article) *analysis.ForwardIndex {
	b := analysis.NewBuilder(nil)
	for i := range articles {
		a := &articles[i]
		for k := range a.Passages {
			p := &a.Passages[k]
			d := analysis.Document{Text: p.Text, Kind: p.Kind, Language: a.Language, Article: i, Title: a.Title}
			p.ID, p.ArticleID, p.Ordinal = retrieval.NewPassageID(a.ID, k), a.ID, k
			for _, r := range text.Sentences(p.Text) {
				d.Sentences, p.Sentences = append(d.Sentences, r), append(p.Sentences, retrieval.Span{Start: r[0], End: r[1]})
			}
			b.Add(d)
		}
	}
	return b.Build(func() {})
}

func TestMemoryNumbersPassagesThroughAllArticles(t *testing.T) {
	articles := paper()
	m := shelf.NewMemory(articles, analysed(articles), proposing{2, 0})
	found, h, err := m.Find(t.Context(), []retrieval.IndexTerm{{Text: "rain", Boost: 1}}, 5, []int{1})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, doc := range append(found, h.Docs([]int{1})...) {
		got = append(got, string(h.Passage(doc).ID))
	}
	if diff := cmp.Diff([]string{"b#0", "a#0", "a#1"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestAnIndexThatNamesPassagesThatAreNotThereIsAnError(t *testing.T) {
	articles := paper()
	for name, index := range map[string]proposing{"too large": {3}, "negative": {-1}} {
		m := shelf.NewMemory(articles, analysed(articles), index)
		if _, _, err := m.Find(t.Context(), []retrieval.IndexTerm{{Text: "rain", Boost: 1}}, 5, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
