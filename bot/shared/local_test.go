package shared_test

import (
	"testing"

	"articlebot/bot/shared"
	"articlebot/bot/shared/sharedtest"
)

func TestLocalIsAStore(t *testing.T) {
	sharedtest.Suite{New: func(t *testing.T) (a, b shared.Store) {
		s := shared.NewLocal(nil, nil)
		t.Cleanup(func() { must(t, s.Close()) })
		return s, s
	}}.Run(t)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
