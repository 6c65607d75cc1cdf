package telegram_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/telegram/telegramtest"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
	"articlebot/seeds"
)

// product is the real conversation over the real articles.
func product(t testing.TB) *dialogue.Bot {
	t.Helper()
	loader := corpus.NewLoader([]corpus.Source{{Path: ".", FS: seeds.Files}}, corpus.Options{})
	engine, err := engine.Open(context.Background(), engine.Config{Reader: loader, Backend: bleveindex.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { engine.Close() })
	b, err := dialogue.New(dialogue.Config{
		Admins:  []bot.UserKey{"telegram:11"},
		Samples: []string{"Nà Hỳ giải quyết bao nhiêu hồ sơ trước hạn?", "How many files did Nà Hỳ commune resolve ahead of schedule?"},
	}, engine)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// reader is a person's side of a private chat.
type reader struct {
	s    *stand
	who  telegramtest.Person
	asks map[int64]map[string]any // what the person wrote, by its id
}

// says writes and returns the bot's newest message.
func (r *reader) says(text string) telegramtest.Message {
	r.s.t.Helper()
	f, id := r.s.srv.Message(telegramtest.Say{From: r.who, Text: text})
	r.asks[id] = f
	r.s.srv.Inject("message", f)
	r.s.settle(20 * time.Second) // the limits of a person refill
	return r.s.last(r.who.ID)
}

// presses the button whose label contains words, under a message, and returns
// the message as it is now and the newest one.
func (r *reader) presses(m telegramtest.Message, words string) (edited, newest telegramtest.Message) {
	r.s.t.Helper()
	for _, row := range m.Keyboard {
		for _, b := range row {
			if strings.Contains(b.Text, words) {
				r.s.srv.Press(r.who, b.Data, r.s.srv.Written(m, true, r.asks[m.ReplyTo]))
				r.s.settle(20 * time.Second)
				for _, now := range r.s.srv.Messages(r.who.ID) {
					if now.ID == m.ID {
						return now, r.s.last(r.who.ID)
					}
				}
			}
		}
	}
	r.s.t.Fatalf("no button %q under %q: %+v", words, m.Text, m.Keyboard)
	return
}

// visit lets a reader talk to the product.
func visit(t *testing.T, who telegramtest.Person, talk func(t *testing.T, r *reader)) {
	b := product(t)
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		s.talk = b
		t.Cleanup(s.end)
		s.run()
		talk(t, &reader{s: s, who: who, asks: map[int64]map[string]any{}})
	})
}

func wantText(t *testing.T, m telegramtest.Message, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(m.Text, p) {
			t.Errorf("%q is missing in:\n%s", p, m.Text)
		}
	}
}

func TestTheProductAnswersFromTheArticles(t *testing.T) {
	visit(t, an, func(t *testing.T, r *reader) {
		m := r.says("how many files did na hy commune resolve ahead of schedule")
		wantText(t, m, "918 files were resolved ahead of schedule", "Close to the people")
		if !strings.Contains(m.HTML, "<b>") || !strings.Contains(m.HTML, "<blockquote") {
			t.Errorf("markup %s", m.HTML)
		}
		next, _ := r.presses(m, "▶")
		if next.Edits != 1 || next.Text == m.Text {
			t.Errorf("the next passage is %q", next.Text)
		}
		back, _ := r.presses(next, "◀")
		if back.Text != m.Text {
			t.Errorf("going back shows\n%s\nwant\n%s", back.Text, m.Text)
		}
		whole, newest := r.presses(back, "Whole article")
		if whole.Text == back.Text && newest.ID == back.ID {
			t.Error("the whole article is not shown")
		}
		r.presses(m, "👍")
		if c := r.s.srv.Calls("answerCallbackQuery"); c[len(c)-1].Params["text"] == "" {
			t.Error("a thumb is not thanked for")
		}
	})
}

func TestTheProductSaysWhatTheArticlesDoNot(t *testing.T) {
	visit(t, an, func(t *testing.T, r *reader) {
		m := r.says("who won the football world cup in 1998?")
		wantText(t, m, "do not say")
		if strings.Contains(m.HTML, "<blockquote") {
			t.Errorf("a passage that pretends to answer: %s", m.HTML)
		}
	})
}

