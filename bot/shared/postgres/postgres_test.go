package postgres_test

import (
	"testing"

	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
	"articlebot/bot/shared/sharedtest"
)

func TestPostgreSQLIsAStore(t *testing.T) {
	server := pgtest.Start(t)
	sharedtest.Suite{New: func(t *testing.T) (a, b shared.Store) {
		url := server.Database(t)
		return open(t, url), open(t, url)
	}}.Run(t)
}

// open opens a store that is there at once.
func open(t *testing.T, url string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(postgres.Config{URL: url})
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	must(t, s.Health())
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
