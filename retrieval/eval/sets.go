package eval

import (
	"context"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/rank"
)

// Set is questions with the articles that they are about.
type Set struct {
	Name      string
	Questions []Question
	Articles  retrieval.Reader
}

// Open makes an engine with a model over articles; the fit needs one for each
// set.
type Open func(ctx context.Context, articles retrieval.Reader, m rank.Models) (*engine.Engine, error)

// union reads several readers as one corpus.
type union []retrieval.Reader

func (u union) Read(ctx context.Context, progress func(done, total int)) (retrieval.Corpus, error) {
	var all retrieval.Corpus
	for _, r := range u {
		c, err := r.Read(ctx, progress)
		if err != nil {
			return all, err
		}
		all.Articles = append(all.Articles, c.Articles...)
		all.Sources = append(all.Sources, c.Sources...)
	}
	return all, nil
}
