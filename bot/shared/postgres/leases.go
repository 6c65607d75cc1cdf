package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"articlebot/bot/shared"
)

// acquireLease takes a lease that is free or has run out, else reads it.
const acquireLease = `
with won as (
  insert into bot_leases as l (name, owner, token, until)
  values ($1, $2, nextval('bot_numbers'), clock_timestamp() + $3 * interval '1 second')
  on conflict (name) do update set owner = excluded.owner, token = excluded.token, until = excluded.until
  where l.until <= clock_timestamp()
  returning owner, token, until, value)
select true, won.* from won
union all
select false, owner, token, until, value from bot_leases where name = $1 and not exists (select from won)`

// Acquire takes a lease.
func (s *Store) Acquire(ctx context.Context, name, owner string, ttl time.Duration) (shared.Lease, bool, error) {
	l := shared.Lease{Name: name}
	var held bool
	var err error
	for range takeTries {
		err = s.row(ctx, acquireLease, []any{name, owner, ttl.Seconds()}, &held, &l.Owner, &l.Token, &l.Until, &l.Value)
		if !errors.Is(err, pgx.ErrNoRows) {
			break
		}
	}
	if err != nil {
		return shared.Lease{}, false, fmt.Errorf("acquire lease: %w", err)
	}
	return l, held, nil
}

// Extend keeps a lease and its value.
func (s *Store) Extend(ctx context.Context, l shared.Lease, ttl time.Duration) error {
	return s.own(ctx, "extend lease", `update bot_leases set until = clock_timestamp() + $3 * interval '1 second', value = $4
		where name = $1 and token = $2 and until > clock_timestamp()`, l.Name, l.Token, ttl.Seconds(), l.Value)
}

// Release gives a lease back.
func (s *Store) Release(ctx context.Context, l shared.Lease) error {
	_, err := s.exec(ctx, `update bot_leases set until = clock_timestamp(), owner = '', value = $3
		where name = $1 and token = $2 and until > clock_timestamp()`, l.Name, l.Token, l.Value)
	if err != nil {
		return fmt.Errorf("release lease: %w", err)
	}
	return nil
}

// Held lists leases.
func (s *Store) Held(ctx context.Context, prefix string) ([]shared.Lease, error) {
	var list []shared.Lease
	err := s.query(ctx, `select name, owner, token, until, value from bot_leases where name >= $1 and starts_with(name, $1) order by name`, []any{prefix}, func(r rows) error {
		var l shared.Lease
		if err := r.Scan(&l.Name, &l.Owner, &l.Token, &l.Until, &l.Value); err != nil {
			return fmt.Errorf("read lease: %w", err)
		}
		list = append(list, l)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list leases: %w", err)
	}
	return list, nil
}
