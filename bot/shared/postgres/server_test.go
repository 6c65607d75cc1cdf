package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
)

// eventually waits until something is so.
func eventually(t *testing.T, what string, so func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !so(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not in time: %s", what)
		}
	}
}

// writer is a log that tests read.
type writer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (w *writer) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.Write(p)
}

func (w *writer) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.buf.String()
}

// TestAServerThatGoesIsMissedSoonAndFoundAgain stops it, freezes it and starts it
// again, with what was written still there.
func TestAServerThatGoesIsMissedSoonAndFoundAgain(t *testing.T) {
	server := pgtest.Start(t)
	log := &writer{}
	s, err := postgres.Open(postgres.Config{URL: server.Database(t), Log: slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	must(t, err)
	defer s.Close()
	must(t, s.Health())
	ctx := t.Context()
	_, won, err := s.Take(ctx, "u:1", "a", time.Hour)
	must(t, err)
	if !won {
		t.Fatal("not won")
	}
	for name, end := range map[string]func() (again func()){
		"stopped": func() func() { server.Stop(t); return func() { server.Again(t) } },
		"crashed": func() func() { server.Kill(t); return func() { server.Again(t) } },
		"frozen":  func() func() { return server.Freeze(t) },
	} {
		again := end()
		began := time.Now()
		_, _, err = s.Take(ctx, "u:2", "a", time.Hour)
		if !errors.Is(err, shared.ErrUnavailable) || time.Since(began) > 4*time.Second {
			t.Errorf("%s: %v after %v", name, err, time.Since(began))
		}
		time.Sleep(postgres.Failover)
		began = time.Now()
		for range 100 { // nobody waits for it any more
			_, err = s.Draw(ctx, shared.Draw{Key: "x", Burst: 1, Every: time.Second})
		}
		if !errors.Is(err, shared.ErrUnavailable) || time.Since(began) > time.Second {
			t.Errorf("%s: 100 times %v took %v", name, err, time.Since(began))
		}
		if err := s.Health(); !errors.Is(err, shared.ErrUnavailable) {
			t.Errorf("%s: healthy: %v", name, err)
		}
		again()
		eventually(t, name+" and found again", func() bool { return s.Health() == nil })
		c, won, err := s.Take(ctx, "u:1", "b", time.Hour)
		must(t, err)
		if won || c.Owner != "a" {
			t.Errorf("%s: what was written is lost: %+v", name, c)
		}
	}
	if said := log.String(); strings.Contains(said, server.Password()) || !strings.Contains(said, "cannot be reached") {
		t.Errorf("the log says %s", said)
	}
}

// TestAServerThatIsSoonBackIsWaitedFor loses it for one trip: those after it must not
// go on in memory, where two replicas would answer the same.
func TestAServerThatIsSoonBackIsWaitedFor(t *testing.T) {
	t.Parallel()
	s, err := postgres.Open(postgres.Config{URL: pgtest.Start(t).Database(t)})
	must(t, err)
	defer s.Close()
	broken := func(context.Context) error { return errors.New("the connection broke") }
	if err := s.Trip(t.Context(), broken); !errors.Is(err, shared.ErrUnavailable) {
		t.Fatalf("the trip on which it was lost: %v", err)
	}
	if _, won, err := s.Take(t.Context(), "u:1", "a", time.Hour); err != nil || !won {
		t.Errorf("the trip after it: won %v, %v", won, err)
	}
	must(t, s.Health())
}

// TestAClaimThatBrokeOffIsStillOurs freezes the server for longer than a trip may take:
// what it does with the claim when it wakes, this process has by then given up.
func TestAClaimThatBrokeOffIsStillOurs(t *testing.T) {
	t.Parallel()
	server := pgtest.Start(t)
	s, err := postgres.Open(postgres.Config{URL: server.Database(t)})
	must(t, err)
	defer s.Close()
	must(t, s.Health())
	wake := server.Freeze(t)
	time.AfterFunc(postgres.Failover+500*time.Millisecond, wake)
	began := time.Now()
	c, won, err := s.Take(t.Context(), "u:1", "a", time.Hour)
	must(t, err)
	if !won || time.Since(began) < postgres.Failover {
		t.Errorf("won %v after %v", won, time.Since(began))
	}
	again, won, err := s.Take(t.Context(), "u:1", "b", time.Hour)
	must(t, err)
	if won || again.Owner != "a" || again.Token != c.Token {
		t.Errorf("another: won %v, %+v; was %+v", won, again, c)
	}
}

// TestAProcessThatStoodStillDoesNotBlameTheServer holds that a trip which ends long
// after its time is done again: claims taken in memory instead would answer twice.
func TestAProcessThatStoodStillDoesNotBlameTheServer(t *testing.T) {
	t.Parallel()
	s, err := postgres.Open(postgres.Config{URL: pgtest.Start(t).Database(t)})
	must(t, err)
	defer s.Close()
	tries := 0
	err = s.Trip(t.Context(), func(ctx context.Context) error {
		if tries++; tries == 1 {
			time.Sleep(postgres.Asleep + 100*time.Millisecond)
			return ctx.Err()
		}
		return nil
	})
	if err != nil || tries != 2 || s.Health() != nil {
		t.Errorf("after standing still: %v in %d tries, healthy: %v", err, tries, s.Health())
	}
	tries = 0
	err = s.Trip(t.Context(), func(ctx context.Context) error {
		tries++
		<-ctx.Done()
		return ctx.Err()
	})
	if !errors.Is(err, shared.ErrUnavailable) || tries != 1 {
		t.Errorf("a server that does not answer: %v in %d tries", err, tries)
	}
}

// TestAServerThatIsNotThereYetIsFoundLater opens the store before the server.
func TestAServerThatIsNotThereYetIsFoundLater(t *testing.T) {
	server := pgtest.Start(t)
	url := server.Database(t)
	server.Stop(t)
	s, err := postgres.Open(postgres.Config{URL: url})
	must(t, err)
	defer s.Close()
	if err := s.Health(); !errors.Is(err, shared.ErrUnavailable) || strings.Contains(err.Error(), server.Password()) {
		t.Errorf("without the server: %v", err)
	}
	server.Again(t)
	eventually(t, "it is found", func() bool { return s.Health() == nil })
	_, err = s.Now(t.Context())
	must(t, err)
}

// TestManyMigrateAtOnce holds that the steps are done once.
func TestManyMigrateAtOnce(t *testing.T) {
	url := pgtest.Start(t).Database(t)
	var mu sync.Mutex
	done := 0
	var wait sync.WaitGroup
	for range 5 {
		wait.Go(func() {
			steps, err := postgres.Migrate(context.Background(), url)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			done += len(steps)
		})
	}
	wait.Wait()
	steps, err := postgres.Migrate(t.Context(), url)
	must(t, err)
	if done == 0 || len(steps) != 0 {
		t.Errorf("%d steps were done, and then %v", done, steps)
	}
}

// TestARoleThatMayOnlyUseTheTablesServes has one role make the tables and another,
// with the rights that the page of operations names, use them.
func TestARoleThatMayOnlyUseTheTablesServes(t *testing.T) {
	server := pgtest.Start(t)
	url := server.Database(t)
	schema := url[strings.LastIndex(url, "=")+1:]
	server.Exec(t, `create role bot login password 'weak'; grant usage on schema `+schema+` to bot`)
	low := server.As(url, "bot", "weak")
	s, err := postgres.Open(postgres.Config{URL: low})
	must(t, err)
	defer s.Close()
	if err := s.Health(); !errors.Is(err, shared.ErrUnavailable) || !strings.Contains(err.Error(), "permission denied") {
		t.Errorf("before the tables are made: %v", err)
	}
	server.Exec(t, fmt.Sprintf(`alter default privileges in schema %[1]s grant select, insert, update, delete on tables to bot;
		alter default privileges in schema %[1]s grant usage on sequences to bot`, schema))
	_, err = postgres.Migrate(t.Context(), url)
	must(t, err)
	eventually(t, "the tables are found", func() bool { return s.Health() == nil })
	ctx := t.Context()
	c, won, err := s.Take(ctx, "u:1", "a", time.Hour)
	must(t, err)
	must(t, s.Finish(ctx, c, nil, time.Hour))
	l, held, err := s.Acquire(ctx, "poller", "a", time.Hour)
	must(t, err)
	if !won || !held {
		t.Errorf("won %v, held %v", won, held)
	}
	_, err = s.Write(ctx, shared.Write{Ref: shared.Ref{Kind: "k"}, Value: []byte("1"), If: shared.Anything, Under: &l})
	must(t, err)
	_, err = s.Draw(ctx, shared.Draw{Key: "x", Burst: 1, Every: time.Second})
	must(t, err)
	done, err := s.Turn(ctx, "chat", "a", time.Second)
	must(t, err)
	done()
	must(t, s.Notify(ctx, "live", "g1"))
	s.Sweep(ctx)
	must(t, s.Health())
}

// TestWhatHasRunOutIsDeleted looks at the tables themselves.
func TestWhatHasRunOutIsDeleted(t *testing.T) {
	server := pgtest.Start(t)
	url := server.Database(t)
	s, ctx := open(t, url), t.Context()
	for i, ttl := range []time.Duration{time.Millisecond, time.Hour} {
		key := fmt.Sprint(i)
		_, _, err := s.Take(ctx, key, "a", ttl)
		must(t, err)
		_, err = s.Write(ctx, shared.Write{Ref: shared.Ref{Kind: "k", Key: key}, Value: []byte("1"), If: shared.Anything, TTL: ttl})
		must(t, err)
		_, err = s.Draw(ctx, shared.Draw{Key: key, Burst: 1, Every: ttl / 10})
		must(t, err)
	}
	time.Sleep(20 * time.Millisecond)
	s.Sweep(ctx)
	c, err := pgx.Connect(ctx, url)
	must(t, err)
	defer c.Close(ctx)
	for _, table := range []string{"bot_claims", "bot_documents", "bot_buckets"} {
		var n int
		must(t, c.QueryRow(ctx, "select count(*) from "+table).Scan(&n))
		if n != 1 {
			t.Errorf("%s has %d rows, want the one that has not run out", table, n)
		}
	}
}

// TestBotsInOneDatabaseDoNotMeet has two schemas of it.
func TestBotsInOneDatabaseDoNotMeet(t *testing.T) {
	server := pgtest.Start(t)
	a, b := open(t, server.Database(t)), open(t, server.Database(t))
	ctx := t.Context()
	for _, s := range []*postgres.Store{a, b} {
		if _, won, err := s.Take(ctx, "u:1", "x", time.Hour); err != nil || !won {
			t.Errorf("won %v, %v", won, err)
		}
	}
	ear := b.Listen(ctx, "live")
	mine := a.Listen(ctx, "live")
	eventually(t, "the own bot hears", func() bool {
		must(t, a.Notify(ctx, "live", "g1"))
		return len(mine) > 0
	})
	for len(ear) > 0 {
		if text := <-ear; text != "" {
			t.Errorf("another bot hears %q", text)
		}
	}
}

func TestAnAddressThatIsWrongIsNotRepeated(t *testing.T) {
	for _, url := range []string{"postgres://bot:canary@host:port/x", "postgres://bot:canary@h/x?sslmode=canary", "canary"} {
		_, err := postgres.Open(postgres.Config{URL: url})
		if err == nil || strings.Contains(err.Error(), "canary") || !strings.Contains(err.Error(), "postgres://user:password@") {
			t.Errorf("%s: %v", url, err)
		}
	}
}
