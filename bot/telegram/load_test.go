package telegram_test

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"runtime"
	"sort"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/telegramtest"
)

// live is an adapter that talks to a fake server on loopback, in real time.
func live(b testing.TB, o telegramtest.Options, limits outbox.Limits, conv bot.Conversation) (*telegramtest.Server, *telegram.Adapter, func()) {
	b.Helper()
	srv := telegramtest.New(o)
	web := httptest.NewServer(srv)
	a, err := telegram.New(telegram.Config{Token: telegramtest.Token, APIURL: web.URL, DataDir: b.TempDir(), Limits: limits}, conv, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		b.Fatal(err)
	}
	return srv, a, func() {
		srv.Close()
		web.CloseClientConnections()
		web.Close()
	}
}

// begin runs the adapter until the returned function is called.
func begin(b testing.TB, a *telegram.Adapter) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			b.Error(err)
		}
	}
}

// BenchmarkQuestion is one question at a time, from the moment it is there to
// the moment its answer has arrived, over loopback.
func BenchmarkQuestion(b *testing.B) {
	srv, a, end := live(b, telegramtest.Options{}, outbox.Limits{PerSecond: 1e6, ChatBurst: 1e6, PrivatePerSecond: 1e6, GroupPerMinute: 1e6}, &script{})
	defer end()
	stop := begin(b, a)
	defer stop()
	b.ResetTimer()
	for i := range b.N {
		id := int64(1_000_000 + i)
		srv.Says(telegramtest.Say{From: telegramtest.Person{ID: id}, Text: "how many?"})
		for len(srv.Messages(id)) == 0 {
			time.Sleep(50 * time.Microsecond)
		}
	}
}

// BenchmarkLoad has a thousand people ask ten questions each, as in the minute
// that TestALoadOfQuestions plays on a fake clock, but in real time and with
// that minute and all limits sped up twentyfold. It reports the time from
// handing out an update to the arrival of its sendMessage, without what the
// limits held back.
func BenchmarkLoad(b *testing.B) {
	const people, questions, speed = 1000, 10, 20
	rates := telegramtest.Rates{PerSecond: telegramtest.DefaultRates.PerSecond * speed, PrivateIn5s: telegramtest.DefaultRates.PrivateIn5s * speed, GroupPerMinute: telegramtest.DefaultRates.GroupPerMinute * speed}
	limits := outbox.Limits{
		PerSecond: outbox.DefaultLimits.PerSecond * speed, ChatBurst: outbox.DefaultLimits.ChatBurst,
		PrivatePerSecond: outbox.DefaultLimits.PrivatePerSecond * speed, GroupPerMinute: outbox.DefaultLimits.GroupPerMinute * speed,
	}
	for range b.N {
		srv, a, end := live(b, telegramtest.Options{Rates: &rates}, limits, &script{})
		var mu sync.Mutex
		held := map[[2]int64]time.Duration{}
		a.OnDispatch(func(chat, question int64, d time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			held[[2]int64{chat, question}] = d
		})
		stop := begin(b, a)
		updates := map[[2]int64]int64{}
		for q := range questions {
			for p := range people {
				chat := int64(5000 + p)
				update, id := srv.Says(telegramtest.Say{From: telegramtest.Person{ID: chat}, Text: fmt.Sprint("q", q)})
				updates[[2]int64{chat, id}] = update
			}
			time.Sleep(time.Minute / speed / questions)
		}
		most := 0
		for srv.Unacknowledged() > 0 && a.Health().Floods == 0 {
			most = max(most, runtime.NumGoroutine())
			time.Sleep(50 * time.Millisecond)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		var took []float64
		for at, update := range updates {
			handed, _ := srv.HandedOut(update)
			for _, msg := range srv.Messages(at[0]) {
				if msg.ReplyTo == at[1] {
					took = append(took, (msg.At.Sub(handed)-held[at]).Seconds()*1000)
				}
			}
		}
		stop()
		end()
		if len(took) != people*questions || a.Health().Floods > 0 {
			b.Fatalf("%d answers to %d questions, %d floods", len(took), people*questions, a.Health().Floods)
		}
		sort.Float64s(took)
		b.ReportMetric(took[len(took)/2], "p50-ms")
		b.ReportMetric(took[len(took)*99/100], "p99-ms")
		b.ReportMetric(took[len(took)-1], "max-ms")
		b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MiB")
		b.ReportMetric(float64(most), "goroutines")
	}
}
