package dialogue_test

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/retrieval/clock/clocktest"
	"articlebot/retrieval/text"
)

func newClock() *clocktest.Clock {
	return clocktest.At(time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC))
}

// talk is a bot on a fake library with a person who talks to it.
type talk struct {
	t     *testing.T
	bot   *dialogue.Bot
	lib   *fakeLibrary
	clock *clocktest.Clock
	who   bot.UserKey
	chat  bot.ChatKey
	ids   int
}

const (
	reader = bot.UserKey("telegram:7")
	editor = bot.UserKey("telegram:1")
)

// newTalk starts a private talk of the reader; the editor is an admin. Limits
// are off unless change sets them.
func newTalk(t *testing.T, change func(*dialogue.Config)) *talk {
	t.Helper()
	c := newClock()
	lib := newFakeLibrary(c.Now, paper()...)
	cfg := dialogue.Config{
		Admins: []bot.UserKey{editor}, Now: c.Now, NewReference: func() string { return "7F3A" },
		Limits: limit.Limits{Person: limit.Rate{Burst: -1}, Chat: limit.Rate{Burst: -1}, Press: limit.Rate{Burst: -1}},
	}
	if change != nil {
		change(&cfg)
	}
	b, err := dialogue.New(cfg, lib)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	b.WaitForSamples()
	lib.set(func(l *fakeLibrary) { l.asked = nil })
	return &talk{t: t, bot: b, lib: lib, clock: c, who: reader, chat: "telegram:7"}
}

func (k *talk) message(said string) bot.Message {
	k.ids++
	m := bot.Message{Platform: bot.Telegram, ID: strconv.Itoa(k.ids), Chat: k.chat, User: k.who, Private: true, Text: said, Sent: k.clock.Now()}
	if rest, ok := strings.CutPrefix(said, "/"); ok {
		m.Command, m.Text, _ = strings.Cut(rest, " ")
	}
	return m
}

// say says something and returns the reply.
func (k *talk) say(said string) bot.Reply {
	k.t.Helper()
	return k.handle(k.message(said))
}

func (k *talk) handle(m bot.Message) bot.Reply {
	k.t.Helper()
	r := k.bot.Handle(context.Background(), m)
	checkReply(k.t, r)
	return r
}

// press presses a button under the reply to a question.
func (k *talk) press(a bot.Action, question string) bot.PressReply {
	k.t.Helper()
	r := k.bot.Press(context.Background(), bot.Press{
		Platform: bot.Telegram, Chat: k.chat, User: k.who, Private: true, Action: a.Encode(), Question: question,
	})
	checkReply(k.t, r.Edit)
	checkReply(k.t, r.Send)
	return r
}

// as speaks as somebody else from now on.
func (k *talk) as(who bot.UserKey) *talk {
	other := *k
	other.who = who
	return &other
}

// checkReply holds every reply to what adapters rely on.
func checkReply(t *testing.T, r bot.Reply) {
	t.Helper()
	if r.Kind == bot.Silent {
		if r.Text != "" || len(r.Cards) > 0 || len(r.Titles) > 0 || len(r.Buttons) > 0 {
			t.Errorf("reply without a kind has something to show: %+v", r)
		}
		return
	}
	if r.Language != text.English && r.Language != text.Vietnamese && r.Language != zuzu {
		t.Errorf("reply is in language %q", r.Language)
	}
	if r.Text == "" && len(r.Cards) == 0 {
		t.Errorf("reply of kind %q shows nothing", r.Kind)
	}
	if r.Kind == bot.ShowNone && len(r.Cards) > 0 {
		t.Error("a reply that the articles do not say has a passage")
	}
	if strings.ContainsAny(r.Text, "{}") {
		t.Errorf("a place was not filled: %q", r.Text)
	}
	if len(r.Buttons) > 4 {
		t.Errorf("%d rows of buttons", len(r.Buttons))
	}
	for _, row := range r.Buttons {
		if len(row) == 0 || len(row) > 5 {
			t.Errorf("a row of %d buttons", len(row))
		}
		for _, b := range row {
			checkButton(t, b)
		}
	}
	for _, title := range r.Titles {
		checkAction(t, title.Action)
	}
	for _, c := range r.Cards {
		for _, s := range append(slices.Clone(c.Highlights), c.Sentence) {
			if s.Start < 0 || s.End > len(c.Text) || s.Start > s.End {
				t.Errorf("span %v is outside of %q", s, c.Text)
			}
		}
	}
}

func checkButton(t *testing.T, b bot.Button) {
	t.Helper()
	if b.Label == "" || len([]rune(b.Label)) > 80 {
		t.Errorf("button is labelled %q", b.Label)
	}
	if b.URL == "" {
		checkAction(t, b.Action)
	}
}

func checkAction(t *testing.T, a bot.Action) {
	t.Helper()
	code := a.Encode()
	if len(code) > bot.MaxActionBytes {
		t.Errorf("action %q has %d bytes", code, len(code))
	}
	if back, err := bot.ParseAction(code); err != nil || back != a {
		t.Errorf("action %q is read back as %+v, %v", code, back, err)
	}
}

// button finds the button with a label.
func button(t *testing.T, r bot.Reply, label string) bot.Action {
	t.Helper()
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Label == label {
				return b.Action
			}
		}
	}
	t.Fatalf("no button %q in %+v", label, r.Buttons)
	return bot.Action{}
}

// labels lists the buttons' labels, rows parted by " / ".
func labels(r bot.Reply) string {
	var rows []string
	for _, row := range r.Buttons {
		var names []string
		for _, b := range row {
			names = append(names, b.Label)
		}
		rows = append(rows, strings.Join(names, " "))
	}
	return strings.Join(rows, " / ")
}

// alertInto collects alerts as "admin: text".
func alertInto(list *[]string) func(context.Context, bot.UserKey, bot.Reply) {
	return func(_ context.Context, admin bot.UserKey, r bot.Reply) {
		*list = append(*list, string(admin)+": "+r.Text)
	}
}
