package bot

import (
	"context"

	"articlebot/retrieval"
)

// Library is the search that the conversation stands on. retrieval.Engine is
// one. All methods are safe for concurrent use.
type Library interface {
	Ask(ctx context.Context, q retrieval.Question) (retrieval.Answer, error)
	// Article returns the article with that ArticleID or ArticleID.Key.
	Article(idOrKey string) (*retrieval.Article, bool)
	// Articles returns the list of all, full articles before briefs, newest
	// first where dates are known.
	Articles() []retrieval.Summary
	Status() retrieval.Status
}

// Reloader is a Library that admins can renew. Found by assertion.
type Reloader interface {
	Reload(ctx context.Context, o retrieval.ReloadOptions) (retrieval.Report, error)
	// Rollback returns to the generation before the current one.
	Rollback(ctx context.Context) (retrieval.Report, error)
}

// Counter is a Library that lists all articles on a topic, not only the best.
// Found by assertion.
type Counter interface {
	// Mentions returns the articles that speak of every word of a topic, the newest
	// first.
	Mentions(ctx context.Context, topic retrieval.Question) ([]retrieval.Summary, error)
}
