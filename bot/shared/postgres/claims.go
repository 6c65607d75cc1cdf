package postgres

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"articlebot/bot/shared"
)

// takeClaim takes a claim that is free or has run out, else reads it. One that ran
// out amid its sending stays in that state, so that its next owner knows.
const takeClaim = `
with won as (
  insert into bot_claims as c (key, owner, token, state, until)
  values ($1, $2, nextval('bot_numbers'), 0, clock_timestamp() + $3 * interval '1 second')
  on conflict (key) do update set owner = excluded.owner, token = excluded.token, until = excluded.until,
    result = null, state = case c.state when 1 then 1 else 0 end
  where c.until <= clock_timestamp()
  returning owner, token, state, until, result)
select true, won.* from won
union all
select false, owner, token, state, until, result from bot_claims where key = $1 and not exists (select from won)`

// takeTries is how often a claim is looked for that another took, or gave up,
// this moment: neither is in the snapshot of one statement.
const takeTries = 10

// Take claims work. A trip that broke off may have claimed it all the same, so each
// call has a mark of its own: what the next trip finds taken under it is ours.
func (s *Store) Take(ctx context.Context, key, owner string, ttl time.Duration) (shared.Claim, bool, error) {
	c := shared.Claim{Key: key}
	mine := owner + markedBy + rand.Text()
	var won bool
	var err error
	for range takeTries {
		err = s.row(ctx, takeClaim, []any{key, mine, ttl.Seconds()}, &won, &c.Owner, &c.Token, &c.State, &c.Until, &c.Result)
		again := errors.Is(err, pgx.ErrNoRows) || errors.Is(err, shared.ErrUnavailable) && s.there(ctx) == nil
		if !again {
			break
		}
	}
	if err != nil {
		return shared.Claim{}, false, fmt.Errorf("take claim: %w", err)
	}
	won = won || c.Owner == mine
	if i := strings.LastIndex(c.Owner, markedBy); i >= 0 { // an older program marks nothing
		c.Owner = c.Owner[:i]
	}
	return c, won, nil
}

// markedBy stands between an owner and the mark of a call.
const markedBy = "#"

// Renew keeps a claim.
func (s *Store) Renew(ctx context.Context, c shared.Claim, ttl time.Duration) error {
	return s.own(ctx, "renew claim", `update bot_claims set until = clock_timestamp() + $3 * interval '1 second'
		where key = $1 and token = $2 and state < 2`, c.Key, c.Token, ttl.Seconds())
}

// Send moves a claim to Sending.
func (s *Store) Send(ctx context.Context, c shared.Claim, ttl time.Duration) error {
	return s.own(ctx, "send claim", `update bot_claims set state = 1, until = clock_timestamp() + $3 * interval '1 second'
		where key = $1 and token = $2 and state < 2`, c.Key, c.Token, ttl.Seconds())
}

// Finish moves a claim to Sent.
func (s *Store) Finish(ctx context.Context, c shared.Claim, result []byte, keep time.Duration) error {
	return s.own(ctx, "finish claim", `update bot_claims set state = 2, result = $4, until = clock_timestamp() + $3 * interval '1 second'
		where key = $1 and token = $2 and state < 2`, c.Key, c.Token, keep.Seconds(), result)
}

// GiveUp lets anybody take the work.
func (s *Store) GiveUp(ctx context.Context, c shared.Claim) error {
	return s.own(ctx, "give up claim", `delete from bot_claims where key = $1 and token = $2 and state < 2`, c.Key, c.Token)
}

// own changes a row that must still be the caller's.
func (s *Store) own(ctx context.Context, what, sql string, args ...any) error {
	n, err := s.exec(ctx, sql, args...)
	if err == nil && n == 0 {
		err = shared.ErrLost
	}
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
