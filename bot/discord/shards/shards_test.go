package shards_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot/discord/gateway"
	"articlebot/bot/discord/shards"
	"articlebot/bot/shared"
)

// crew is some replicas that part the shards of one bot.
type crew struct {
	t      *testing.T
	store  *shared.Local
	count  atomic.Int64 // of the replicas, as they are told
	shards int

	mu     sync.Mutex
	serves map[int]string // who serves a shard
	moves  int
	from   map[int]gateway.Session // what a shard was begun from last
	ends   map[string]func()
}

func newCrew(t *testing.T, count int) *crew {
	t.Helper()
	c := &crew{t: t, store: shared.NewLocal(nil, nil), shards: count, serves: map[int]string{}, from: map[int]gateway.Session{}, ends: map[string]func(){}}
	t.Cleanup(func() {
		for _, end := range c.ends {
			end()
		}
		_ = c.store.Close()
	})
	return c
}

// join starts a replica.
func (c *crew) join(id string, kind int) {
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	cfg := shards.Config{
		Member: &shared.Member{Store: c.store, ID: id, Count: func() int { return int(c.count.Load()) }},
		Name:   "discord:1", Count: c.shards, Kind: kind, Log: slog.New(slog.DiscardHandler),
		Serve: func(ctx context.Context, n int, l shards.Lease) error {
			c.mu.Lock()
			if who := c.serves[n]; who != "" {
				c.t.Errorf("shard %d is served by %s and %s", n, who, id)
			}
			c.serves[n], c.from[n] = id, l.Session
			c.moves++
			c.mu.Unlock()
			l.Keep(gateway.Session{ID: id, Seq: 1}, true)
			l.Keep(gateway.Session{ID: id, Seq: 7}, false)
			<-ctx.Done()
			c.mu.Lock()
			defer c.mu.Unlock()
			c.serves[n] = ""
			return nil
		},
	}
	go func() { ended <- shards.Run(ctx, cfg) }()
	c.ends[id] = sync.OnceFunc(func() {
		stop()
		if err := <-ended; err != nil {
			c.t.Errorf("%s: %v", id, err)
		}
	})
}

// after is how many shards each serves once some time has passed.
func (c *crew) after(d time.Duration) map[string]int {
	time.Sleep(d)
	synctest.Wait()
	c.mu.Lock()
	defer c.mu.Unlock()
	n := map[string]int{}
	for _, who := range c.serves {
		n[who]++
	}
	return n
}

func TestOneThatComesGetsItsPart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 7)
		c.count.Store(1)
		c.join("a", 0)
		if n := c.after(time.Second); n["a"] != 7 {
			t.Fatal(n)
		}
		c.count.Store(2)
		c.join("b", 0)
		if n := c.after(20 * time.Second); n["a"] != 7 {
			t.Error("shards moved although the other may be gone in a moment:", n)
		}
		if n := c.after(time.Minute); n["a"] != 4 || n["b"] != 3 {
			t.Error(n)
		}
		moves := c.moves
		if n := c.after(time.Hour); n["a"] != 4 || c.moves != moves {
			t.Errorf("%v after %d more moves", n, c.moves-moves)
		}
		if s := c.from[6]; s.ID != "a" || s.Seq != 7 {
			t.Errorf("what was handed on goes on from %+v", s)
		}
	})
}

func TestTheShardsOfOneThatEndsAreTakenAlthoughItIsStillCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 4)
		c.count.Store(2)
		c.join("a", 0)
		c.join("b", 0)
		if n := c.after(10 * time.Second); n["a"] != 2 || n["b"] != 2 {
			t.Fatal(n)
		}
		c.ends["a"]()
		if n := c.after(10 * time.Second); n["b"] != 4 {
			t.Error(n)
		}
		moves := c.moves
		if n := c.after(4 * time.Minute); n["b"] != 4 || c.moves != moves {
			t.Errorf("%v after %d more moves: what nobody takes is handed on", n, c.moves-moves)
		}
	})
}

func TestASessionWithOtherIntentsIsBegunAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, 1)
		c.count.Store(1)
		c.join("a", 1)
		c.after(time.Second)
		c.ends["a"]()
		c.join("b", 2)
		if n := c.after(10 * time.Second); n["b"] != 1 || c.from[0] != (gateway.Session{}) {
			t.Errorf("%v goes on from %+v", n, c.from[0])
		}
	})
}
