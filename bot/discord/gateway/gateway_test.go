package gateway_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/discord/gateway"
)

const patience = 30 * time.Second

// rig is a shard that runs against a fake Discord. Its waits are a thousandth
// of the real ones and are recorded.
type rig struct {
	*discordtest.Server
	shard *gateway.Shard
	stop  context.CancelFunc
	ended chan error

	mu     sync.Mutex
	events []gateway.Event
	waits  []time.Duration
}

func begin(t *testing.T, knobs ...func(*discordtest.Knobs)) *rig {
	t.Helper()
	r := &rig{Server: discordtest.New(t), ended: make(chan error, 1)}
	for _, k := range knobs {
		r.Set(k)
	}
	client, err := api.New(api.Options{Token: discordtest.Token, URL: r.URL(), Sleep: r.sleep})
	if err != nil {
		t.Fatal(err)
	}
	r.shard = gateway.New(gateway.Config{Token: discordtest.Token, Intents: 1, Shards: 1, Info: client.Gateway, Handle: r.take, Sleep: r.sleep})
	var ctx context.Context
	ctx, r.stop = context.WithCancel(context.Background())
	go func() { r.ended <- r.shard.Run(ctx) }()
	t.Cleanup(func() {
		r.stop()
		if err := r.end(t); err != nil {
			t.Error("Run:", err)
		}
	})
	return r
}

func (r *rig) sleep(ctx context.Context, d time.Duration) error {
	r.mu.Lock()
	r.waits = append(r.waits, d)
	r.mu.Unlock()
	t := time.NewTimer(d / 1000)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (r *rig) take(e gateway.Event) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, e)
}

// types are the events so far.
func (r *rig) types() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]string, len(r.events))
	for i, e := range r.events {
		out[i] = e.Type
	}
	return out
}

func (r *rig) waited() []time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.waits)
}

// until waits for a condition.
func (r *rig) until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	if !r.Wait(patience, ok) {
		t.Fatalf("%s did not happen; events %v, waits %v", what, r.types(), r.waited())
	}
}

func (r *rig) ready(t *testing.T) *rig {
	t.Helper()
	r.until(t, "READY", func() bool { return slices.Contains(r.types(), "GUILD_CREATE") })
	return r
}

// end waits for Run to return.
func (r *rig) end(t *testing.T) error {
	t.Helper()
	select {
	case err := <-r.ended:
		r.ended <- nil
		return err
	case <-time.After(patience):
		t.Fatal("Run did not return")
		return nil
	}
}

func TestAnUnexpectedEndIsResumedAndMissedEventsArrive(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*rig){
		"op 7":             func(r *rig) { r.Newest().Send(7, nil) },
		"op 9 resumable":   func(r *rig) { r.Newest().Send(9, true) },
		"close 4000":       func(r *rig) { r.Newest().Close(4000, "") },
		"close 1001":       func(r *rig) { r.Newest().Close(1001, "") },
		"dropped line":     func(r *rig) { r.Newest().Drop() },
		"close 4008 flood": func(r *rig) { r.Newest().Close(4008, "") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t).ready(t)
			end(r)
			r.Dispatch("LATE", map[string]any{})
			r.until(t, "resume", func() bool { return slices.Contains(r.types(), "RESUMED") })
			got := strings.Join(r.types(), " ")
			if n := strings.Count(got, "LATE"); n != 1 {
				t.Errorf("the event of the gap arrived %d times: %s", n, got)
			}
			if r.Ops(2) != 1 || r.Ops(6) != 1 {
				t.Errorf("%d IDENTIFYs and %d RESUMEs, want one each", r.Ops(2), r.Ops(6))
			}
			r.until(t, "connection", r.shard.Connected)
		})
	}
}

func TestALostSessionIsBegunAnew(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*rig){
		"op 9 not resumable": func(r *rig) { r.Newest().Send(9, false) },
		"close 1000":         func(r *rig) { r.Newest().Close(1000, "") },
		"close 4007":         func(r *rig) { r.Newest().Close(4007, "") },
		"close 4009":         func(r *rig) { r.Newest().Close(4009, "") },
		"resume refused":     func(r *rig) { r.Forget(); r.Newest().Drop() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := begin(t).ready(t)
			end(r)
			r.until(t, "second IDENTIFY", func() bool { return r.Ops(2) == 2 })
			r.until(t, "second READY", func() bool {
				return strings.Count(strings.Join(r.types(), " "), "READY") == 2
			})
		})
	}
}

