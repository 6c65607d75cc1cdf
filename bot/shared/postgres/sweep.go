package postgres

import (
	"context"
	"time"
)

// sweepEvery is how often what has run out is deleted, and sweepAtOnce how many
// rows of a table at most: there is always a next time.
const (
	sweepEvery  = time.Minute
	sweepAtOnce = 5000
)

// sweeps delete what has run out. Claims that ran out amid their sending stay for
// two days: who asks again then has to know.
var sweeps = []string{
	`delete from bot_claims where key in (select key from bot_claims where until < clock_timestamp() - case state when 1 then interval '48 hours' else interval '0' end limit $1 for update skip locked)`,
	`delete from bot_documents where (kind, key) in (select kind, key from bot_documents where until < clock_timestamp() limit $1 for update skip locked)`,
	`delete from bot_buckets where key in (select key from bot_buckets where full_at < clock_timestamp() limit $1 for update skip locked)`,
	`delete from bot_turns where (queue, ticket) in (select queue, ticket from bot_turns where until < clock_timestamp() - interval '1 hour' limit $1 for update skip locked)`,
}

// sweepOn deletes what has run out, until Close. Several replicas may do so at
// once: each leaves alone what another is deleting.
func (s *Store) sweepOn() {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.sweep(s.ctx)
		case <-s.ctx.Done():
			return
		}
	}
}

func (s *Store) sweep(ctx context.Context) {
	for _, sql := range sweeps {
		if _, err := s.exec(ctx, sql, sweepAtOnce); err != nil {
			s.log.Debug("what has run out is not deleted yet", "err", err)
			return
		}
	}
}
