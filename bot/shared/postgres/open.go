package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"articlebot/bot/shared"
)

// Config is what a Store stands on.
type Config struct {
	// URL is the server's, postgres://…, with its password and sslmode. Several
	// hosts with target_session_attrs=read-write follow a failover.
	URL string
	// Log gets when the server goes and comes back; nil discards. It never gets
	// the password.
	Log *slog.Logger
	// Name is shown in pg_stat_activity; "" means articlebot.
	Name string
}

// Bounds of how the server is used.
const (
	// maxConns is how many connections one replica opens: each serves one trip of
	// about a millisecond. PostgreSQL takes 100 in all unless told otherwise,
	// https://www.postgresql.org/docs/15/runtime-config-connection.html
	maxConns = 16
	// patience is how long a trip may take before the server counts as gone: a
	// question that waits longer is answered without it.
	patience = 1500 * time.Millisecond
	// failover is how long trips wait for a server that has just gone, from when it
	// went: a standby is promoted in less than a second.
	failover = patience
	// asleep is how long a trip seems to take where it was this process that stood
	// still: it ends far later than it should have been given up.
	asleep = 2 * patience
	// connectPatience is how long making a connection may take.
	connectPatience = 5 * time.Second
	// probeEvery is how often a server that is gone is tried.
	probeEvery = 250 * time.Millisecond
)

// Store is what replicas share, in PostgreSQL. It is safe for concurrent use.
type Store struct {
	pool *pgxpool.Pool
	log  *slog.Logger

	pooled  atomic.Bool            // a pooler parts what we prepare from who uses it
	gone    atomic.Pointer[outage] // nil while the server is there
	ctx     context.Context        // ends with Close
	stop    context.CancelFunc
	behind  sync.WaitGroup
	hearing ears
}

var _ shared.Store = (*Store)(nil)

// Open returns a store at once, whether the server can be reached or not: it is
// looked for in the background, and Health tells. The error is of a URL that
// cannot be understood and does not repeat it.
//
// The tables are made or renewed, under a lock, as soon as the server is there.
func Open(c Config) (*Store, error) {
	pc, err := parse(c.URL)
	if err != nil {
		return nil, err
	}
	if c.Name == "" {
		c.Name = "articlebot"
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if pc.ConnConfig.RuntimeParams["application_name"] == "" {
		pc.ConnConfig.RuntimeParams["application_name"] = c.Name
	}
	s := &Store{log: c.Log}
	pc.BeforeConnect = func(_ context.Context, cc *pgx.ConnConfig) error { s.prepareLess(cc); return nil }
	if s.pool, err = pgxpool.NewWithConfig(context.Background(), pc); err != nil {
		return nil, fmt.Errorf("open shared state: %w", plain(err))
	}
	s.ctx, s.stop = context.WithCancel(context.Background())
	s.gone.Store(&outage{why: errors.New("not reached yet"), over: make(chan struct{})})
	first := make(chan struct{})
	s.behind.Go(func() { s.look(first) })
	s.behind.Go(s.sweepOn)
	s.behind.Go(s.listenOn)
	<-first
	return s, nil
}

// errURL means that a URL is none that PostgreSQL is reached by.
var errURL = errors.New("write postgres://user:password@host:5432/database?sslmode=verify-full")

// errFile means that a file of a URL is not there or may not be read.
var errFile = errors.New("sslrootcert, sslcert or sslkey names a file that cannot be read")

// parse reads a URL. What pgx says of one may repeat it, so nobody is told.
func parse(url string) (*pgxpool.Config, error) {
	c, err := pgxpool.ParseConfig(url)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("read the address of the shared state: %w", errFile)
	}
	if err != nil {
		return nil, fmt.Errorf("read the address of the shared state: %w", errURL)
	}
	c.MaxConns = maxConns
	c.MinIdleConns = 1
	c.ConnConfig.ConnectTimeout = connectPatience
	return c, nil
}

// CheckURL tells what is wrong with a URL without repeating it.
func CheckURL(url string) error {
	_, err := parse(url)
	return err
}

// Close ends what goes on in the background.
func (s *Store) Close() error {
	s.stop()
	s.behind.Wait()
	s.pool.Close()
	return nil
}

// Now is the server's clock.
func (s *Store) Now(ctx context.Context) (t time.Time, err error) {
	err = s.row(ctx, `select clock_timestamp()`, nil, &t)
	return t, err
}

// rows is what a trip brings back.
type rows = pgx.Rows

// row asks for one row; a missing one is pgx.ErrNoRows.
func (s *Store) row(ctx context.Context, sql string, args []any, into ...any) error {
	return s.trip(ctx, func(ctx context.Context) error { return s.pool.QueryRow(ctx, sql, args...).Scan(into...) })
}

// exec changes rows and tells how many those were.
func (s *Store) exec(ctx context.Context, sql string, args ...any) (n int64, err error) {
	err = s.trip(ctx, func(ctx context.Context) error {
		tag, err := s.pool.Exec(ctx, sql, args...)
		n = tag.RowsAffected()
		return err
	})
	return n, err
}

// query reads many rows.
func (s *Store) query(ctx context.Context, sql string, args []any, each func(rows) error) error {
	return s.trip(ctx, func(ctx context.Context) error {
		r, err := s.pool.Query(ctx, sql, args...)
		if err != nil {
			return err
		}
		return readRows(r, each)
	})
}

// readRows hands over all rows.
func readRows(r rows, each func(rows) error) error {
	defer r.Close()
	for r.Next() {
		if err := each(r); err != nil {
			return err
		}
	}
	return r.Err()
}