func TestFatalCodesEndTheShardWithAHint(t *testing.T) {
	t.Parallel()
	for code, hint := range map[int]string{
		4004: "ARTICLEBOT_DISCORD_TOKEN", 4010: "shards", 4011: "shards", 4012: "update", 4013: "update", 4014: "Message Content Intent",
	} {
		for _, when := range []string{"at first", "later"} {
			t.Run(when, func(t *testing.T) {
				t.Parallel()
				r := begin(t, func(k *discordtest.Knobs) {
					if when == "at first" {
						k.OnFirst = func(c *discordtest.Conn, _ int) bool { c.Close(code, "no"); return true }
					}
				})
				if when == "later" {
					r.ready(t).Newest().Close(code, "no")
				}
				var f *gateway.FatalError
				if err := r.end(t); !errors.As(err, &f) || f.Code != code || !strings.Contains(err.Error(), hint) {
					t.Errorf("code %d gave %v, want a hint with %q", code, err, hint)
				}
				if r.Connections() != 1 {
					t.Errorf("code %d: %d connections, want 1", code, r.Connections())
				}
			})
		}
	}
}

func TestARefusedTokenEndsTheShard(t *testing.T) {
	t.Parallel()
	client := discordtest.New(t)
	c, err := api.New(api.Options{Token: "another.token", URL: client.URL()})
	if err != nil {
		t.Fatal(err)
	}
	s := gateway.New(gateway.Config{Info: c.Gateway, Handle: func(gateway.Event) {}})
	var f *gateway.FatalError
	if err := s.Run(context.Background()); !errors.As(err, &f) || f.Code != gateway.CodeUnauthorized {
		t.Errorf("Run gave %v", err)
	}
}

func TestHeartbeats(t *testing.T) {
	t.Parallel()
	t.Run("are sent and asked for", func(t *testing.T) {
		t.Parallel()
		r := begin(t).ready(t) // the interval is 45 s, the first beat comes within it
		r.Newest().Send(1, nil)
		r.until(t, "heartbeat", func() bool { return r.Ops(1) >= 1 })
	})
	t.Run("keep the connection", func(t *testing.T) {
		t.Parallel()
		r := begin(t, func(k *discordtest.Knobs) { k.Heartbeat = 30 * time.Millisecond }).ready(t)
		r.until(t, "ten heartbeats", func() bool { return r.Ops(1) >= 10 })
		if r.Connections() != 1 {
			t.Errorf("%d connections, want 1", r.Connections())
		}
	})
	t.Run("that are not acknowledged end it", func(t *testing.T) {
		t.Parallel()
		r := begin(t, func(k *discordtest.Knobs) { k.Heartbeat, k.MuteAcks = 50*time.Millisecond, true })
		r.until(t, "RESUME", func() bool { return r.Ops(6) >= 1 })
	})
}

func TestAFloodOfHeartbeatRequestsIsAnsweredWithinTheLimit(t *testing.T) {
	t.Parallel()
	r := begin(t).ready(t)
	for range 300 {
		r.Newest().Send(1, nil)
	}
	r.Newest().Send(7, nil) // what was written before has arrived when the resume does
	r.until(t, "resume", func() bool { return slices.Contains(r.types(), "RESUMED") })
	if n := r.Ops(1); n == 0 || n > 120 {
		t.Errorf("%d heartbeats, want 1 to 120", n)
	}
}

func TestNoHelloIsNoHang(t *testing.T) {
	t.Parallel()
	r := begin(t, func(k *discordtest.Knobs) { k.NoHello = true })
	r.until(t, "connection", func() bool { return r.Connections() == 1 })
	r.Set(func(k *discordtest.Knobs) { k.NoHello = false })
	r.Newest().Drop() // what the read deadline does after 15 s
	r.ready(t)
}

func TestAFirstPacketOtherThanHelloIsRefused(t *testing.T) {
	t.Parallel()
	r := begin(t, func(k *discordtest.Knobs) { k.NoHello = true })
	r.until(t, "connection", func() bool { return r.Connections() == 1 })
	r.Set(func(k *discordtest.Knobs) { k.NoHello = false })
	r.Newest().Send(7, nil)
	r.ready(t)
}

