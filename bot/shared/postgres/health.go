package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"articlebot/bot/shared"
)

// Health tells whether the server can be reached.
func (s *Store) Health() error {
	if o := s.gone.Load(); o != nil {
		return unavailable(o.why)
	}
	return nil
}

func unavailable(why error) error { return fmt.Errorf("%w: %w", shared.ErrUnavailable, why) }

// outage is a time in which the server counts as gone.
type outage struct {
	why   error
	since time.Time // zero where it was never there
	over  chan struct{}
}

// there waits for a server that has just gone: where a standby takes its place within
// failover, nobody has to go on without. While it stays gone nobody waits.
func (s *Store) there(ctx context.Context) error {
	o := s.gone.Load()
	if o == nil {
		return nil
	}
	left := failover - time.Since(o.since)
	if left <= 0 {
		return unavailable(o.why)
	}
	select {
	case <-o.over:
	case <-time.After(left):
	case <-s.ctx.Done():
	case <-ctx.Done():
		return ctx.Err()
	}
	return s.Health()
}

// trip does something with the server within patience. While it is gone nothing
// is tried; what fails because it went has it looked for.
func (s *Store) trip(ctx context.Context, do func(context.Context) error) error {
	if err := s.there(ctx); err != nil {
		return err
	}
	began := time.Now()
	err := s.attempt(ctx, do)
	if err != nil && wentAway(err) && ctx.Err() == nil && time.Since(began) > asleep {
		err = s.attempt(ctx, do) // this process was stopped meanwhile: that says nothing of the server
	}
	if err == nil || !wentAway(err) {
		return err
	}
	if ctx.Err() != nil {
		return ctx.Err() // nobody wants it any more: that says nothing of the server
	}
	s.lose(err)
	if notDone(err) && s.there(ctx) == nil {
		if err = s.attempt(ctx, do); err == nil || !wentAway(err) {
			return err
		}
		s.lose(err)
	}
	return unavailable(plain(err))
}

// attempt does something within patience.
func (s *Store) attempt(ctx context.Context, do func(context.Context) error) error {
	within, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	err := do(within)
	for again := 0; again < 2 && (isTransient(err) || notDone(err) || s.pooler(err)); again++ {
		if notDone(err) {
			s.pool.Reset() // the server was started anew: all connections are of before
		}
		err = do(within)
	}
	return err
}

// SQLSTATEs, https://www.postgresql.org/docs/15/errcodes-appendix.html
const (
	connectionClass  = "08"
	interventionCode = "57P" // it shuts down, crashed or does not take connections yet
	adminShutdown    = "57P01"
	readOnly         = "25006"
	tooMany          = "53300"
	deadlock         = "40P01"
	serialization    = "40001"
	undefinedTable   = "42P01"
	undefinedFunc    = "42883"
)

// isTransient tells of what passes when it is done again.
func isTransient(err error) bool {
	var p *pgconn.PgError
	return errors.As(err, &p) && (p.Code == deadlock || p.Code == serialization)
}

// notDone tells of an error with which the server certainly did nothing, for the
// connection had ended before.
func notDone(err error) bool {
	var p *pgconn.PgError
	return pgconn.SafeToRetry(err) || errors.As(err, &p) && p.Code == adminShutdown
}

// wentAway tells of an error that says that the server, or what we need there, is
// away. Anything else is an answer of a server that is there.
func wentAway(err error) bool {
	var p *pgconn.PgError
	if !errors.As(err, &p) {
		return !errors.Is(err, pgx.ErrNoRows)
	}
	switch p.Code {
	case readOnly, tooMany, undefinedTable, undefinedFunc:
		return true
	}
	return strings.HasPrefix(p.Code, connectionClass) || strings.HasPrefix(p.Code, interventionCode)
}

// plain is an error in words that hold neither the URL nor a password.
func plain(err error) error {
	var p *pgconn.PgError
	if errors.As(err, &p) {
		return fmt.Errorf("%s (SQLSTATE %s)", p.Message, p.Code)
	}
	if why := untrusted(err); why != nil {
		return why
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("it did not answer in time")
	}
	var c *pgconn.ConnectError
	if errors.As(err, &c) {
		return errors.New("it cannot be connected to")
	}
	return errors.New("the connection broke")
}

// lose notes that the server is gone.
func (s *Store) lose(err error) {
	if s.gone.CompareAndSwap(nil, &outage{plain(err), time.Now(), make(chan struct{})}) {
		s.log.Error("the shared state cannot be reached: claims and limits go on in memory", "why", plain(err))
	}
}

// look looks for the server while it is gone, until Close. first is closed after
// the first try.
func (s *Store) look(first chan struct{}) {
	tick := time.NewTicker(probeEvery)
	defer tick.Stop()
	for {
		if o := s.gone.Load(); o != nil {
			s.find(o)
		}
		if first != nil {
			close(first)
			first = nil
		}
		select {
		case <-tick.C:
		case <-s.ctx.Done():
			return
		}
	}
}

// find tries the server once.
func (s *Store) find(o *outage) {
	ctx, cancel := context.WithTimeout(s.ctx, connectPatience)
	defer cancel()
	s.pool.Reset() // connections of before are of no use, or to a server that only reads now
	_, err := migrate(ctx, s.pool)
	if err != nil && s.pooler(err) {
		_, err = migrate(ctx, s.pool)
	}
	if err != nil {
		if why := plain(err); why.Error() != o.why.Error() && s.ctx.Err() == nil {
			s.log.Error("the shared state cannot be reached yet", "why", why)
			s.gone.Store(&outage{why, o.since, o.over})
		}
		return
	}
	s.gone.Store(nil)
	close(o.over)
	s.hearing.missed()
	s.log.Info("the shared state is reached")
}
