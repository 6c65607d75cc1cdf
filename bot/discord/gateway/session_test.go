package gateway_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/discord/gateway"
)

// desk is what a process keeps of a session, and the events that it was told.
type desk struct {
	mu     sync.Mutex
	kept   gateway.Session
	begun  int
	events []gateway.Event
	hold   string // type of the events that are not done with
	done   []func()
	lost   atomic.Bool // the shard has passed on
	shard  *gateway.Shard
}

func (d *desk) keep(s gateway.Session, other bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept = s
	if other {
		d.begun++
	}
}

func (d *desk) take(e gateway.Event) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.events = append(d.events, e)
	if e.Type == d.hold {
		d.done = append(d.done, e.Hold())
	}
}

// last is the session, and how often a type of event came.
func (d *desk) last(typ string) (s gateway.Session, n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, e := range d.events {
		if e.Type == typ {
			n++
		}
	}
	return d.kept, n
}

// run connects a process until stop is called.
func (d *desk) run(t *testing.T, s *discordtest.Server, from gateway.Session) (stop func()) {
	t.Helper()
	client, err := api.New(api.Options{Token: discordtest.Token, URL: s.URL()})
	if err != nil {
		t.Fatal(err)
	}
	d.shard = gateway.New(gateway.Config{Token: discordtest.Token, Info: client.Gateway, Handle: d.take, Session: from, Keep: d.keep, Holds: func() bool { return !d.lost.Load() }})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- d.shard.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(30 * time.Second):
			t.Error("Run did not return")
		}
	})
	t.Cleanup(stop)
	if !s.Wait(30*time.Second, d.shard.Connected) {
		t.Fatal("not connected")
	}
	return stop
}

func TestAnotherProcessResumesFromWhatIsNotDoneWith(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t)
	one := &desk{hold: "SLOW"}
	stop := one.run(t, s, gateway.Session{})
	for _, typ := range []string{"QUICK", "SLOW", "QUICK"} {
		s.Dispatch(typ, nil)
	}
	if !s.Wait(30*time.Second, func() bool { _, n := one.last("QUICK"); return n == 2 }) {
		t.Fatal("the events did not come")
	}
	stop()
	s.Dispatch("MISSED", nil)
	from, _ := one.last("")
	two := new(desk)
	two.run(t, s, from)
	if !s.Wait(30*time.Second, func() bool { _, n := two.last("RESUMED"); return n == 1 }) {
		t.Fatal("not resumed")
	}
	for typ, want := range map[string]int{"READY": 0, "QUICK": 1, "SLOW": 1, "MISSED": 1} {
		if _, n := two.last(typ); n != want {
			t.Errorf("%s came %d times, want %d", typ, n, want)
		}
	}
	if one.begun != 1 || two.begun != 0 || s.Ops(2) != 1 {
		t.Errorf("sessions begun: %d, %d of %d", one.begun, two.begun, s.Ops(2))
	}
	before, _ := one.last("")
	one.done[0]()
	if after, _ := one.last(""); after.Seq <= before.Seq {
		t.Errorf("the session stands at %d, and at %d when all is done", before.Seq, after.Seq)
	}
}

func TestASessionThatDiscordForgotIsForgotten(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t)
	d := new(desk)
	client, err := api.New(api.Options{Token: discordtest.Token, URL: s.URL()})
	if err != nil {
		t.Fatal(err)
	}
	var kept []string
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	shard := gateway.New(gateway.Config{Token: discordtest.Token, Info: client.Gateway, Handle: d.take, Session: gateway.Session{ID: "gone", Seq: 5},
		Sleep: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
		Keep: func(s gateway.Session, other bool) {
			if other {
				kept = append(kept, s.ID)
				if s.ID != "" {
					cancel()
				}
			}
		}})
	if err := shard.Run(ctx); err != nil {
		t.Fatal(err)
	}
	if len(kept) != 2 || kept[0] != "" || kept[1] == "" {
		t.Errorf("kept %q, want nothing and then a new one", kept)
	}
}

func TestWhatComesAfterTheShardHasPassedOnIsNotHandled(t *testing.T) {
	t.Parallel()
	s := discordtest.New(t)
	one := new(desk)
	one.run(t, s, gateway.Session{})
	if !s.Wait(30*time.Second, func() bool { _, n := one.last("GUILD_CREATE"); return n == 1 }) {
		t.Fatal("the first events did not come")
	}
	one.lost.Store(true)
	before, _ := one.last("")
	s.Dispatch("LATE", nil)
	var after gateway.Session
	var n int
	if !s.Wait(30*time.Second, func() bool { after, n = one.last("LATE"); return n > 0 || !one.shard.Connected() }) {
		t.Error("it stays connected")
	}
	if n != 0 || after != before {
		t.Errorf("handled %d times, kept %+v, before %+v", n, after, before)
	}
	two := new(desk)
	two.run(t, s, after)
	if !s.Wait(30*time.Second, func() bool { _, n := two.last("LATE"); return n == 1 }) {
		t.Error("who has the shard did not get it")
	}
}

func TestProcessesShareTheTurnsOfNewSessions(t *testing.T) {
	t.Parallel()
	var waited []time.Duration
	answers := []time.Duration{3 * time.Second, time.Second, 0}
	g := gateway.NewGate(func(_ context.Context, d time.Duration) error { waited = append(waited, d); return nil })
	g.Shared(func(_ context.Context, key int) (time.Duration, error) {
		if key != 4 {
			t.Errorf("asked for key %d", key)
		}
		wait := answers[0]
		answers = answers[1:]
		return wait, nil
	})
	if err := g.Pass(t.Context(), 4); err != nil {
		t.Fatal(err)
	}
	if len(answers) != 0 || len(waited) != 2 {
		t.Errorf("waited %v, %d answers were not asked for", waited, len(answers))
	}
}
