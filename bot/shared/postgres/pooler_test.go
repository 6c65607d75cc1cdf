package postgres_test

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
	"articlebot/bot/shared/sharedtest"
)

// TestBehindAPoolerItIsAStoreToo runs what needs no notice in time through pgbouncer
// in transaction mode, without a setting for it.
func TestBehindAPoolerItIsAStoreToo(t *testing.T) {
	server := pgtest.Start(t)
	pooler := server.Pooler(t)
	t.Run("suite", func(t *testing.T) {
		sharedtest.Suite{Deaf: true, New: func(t *testing.T) (a, b shared.Store) {
			url := pooler.Database(t)
			return open(t, url), open(t, url)
		}}.Run(t)
	})
	log := &writer{}
	s, err := postgres.Open(postgres.Config{URL: pooler.Database(t), Log: slog.New(slog.NewTextHandler(log, nil))})
	must(t, err)
	defer s.Close()
	for n := range 200 {
		_, _, err := s.Take(t.Context(), fmt.Sprint("u:", n), "a", time.Hour)
		must(t, err)
	}
	heard := s.Listen(t.Context(), "topic")
	select {
	case <-heard:
	case <-time.After(30 * time.Second):
		t.Error("nobody is told to look again")
	}
	if strings.Contains(log.String(), server.Password()) {
		t.Error("the log holds the password")
	}
}