func TestUnreadablePacketsHarmNoOther(t *testing.T) {
	t.Parallel()
	r := begin(t).ready(t)
	for _, raw := range []string{"", "{", "null", `{"op":"x"}`, `[]`, `{"op":0,"t":5}`, `{"op":99}`, `{"op":0,"t":"READY","d":7}`} {
		r.Newest().Raw(raw)
	}
	r.Dispatch("FINE", map[string]any{})
	r.until(t, "event after the unreadable", func() bool { return slices.Contains(r.types(), "FINE") })
	if r.Connections() != 1 {
		t.Errorf("%d connections, want 1", r.Connections())
	}
}

func TestAStormIsMetWithPatience(t *testing.T) {
	t.Parallel()
	r := begin(t, func(k *discordtest.Knobs) {
		k.OnFirst = func(c *discordtest.Conn, _ int) bool { c.Send(7, nil); return true }
	})
	r.until(t, "eight connections", func() bool { return r.Connections() >= 8 })
	var waits []time.Duration
	for _, w := range r.waited() {
		if w >= 5*time.Second {
			waits = append(waits, w)
		}
	}
	if len(waits) < 6 {
		t.Errorf("%d waits of 5 s and more before 8 connections: %v", len(waits), r.waited())
	}
	if slices.Max(waits) < 40*time.Second {
		t.Errorf("the waits do not grow: %v", waits)
	}
}

func TestOnlyTheFirstResumeOfAMinuteIsQuick(t *testing.T) {
	t.Parallel()
	r := begin(t).ready(t)
	for n := range 3 {
		r.Newest().Send(7, nil)
		r.until(t, "resume", func() bool {
			return strings.Count(strings.Join(r.types(), " "), "RESUMED") == n+1
		})
	}
	quick := 0
	for _, w := range r.waited() {
		if w < 5*time.Second {
			quick++
		}
	}
	if quick != 1 {
		t.Errorf("%d quick resumes, want 1: %v", quick, r.waited())
	}
}

func TestAnEmptyBudgetIsWaitedFor(t *testing.T) {
	t.Parallel()
	r := begin(t, func(k *discordtest.Knobs) { k.Remaining = -1 }).ready(t)
	if w := r.waited(); len(w) == 0 || w[0] < time.Minute {
		t.Errorf("waits %v, want the minute until the budget is renewed first", w)
	}
}

func TestNewSessionsTakeTurns(t *testing.T) {
	t.Parallel()
	var waits []time.Duration
	g := gateway.NewGate(func(_ context.Context, d time.Duration) error {
		waits = append(waits, d.Round(time.Second))
		return nil
	})
	for _, key := range []int{0, 0, 1, 0} {
		if err := g.Pass(context.Background(), key); err != nil {
			t.Fatal(err)
		}
	}
	if want := []time.Duration{5 * time.Second, 10 * time.Second}; !slices.Equal(waits, want) {
		t.Errorf("waits %v, want %v", waits, want)
	}
}

func TestTheTokenGoesNowhereElse(t *testing.T) {
	t.Parallel()
	other := discordtest.New(t)
	r := begin(t, func(k *discordtest.Knobs) {
		k.OnFirst = func(c *discordtest.Conn, op int) bool {
			if op == 2 {
				c.Raw(`{"op":0,"s":1,"t":"READY","d":{"session_id":"x","resume_gateway_url":"wss://` + strings.TrimPrefix(strings.TrimSuffix(other.URL(), "/api/v10"), "http://") + `"}}`)
				c.Send(7, nil)
			}
			return op == 2
		}
	})
	r.until(t, "RESUME at the same place", func() bool { return r.Ops(6) >= 1 })
	if other.Connections() != 0 {
		t.Error("the session was resumed at an address of nobody's")
	}
}

func TestNoGoroutineIsLeft(t *testing.T) {
	before := runtime.NumGoroutine()
	t.Run("run", func(t *testing.T) {
		r := begin(t, func(k *discordtest.Knobs) { k.Heartbeat = 20 * time.Millisecond }).ready(t)
		for range 5 {
			n := r.Connections()
			r.Newest().Drop()
			r.until(t, "new connection", func() bool { return r.Connections() > n })
		}
	})
	for range 200 {
		if runtime.NumGoroutine() <= before+2 {
			return
		}
		runtime.Gosched()
		time.Sleep(10 * time.Millisecond)
	}
	buf := make([]byte, 1<<16)
	t.Errorf("%d goroutines, %d before:\n%s", runtime.NumGoroutine(), before, buf[:runtime.Stack(buf, true)])
}
