package dialogue_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
)

// BenchmarkSharedState asks the real engine in turn with the state in memory and in
// PostgreSQL, so that both have the same noise, and tells half and 99 of 100.
func BenchmarkSharedState(b *testing.B) {
	url := pgtest.Start(b).Database(b)
	lib := realLibrary(b)
	bots := map[string]*dialogue.Bot{}
	for _, name := range []string{"memory", "postgres"} {
		c := dialogue.Config{Limits: limit.Limits{Person: limit.Rate{Burst: 1000, Every: time.Microsecond}}}
		if name == "postgres" {
			s, err := postgres.Open(postgres.Config{URL: url})
			if err != nil {
				b.Fatal(err)
			}
			defer s.Close()
			c.State = shared.WithFallback(s, nil)
		}
		k, err := dialogue.New(c, lib)
		if err != nil {
			b.Fatal(err)
		}
		defer k.Close()
		k.WaitForSamples()
		bots[name] = k
	}
	for _, people := range []int{1, 8} {
		b.Run(fmt.Sprintf("people=%d", people), func(b *testing.B) {
			took := map[string][]time.Duration{}
			var mu sync.Mutex
			for b.Loop() {
				for _, name := range []string{"memory", "postgres"} {
					var wait sync.WaitGroup
					for p := range people {
						wait.Go(func() {
							who := fmt.Sprintf("telegram:%d", p)
							began := time.Now()
							r := bots[name].Handle(context.Background(), bot.Message{
								Platform: bot.Telegram, User: bot.UserKey(who), Chat: bot.ChatKey(who), Private: true,
								Text: "how many files did na hy commune resolve ahead of schedule",
							})
							one := time.Since(began)
							mu.Lock()
							defer mu.Unlock()
							took[name] = append(took[name], one)
							if r.Kind != bot.ShowAnswer {
								b.Errorf("%s: %q", name, r.Text)
							}
						})
					}
					wait.Wait()
				}
			}
			for name, list := range took {
				slices.Sort(list)
				b.ReportMetric(float64(list[len(list)/2].Microseconds())/1000, name+"-p50-ms")
				b.ReportMetric(float64(list[len(list)*99/100].Microseconds())/1000, name+"-p99-ms")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
}
