package dialogue_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
)

// FuzzHandle says anything: there is always a reply that adapters can show, and
// it is never an apology.
func FuzzHandle(f *testing.F) {
	for _, said := range []string{filesQuestion, "and in Xa Dung?", "more", "2", "/article \xff", "/articles đ|.1", "/start q_aGk", "/language vi", "/reload", "còn?", "ồ\u0301\u202e"} {
		f.Add(said, "vi", "1 Coffee on the hills\nx")
	}
	c := newClock()
	b, err := dialogue.New(dialogue.Config{Now: c.Now, Limits: limit.Limits{Person: limit.Rate{Burst: -1}}}, newFakeLibrary(c.Now, paper()...))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, said, locale, quoted string) {
		if strings.ContainsAny(said, "{}") {
			t.Skip("looks like a place that was not filled")
		}
		r := b.Handle(context.Background(), bot.Message{Chat: "telegram:7", User: reader, Private: true, Text: said, Locale: locale, Quoted: quoted})
		checkReply(t, r)
		if r.Kind == bot.Silent {
			t.Errorf("%q gets no reply", said)
		}
		if strings.Contains(r.Text, "went wrong") || strings.Contains(r.Text, "trục trặc") {
			t.Errorf("%q broke it: %q", said, r.Text)
		}
	})
}

// TestManyPeopleAtOnce talks from several sides while the index is reloaded;
// the race detector is the judge, and nobody goes without a reply.
func TestManyPeopleAtOnce(t *testing.T) {
	k := newTalk(t, func(c *dialogue.Config) { c.DataDir = t.TempDir() })
	k.lib.set(func(l *fakeLibrary) { l.next = paper() })
	said := []string{filesQuestion, "and in Xa Dung?", "more", "the whole article", "articles", "2", "hello", "who painted bridges", "/language vi", "/forget", "còn cà phê thì sao"}
	var people sync.WaitGroup
	for p := range 8 {
		people.Go(func() {
			who := bot.UserKey(fmt.Sprintf("telegram:%d", 100+p%4))
			for i := range 40 {
				m := bot.Message{ID: fmt.Sprint(i), Chat: "telegram:-1", User: who, Text: said[(i+p)%len(said)]}
				r := k.bot.Handle(context.Background(), m)
				if r.Kind == bot.Silent {
					t.Errorf("%q gets no reply", m.Text)
				}
				for _, row := range r.Buttons {
					for _, b := range row {
						k.bot.Press(context.Background(), bot.Press{Chat: m.Chat, User: who, Action: b.Action.Encode(), Question: filesQuestion})
					}
				}
				k.bot.Suggest(context.Background(), "co", 3)
				k.bot.Results(context.Background(), m, 3)
			}
		})
	}
	people.Go(func() {
		for range 10 {
			for _, command := range []string{"reload", "status", "gaps", "rollback"} {
				m := bot.Message{User: editor, Chat: "telegram:1", Private: true, Command: command, Progress: func(bot.Reply) {}}
				k.bot.Handle(context.Background(), m)
			}
		}
	})
	people.Wait()
}
