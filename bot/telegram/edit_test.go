package telegram_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram/telegramtest"
)

func TestAnEditedQuestionEditsItsAnswer(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(telegramtest.Say{From: an, Text: "how many fils?"})
		s.srv.Inject("message", f)
		s.settle(time.Second)
		f["edit_date"] = time.Now().Unix()
		s.srv.Inject("edited_message", f) // a reaction, a preview: no new words
		s.settle(time.Second)
		if n := len(s.conv.messages()); n != 1 {
			t.Errorf("asked %d times for one text", n)
		}
		f["text"] = "how many files?"
		s.srv.Inject("edited_message", f)
		s.settle(time.Minute)
		f["text"] = "how many resolved files?"
		s.srv.Inject("edited_message", f)
		s.settle(time.Hour)
		list := s.srv.Messages(an.ID)
		if len(list) != 1 || list[0].Edits != 2 || !strings.Contains(list[0].Text, "how many resolved files?") {
			t.Errorf("messages %+v", list)
		}
	})
}

func TestAnAnswerIsStillEditedAfterARestart(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(telegramtest.Say{From: an, Text: "how many fils?"})
		s.srv.Inject("message", f)
		s.settle(time.Second)
		s.halt()
		s.run()
		s.settle(10 * time.Minute)
		f["text"] = "how many files?"
		s.srv.Inject("edited_message", f)
		s.settle(time.Second)
		list := s.srv.Messages(an.ID)
		if len(list) != 1 || !strings.Contains(list[0].Text, "how many files?") {
			t.Errorf("messages %q", s.texts(an.ID))
		}
	})
}

func TestEditsThatAreNoQuestions(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		old, _ := s.srv.Message(telegramtest.Say{From: an, Text: "from before my time"})
		young, _ := s.srv.Message(telegramtest.Say{From: an, Chat: group, Text: "@PaperBot who?"})
		old["date"] = time.Now().Add(-time.Hour).Unix()
		s.srv.Inject("edited_message", old)
		s.srv.Inject("edited_message", young) // the mention was added at once
		s.settle(time.Second)
		if len(s.texts(an.ID)) != 0 || len(s.texts(group)) != 1 {
			t.Errorf("private %q, group %q", s.texts(an.ID), s.texts(group))
		}
	})
}

func TestANoticeDoesNotTakeTheAnswersPlace(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(telegramtest.Say{From: an, Text: "one"})
		s.srv.Inject("message", f)
		s.settle(time.Second)
		s.conv.handle = func(context.Context, bot.Message) bot.Reply {
			return bot.Reply{Kind: bot.ShowNotice, Text: "One moment."}
		}
		f["text"] = "two"
		s.srv.Inject("edited_message", f)
		s.settle(time.Second)
		if s.count(an.ID, "answer to one") != 1 || s.count(an.ID, "One moment.") != 1 {
			t.Errorf("messages %q", s.texts(an.ID))
		}
	})
}

func TestALongReplyTakesSeveralMessagesAndShrinksWhenEdited(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		long := strings.TrimSpace(strings.Repeat("A sentence of the long list. ", 300))
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if m.Edited {
				return say("short")
			}
			return bot.Reply{Kind: bot.ShowText, Text: long, Buttons: [][]bot.Button{{{Label: "ok", Off: true}}}}
		}
		f, id := s.srv.Message(telegramtest.Say{From: an, Text: "list"})
		s.srv.Inject("message", f)
		s.settle(10 * time.Second)
		list := s.srv.Messages(an.ID)
		if len(list) != 3 || len(list[0].Keyboard) != 0 || len(list[2].Keyboard) != 1 {
			t.Fatalf("%d messages", len(list))
		}
		for _, m := range list {
			if m.ReplyTo != id {
				t.Error("a part does not reply to the question")
			}
		}
		f["text"] = "list!"
		s.srv.Inject("edited_message", f)
		s.settle(20 * time.Second)
		if got := s.texts(an.ID); len(got) != 1 || got[0] != "short" {
			t.Errorf("%d messages after the edit", len(got))
		}
	})
}
