package postgres

import (
	"context"
	"fmt"
	"sync"
	"time"

	"articlebot/retrieval/clock"
)

// How often one who waits for a turn looks: soon at first, as most questions take
// milliseconds, then at leisure.
const (
	firstLook = 10 * time.Millisecond
	lastLook  = 200 * time.Millisecond
)

// Turn waits for a turn.
func (s *Store) Turn(ctx context.Context, queue, _ string, ttl time.Duration) (func(), error) {
	var ticket, ahead int64
	if err := s.row(ctx, `select mine, ahead from bot_turn($1, $2)`, []any{queue, ttl.Seconds()}, &ticket, &ahead); err != nil {
		return nil, fmt.Errorf("ask for a turn: %w", err)
	}
	for pause := firstLook; ahead > 0; pause = min(2*pause, lastLook) {
		if err := clock.Sleep(ctx, pause); err != nil {
			s.endTurn(queue, ticket)
			return nil, fmt.Errorf("wait for a turn: %w", err)
		}
		err := s.row(ctx, `
			with kept as (update bot_turns set until = clock_timestamp() + $3 * interval '1 second' where queue = $1 and ticket = $2)
			select count(*) from bot_turns where queue = $1 and ticket < $2 and until > clock_timestamp()`, []any{queue, ticket, ttl.Seconds()}, &ahead)
		if err != nil {
			s.endTurn(queue, ticket)
			return nil, fmt.Errorf("wait for a turn: %w", err)
		}
	}
	return s.renewTurn(ctx, queue, ticket, ttl), nil
}

// renewTurn keeps a turn until it is ended.
func (s *Store) renewTurn(ctx context.Context, queue string, ticket int64, ttl time.Duration) (done func()) {
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(max(ttl/3, time.Millisecond))
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				_, err := s.exec(ctx, `update bot_turns set until = clock_timestamp() + $3 * interval '1 second' where queue = $1 and ticket = $2`, queue, ticket, ttl.Seconds())
				if err != nil && ctx.Err() == nil {
					s.log.Debug("turn not renewed", "err", err)
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return sync.OnceFunc(func() {
		stop()
		<-ended
		s.endTurn(queue, ticket)
	})
}

// endTurn lets the next one have theirs. Where that fails it passes on by itself.
func (s *Store) endTurn(queue string, ticket int64) {
	if _, err := s.exec(s.ctx, `delete from bot_turns where queue = $1 and (ticket = $2 or until < clock_timestamp())`, queue, ticket); err != nil {
		s.log.Debug("turn not ended", "err", err)
	}
}
