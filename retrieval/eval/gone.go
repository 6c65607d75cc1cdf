package eval

import (
	"context"
	"slices"

	"articlebot/retrieval"
)

// gone reads a corpus without half of its articles, by a hash of their ids: the
// questions that only these answer become near misses, on topics that the rest
// still speaks of.
type gone struct{ all retrieval.Reader }

func (g gone) Read(ctx context.Context, progress func(done, total int)) (retrieval.Corpus, error) {
	c, err := g.all.Read(ctx, progress)
	if err != nil {
		return c, err
	}
	c.Articles = slices.DeleteFunc(slices.Clone(c.Articles), func(a retrieval.Article) bool { return pick("gone"+string(a.ID), 2) == 1 })
	return c, nil
}

// without marks the questions that no article of a corpus answers any more.
func without(questions []Question, articles []retrieval.Article) []Question {
	out := slices.Clone(questions)
	for i := range out {
		q := &out[i]
		answers := func(a retrieval.Article) bool {
			return slices.ContainsFunc(a.Passages, func(p retrieval.Passage) bool {
				p.ArticleID = a.ID
				return q.Right(&p)
			})
		}
		if !slices.ContainsFunc(articles, answers) {
			q.Unanswerable = true
		}
	}
	return out
}
