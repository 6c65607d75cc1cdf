package postgres_test

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
)

// TestBehindAPoolerNothingIsPrepared has replicas share pgbouncer's few connections in
// transaction mode, without a setting for it: claims have one winner, documents are
// written and read, and who listens is told to look again.
func TestBehindAPoolerNothingIsPrepared(t *testing.T) {
	server := pgtest.Start(t)
	address := server.Pooler(t).Database(t)
	a, said := opened(t, address)
	b, _ := opened(t, address)
	eventually(t, "both reach it", func() bool { return a.Health() == nil && b.Health() == nil })
	var won atomic.Int64
	var racers sync.WaitGroup
	const claims = 50
	for i, s := range []*postgres.Store{a, b, a, b} {
		racers.Go(func() {
			for n := range claims {
				eventually(t, "it is claimed", func() bool {
					_, first, err := s.Take(t.Context(), fmt.Sprint("u:", n), fmt.Sprint("replica ", i), time.Hour)
					if first {
						won.Add(1)
					}
					return err == nil
				})
			}
		})
	}
	racers.Wait()
	if won.Load() != claims {
		t.Errorf("%d claims had %d winners", claims, won.Load())
	}
	ref := shared.Ref{Kind: "test", Key: "x"}
	eventually(t, "what one writes the other reads", func() bool {
		if _, err := a.Write(t.Context(), shared.Write{Ref: ref, Value: []byte("1"), If: shared.Anything}); err != nil {
			return false
		}
		docs, err := b.Read(t.Context(), ref)
		return err == nil && string(docs[0].Value) == "1"
	})
	select {
	case <-b.Listen(t.Context(), "topic"):
	case <-time.After(30 * time.Second):
		t.Error("nobody is told to look again")
	}
	if log := said(); !strings.Contains(log, "a pooler stands before the database") || strings.Contains(log, server.Password()) {
		t.Errorf("the log says %s", log)
	}
}