func TestTheProductGreetsInVietnamese(t *testing.T) {
	visit(t, bao, func(t *testing.T, r *reader) {
		m := r.says("xin chào")
		if len(m.Keyboard) == 0 {
			t.Fatalf("no samples under %q", m.Text)
		}
		_, answer := r.presses(m, m.Keyboard[0][0].Text[:3])
		if answer.ID == m.ID {
			t.Fatalf("a sample brought %q", answer.Text)
		}
		wantText(t, answer, "\n")
		if len(answer.Entities) == 0 || answer.Entities[0].Type != "italic" || answer.Entities[0].Offset != 0 {
			t.Errorf("the sample question is not shown above its answer: %q", answer.Text)
		}
	})
}

func TestTheProductOpensAnArticleByDeepLink(t *testing.T) {
	visit(t, an, func(t *testing.T, r *reader) {
		r.s.srv.Inject("inline_query", map[string]any{"id": "i1", "from": map[string]any{"id": an.ID}, "query": "na hy commune files resolved", "offset": ""})
		r.s.settle(time.Second)
		results := r.s.srv.Calls("answerInlineQuery")[0].Params["results"]
		_, rest, ok := strings.Cut(results, "?start=")
		if !ok {
			t.Fatalf("no deep link in %s", results)
		}
		payload, _, _ := strings.Cut(rest, `"`)
		m := r.says("/start " + payload)
		wantText(t, m, "Close to the people")
	})
}

func TestAdminsAreToldApartInCode(t *testing.T) {
	visit(t, bao, func(t *testing.T, r *reader) {
		reload, unknown := r.says("/reload"), r.says("/frobnicate")
		if reload.Text != strings.ReplaceAll(unknown.Text, "frobnicate", "reload") {
			t.Errorf("an admins' command reads %q, an unknown one %q", reload.Text, unknown.Text)
		}
	})
	visit(t, an, func(t *testing.T, r *reader) {
		wantText(t, r.says("/status"), "61")
	})
}

const wellKnown = "how many files did na hy commune resolve ahead of schedule"

func TestTheProductTakesNothingThatTelegramMarksForAWord(t *testing.T) {
	visit(t, an, func(t *testing.T, r *reader) {
		plain := r.says(wellKnown).Text
		for _, text := range []string{
			wellKnown + " https://t.me/paper/12", wellKnown + " t.me/paper", "@somebody " + wellKnown, wellKnown + " @somebody?",
			wellKnown + " /help", "/ask: " + wellKnown, "/ask@PaperBot, " + wellKnown, "@PaperBot — " + wellKnown,
		} {
			if got := r.says(text).Text; got != plain {
				t.Errorf("%q is answered\n%s\nwant\n%s", text, got, plain)
			}
		}
	})
}

func TestTheProductInAGroup(t *testing.T) {
	visit(t, an, func(t *testing.T, r *reader) {
		s := r.s
		s.became(group, "supergroup", "en", is("left"), is("member"))
		if n := len(s.texts(group)); n != 1 {
			t.Fatalf("greeted by %d messages", n)
		}
		says := func(text string, replyTo map[string]any) (id int64) {
			_, id = s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: text, ReplyTo: replyTo})
			s.settle(20 * time.Second)
			return id
		}
		asked, _ := s.srv.Message(telegramtest.Say{From: bao, Chat: group, Text: wellKnown})
		says("@PaperBot", asked)
		answer := s.last(group)
		wantText(t, answer, wellKnown, "918 files were resolved ahead of schedule")
		says("/help", nil)
		wantText(t, s.last(group), "/ask", "@PaperBot")
		ours := s.srv.Written(answer, false, nil)
		before := len(s.texts(group))
		for text, reaction := range map[string]string{"👍": "👍", "ok": "👍", "lol": "👍", "thanks": "👍", "😂": "", ".": "", "+1": "", "100%": ""} {
			if id := says(text, ours); s.srv.Reaction(group, id) != reaction {
				t.Errorf("%q: reaction %q, want %q", text, s.srv.Reaction(group, id), reaction)
			}
		}
		if got := s.texts(group)[before:]; len(got) != 0 {
			t.Errorf("said %q to what asks nothing", got)
		}
		says("and how many were submitted online?", ours)
		if n := len(s.texts(group)); n != before+1 {
			t.Errorf("%d messages after a question in reply", n-before)
		}
	})
}
