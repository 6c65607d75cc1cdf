package opensearch

import (
	"context"
	"fmt"

	"articlebot/retrieval"
)

// Generations lists those that can be opened, the latest first.
func (b *Backend) Generations(ctx context.Context) ([]retrieval.Generation, error) {
	list, err := b.manifests(ctx)
	if err != nil {
		return nil, fmt.Errorf("list indexes: %w", err)
	}
	var out []retrieval.Generation
	for _, m := range list {
		if m.Committed && m.Dropped == 0 {
			out = append(out, generationOf(m.Born))
		}
	}
	return out, nil
}
