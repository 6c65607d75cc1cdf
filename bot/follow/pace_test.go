package follow_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/follow"
	"articlebot/bot/locale"
	"articlebot/bot/state"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// shelf is a library in which everything answers everything, after a while.
type shelf struct {
	mu         sync.Mutex
	generation retrieval.Generation
	articles   []retrieval.Article
	took       time.Duration
}

func (s *shelf) Ask(_ context.Context, q retrieval.Question) (retrieval.Answer, error) {
	time.Sleep(s.took)
	s.mu.Lock()
	defer s.mu.Unlock()
	ans := retrieval.Answer{Question: q.Text, Outcome: retrieval.Answered, Confidence: 1, Generation: s.generation}
	for _, a := range s.articles {
		if q.Article == "" || a.ID == q.Article {
			ans.Hits = append(ans.Hits, retrieval.Hit{Passage: a.Passages[0], Article: a.Summary(), Total: 1})
		}
	}
	return ans, nil
}

func (s *shelf) Article(idOrKey string) (*retrieval.Article, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, a := range s.articles {
		if string(a.ID) == idOrKey || a.ID.Key() == idOrKey {
			return &s.articles[i], true
		}
	}
	return nil, false
}

func (s *shelf) Articles() []retrieval.Summary {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []retrieval.Summary
	for _, a := range s.articles {
		list = append(list, a.Summary())
	}
	return list
}

func (s *shelf) Status() retrieval.Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	return retrieval.Status{Generation: s.generation}
}

// crowd is a teller that takes its time and counts.
type crowd struct {
	mu      sync.Mutex
	took    time.Duration
	now, at int // under way, at most
	times   map[bot.Platform][]time.Time
	stop    func(n int)
}

func (c *crowd) Tell(_ context.Context, to bot.ChatKey, _ bot.Reply) error {
	c.mu.Lock()
	c.now++
	c.at = max(c.at, c.now)
	c.times[to.Platform()] = append(c.times[to.Platform()], time.Now())
	n := len(c.times[bot.Telegram]) + len(c.times[bot.Discord])
	c.mu.Unlock()
	time.Sleep(c.took)
	c.mu.Lock()
	c.now--
	c.mu.Unlock()
	if c.stop != nil {
		c.stop(n)
	}
	return nil
}

// TestAThousandFollowersAreToldAtAPace on a clock of its own: five a second and
// platform, however fast the platform is, and each one once although the process
// ends in the middle.
func TestAThousandFollowersAreToldAtAPace(t *testing.T) {
	for name, took := range map[string]time.Duration{"a fast platform": time.Millisecond, "a slow one": 3 * time.Second} {
		t.Run(name, func(t *testing.T) { synctest.Test(t, func(t *testing.T) { thousand(t, took) }) })
	}
}

func thousand(t *testing.T, took time.Duration) {
	const people = 1000
	lib := &shelf{generation: "1", articles: []retrieval.Article{tower}, took: 2 * time.Millisecond}
	out := &crowd{took: took, times: map[bot.Platform][]time.Time{}}
	follows := state.NewFollows(state.OpenFiles("", slog.New(slog.DiscardHandler)))
	desk := follow.New(follow.Config{Library: lib, Follows: follows, Words: locale.Builtin(), Teller: out, On: []bot.Platform{bot.Telegram, bot.Discord}})
	for i := range people {
		to := bot.ChatKey(fmt.Sprintf("telegram:%d", i+1))
		if i%10 == 0 {
			to = bot.ChatKey(fmt.Sprintf("discord:%d", i+1))
		}
		if _, err := desk.Add(to, "coffee", text.English, text.English); err != nil {
			t.Fatal(err)
		}
	}
	lib.mu.Lock()
	lib.generation, lib.articles = "2", []retrieval.Article{tower, harvest}
	lib.mu.Unlock()

	ctx, stop := context.WithCancel(t.Context())
	out.stop = func(n int) {
		if n == people/2 {
			stop()
		}
	}
	began := time.Now()
	desk.Look(ctx)
	if searched := out.times[bot.Telegram][0].Sub(began); searched < people*2*2*lib.took {
		t.Errorf("all searches are done in %v: they do not rest", searched)
	}
	stop()
	desk.Look(t.Context())
	for p, want := range map[bot.Platform]int{bot.Telegram: people * 9 / 10, bot.Discord: people / 10} {
		times := out.times[p]
		if len(times) != want {
			t.Errorf("%s: %d are told, want %d", p, len(times), want)
		}
		for i := 6; i < len(times); i++ { // the first may follow a pause
			if took := times[i].Sub(times[i-6]); took < 5*follow.DefaultPace {
				t.Fatalf("%s: seven tellings in %v", p, took)
			}
		}
	}
	if out.at > 8 {
		t.Errorf("%d tellings are under way at once", out.at)
	}
}
