package discord_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/discord"
	"articlebot/bot/discord/discordtest"
)

// BenchmarkPeopleAsking lets 500 people ask within ten seconds while each
// request takes 200 ms. It reports the time from the event to the answer as
// the server sees it, the share of that which is Discord's 200 ms included,
// and what the process needed. Run it with -benchtime=1x.
func BenchmarkPeopleAsking(b *testing.B) {
	for name, think := range map[string]time.Duration{"quick": time.Millisecond, "slow": 1800 * time.Millisecond} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				crowdAsks(b, 500, 10*time.Second, think)
			}
		})
	}
}

func crowdAsks(b *testing.B, people int, within, think time.Duration) {
	r := begin(b, func(c *discord.Config) { c.Sleep = nil }, func(k *discordtest.Knobs) { k.Latency, k.Clock = 200*time.Millisecond, nil })
	r.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
		time.Sleep(think)
		return answer(m.Text)
	}
	r.ready(b)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	tokens := make([]string, people)
	most := 0
	tick := time.NewTicker(within / time.Duration(people))
	defer tick.Stop()
	for n := range people {
		<-tick.C
		tokens[n] = r.Interact(2, discordtest.Command("ask", discordtest.Option("question", fmt.Sprint("question ", n))), map[string]any{
			"member": map[string]any{"user": map[string]any{"id": fmt.Sprint(10_000 + n)}, "permissions": "0"}})
		most = max(most, runtime.NumGoroutine())
	}
	var firsts, answers []time.Duration
	for _, token := range tokens {
		got := r.outcome(b, token)
		if got.Delay() > 3*time.Second {
			b.Errorf("first response after %v", got.Delay())
		}
		firsts = append(firsts, got.Delay())
		answers = append(answers, got.Answered())
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	slices.Sort(firsts)
	slices.Sort(answers)
	at := func(l []time.Duration, p int) float64 { return float64(l[(len(l)-1)*p/100].Milliseconds()) }
	b.ReportMetric(at(firsts, 99), "ack-p99-ms")
	b.ReportMetric(at(firsts, 100), "ack-max-ms")
	b.ReportMetric(at(answers, 50), "answer-p50-ms")
	b.ReportMetric(at(answers, 99), "answer-p99-ms")
	b.ReportMetric(float64(most), "goroutines")
	b.ReportMetric(float64(int64(after.HeapAlloc)-int64(before.HeapAlloc))/1024, "heap-KiB")
}
