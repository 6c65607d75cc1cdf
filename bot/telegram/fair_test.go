package telegram_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/telegramtest"
)

// flooded is how many questions a chat asks at once, and beside how long another
// person may wait. Telegram itself hands out at most a hundred at a time.
const (
	flooded  = 400
	fairWait = time.Second
)

// waits has people ask, each in a chat of their own, at moments of a flood, and
// returns how long each waited.
func (s *stand) waits(moments ...time.Duration) []time.Duration {
	s.t.Helper()
	asked := map[int64]time.Time{}
	from := time.Now()
	for i, at := range moments {
		s.settle(at - time.Since(from))
		id := int64(5000 + i)
		asked[id] = time.Now()
		s.srv.Says(telegramtest.Say{From: telegramtest.Person{ID: id}, Text: "beside the flood"})
	}
	s.settle(30 * time.Second)
	var list []time.Duration
	for i := range moments {
		m := s.last(int64(5000 + i))
		list = append(list, m.At.Sub(asked[m.Chat]))
	}
	return list
}

func TestOneChatsFloodDelaysNobody(t *testing.T) {
	for name, tt := range map[string]struct {
		from func(i int) telegramtest.Person
		chat int64
		text string
	}{
		"of one person":          {func(int) telegramtest.Person { return an }, 0, "question %d"},
		"of a group":             {func(i int) telegramtest.Person { return telegramtest.Person{ID: int64(100 + i)} }, group, "/ask question %d"},
		"of one who is in a way": {func(int) telegramtest.Person { return an }, group, "/ask@PaperBot: question %d"},
	} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{Rates: &telegramtest.DefaultRates}, func(t *testing.T, s *stand) {
				s.conv.handle = func(ctx context.Context, m bot.Message) bot.Reply {
					time.Sleep(10 * time.Millisecond) // as long as a search may take
					return say("re " + m.Text)
				}
				for i := range flooded {
					s.srv.Says(telegramtest.Say{From: tt.from(i), Chat: tt.chat, Text: fmt.Sprintf(tt.text, i)})
				}
				ms := time.Millisecond
				for i, d := range s.waits(0, 100*ms, 500*ms, 1000*ms, 2000*ms, 5000*ms) {
					if d > fairWait {
						t.Errorf("person %d waited %v", i, d)
					}
				}
				s.settle(3 * time.Minute)
				chat := tt.chat
				if chat == 0 {
					chat = an.ID
				}
				if n := s.count(chat, "Try again"); n != 1 {
					t.Errorf("the chat that asks too much was told %d times", n)
				}
			})
		})
	}
}

// TestAFloodGoesOnWaitingInItsOwnChat asks on for a minute: nobody waits, all is
// acknowledged in the end, and the chat is told once.
func TestAFloodGoesOnWaitingInItsOwnChat(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return say("re " + m.Text) }
		for i := range 600 {
			s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: fmt.Sprint("/ask ", i)})
			s.settle(100 * time.Millisecond)
			if i%100 == 50 {
				id := int64(6000 + i)
				from := time.Now()
				s.srv.Says(telegramtest.Say{From: telegramtest.Person{ID: id}, Text: "beside"})
				s.settle(2 * time.Second)
				if d := s.last(id).At.Sub(from); d > fairWait {
					t.Errorf("%d questions into the flood a person waited %v", i, d)
				}
			}
		}
		s.settle(10 * time.Minute)
		if n := s.count(group, "Try again"); n != 1 {
			t.Errorf("the group was told %d times", n)
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
	})
}

// TestAFloodThatWasInterruptedIsToldOnce kills a process that holds a flood.
func TestAFloodThatWasInterruptedIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.conv.handle = func(ctx context.Context, m bot.Message) bot.Reply {
			if m.User == "telegram:11" {
				<-ctx.Done() // nothing of it comes to an end before the process does
			}
			return say("re " + m.Text)
		}
		for i := range 150 {
			s.srv.Says(telegramtest.Say{From: an, Text: fmt.Sprint("question ", i)})
		}
		s.settle(time.Second)
		s.halt()
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return bot.Reply{} }
		for range 2 {
			s.run()
			s.settle(time.Minute)
			if n := s.count(an.ID, "interrupted"); n != 1 {
				t.Fatalf("told %d times", n)
			}
			s.halt()
		}
		s.run()
	})
}

// BenchmarkPersonBesideAFlood is the wait of one person beside a chat with 400
// questions, in real time over loopback, with the conversation's and the
// platform's limits on.
func BenchmarkPersonBesideAFlood(b *testing.B) {
	for name, webhook := range map[string]bool{"polling": false, "webhook": true} {
		for flood, chat := range map[string]int64{"person": 0, "group": group} {
			b.Run(name+"/"+flood, func(b *testing.B) {
				talk := product(b)
				defer talk.Close()
				var waits []time.Duration
				for range b.N {
					waits = append(waits, besideAFlood(b, talk, webhook, chat))
				}
				slices.Sort(waits)
				b.ReportMetric(float64(waits[len(waits)/2].Microseconds())/1000, "p50-ms")
				b.ReportMetric(float64(waits[len(waits)-1].Microseconds())/1000, "max-ms")
			})
		}
	}
}

// besideAFlood has a chat ask 400 questions and then a person one, and returns
// the longest wait of five such people.
func besideAFlood(b *testing.B, talk bot.Conversation, webhook bool, chat int64) time.Duration {
	srv := telegramtest.New(telegramtest.Options{})
	web := httptest.NewServer(srv)
	var hook atomic.Pointer[handler]
	public := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { hook.Load().ServeHTTP(w, r) }))
	defer func() {
		srv.Close()
		public.CloseClientConnections()
		public.Close()
		web.CloseClientConnections()
		web.Close()
	}()
	c := telegram.Config{Token: telegramtest.Token, APIURL: web.URL, DataDir: b.TempDir(), Limits: outbox.DefaultLimits, Drain: time.Millisecond}
	if webhook {
		c.WebhookURL = public.URL
	}
	a, err := telegram.New(c, talk, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	hook.Store(&handler{a.Handler()})
	stop := begin(b, a)
	defer stop()
	for len(srv.Calls("getUpdates"))+len(srv.Calls("setWebhook")) == 0 {
		time.Sleep(time.Millisecond)
	}
	for i := range flooded {
		from := an
		if chat != 0 {
			from.ID = int64(100 + i)
		}
		srv.Says(telegramtest.Say{From: from, Chat: chat, Text: fmt.Sprint("/ask question ", i)})
	}
	var longest time.Duration
	for i := range int64(5) {
		from := time.Now()
		srv.Says(telegramtest.Say{From: telegramtest.Person{ID: 7000 + i}, Text: "beside the flood"})
		for len(srv.Messages(7000+i)) == 0 {
			time.Sleep(200 * time.Microsecond)
		}
		longest = max(longest, srv.Messages(7000 + i)[0].At.Sub(from))
	}
	return longest
}
