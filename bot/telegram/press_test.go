package telegram_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram/telegramtest"
)

func TestAPressEditsTheMessageAndIsAnswered(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		ask, _ := s.srv.Message(telegramtest.Say{From: an, Text: "/ask how many?"})
		s.srv.Inject("message", ask)
		s.settle(time.Second)
		shown := s.last(an.ID)
		s.srv.Press(an, shown.Keyboard[0][2].Data, s.srv.Written(shown, true, ask))
		s.settle(time.Second)

		p := s.conv.pressed()
		if len(p) != 1 || p[0].Question != "how many?" || p[0].Action != "1|p|1" || !p[0].Private || p[0].User != "telegram:11" {
			t.Fatalf("presses %+v", p)
		}
		if m := s.last(an.ID); m.Edits != 1 || !strings.Contains(m.Text, "how many? 1|p|1") {
			t.Errorf("message %+v", m)
		}
		if n := len(s.srv.Calls("answerCallbackQuery")); n != 1 {
			t.Errorf("%d answers to the press", n)
		}
	})
}

func TestButtonsSurviveARestart(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		ask, _ := s.srv.Message(telegramtest.Say{From: an, Text: "how many?"})
		s.srv.Inject("message", ask)
		s.settle(time.Second)
		shown := s.last(an.ID)
		s.halt()
		s.conv.presses = nil
		s.run()
		s.srv.Press(an, shown.Keyboard[0][2].Data, s.srv.Written(shown, true, ask))
		s.settle(time.Second)
		if m := s.last(an.ID); !strings.Contains(m.Text, "how many? 1|p|1") {
			t.Errorf("message %q", m.Text)
		}
	})
}

func TestAPressWhoseReplyIsRefusedIsApologisedFor(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		shown := s.sent("menu")
		for _, method := range []string{"editMessageText", "sendMessage"} {
			s.conv.press = func(context.Context, bot.Press) bot.PressReply {
				if method == "sendMessage" {
					return bot.PressReply{Send: answerTo("x")}
				}
				return bot.PressReply{Edit: answerTo("x")}
			}
			s.srv.Fail(telegramtest.Fault{Method: method, Code: 400, Text: "Bad Request: something new"})
			s.srv.Press(an, "1|p|1", s.srv.Written(shown, true, nil))
			s.settle(10 * time.Second)
			list := s.srv.Messages(an.ID)
			if s.last(an.ID).ID == shown.ID || list[0].Text != "menu" {
				t.Fatalf("%s: messages %q", method, s.texts(an.ID))
			}
			_, ref, ok := strings.Cut(s.last(an.ID).Text, "(ref ")
			if !ok || !strings.Contains(s.log.String(), "ref="+strings.TrimRight(ref, ").")) {
				t.Errorf("%s: says %q", method, s.last(an.ID).Text)
			}
			s.srv.DeleteMessage(an.ID, s.last(an.ID).ID)
		}
		if n := len(s.srv.Calls("answerCallbackQuery")); n != 2 || s.srv.Unacknowledged() != 0 {
			t.Errorf("%d presses answered, %d updates not acknowledged", n, s.srv.Unacknowledged())
		}
	})
}

func TestARefusedButtonLeavesTheArticle(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		shown := s.sent("menu")
		for _, address := range []string{"http://newsroom/a1", "https://paper.example:99999/a1", "https://paper.example/refused"} {
			s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Code: 400, Text: "Bad Request: BUTTON_URL_INVALID",
				Matches: func(p map[string]string) bool { return strings.Contains(p["reply_markup"], "refused") }})
			s.conv.press = func(context.Context, bot.Press) bot.PressReply {
				r := answerTo("the whole article")
				r.Cards[0].URL = address
				r.Buttons = [][]bot.Button{{{Label: "On the web", URL: address}}}
				return bot.PressReply{Send: r}
			}
			s.srv.Press(an, "1|p|1", s.srv.Written(shown, true, nil))
			s.settle(10 * time.Second)
			if m := s.last(an.ID); !strings.Contains(m.Text, "The answer to the whole article") || len(m.Keyboard) != 0 {
				t.Errorf("%s: %q with buttons %v", address, m.Text, m.Keyboard)
			}
			s.srv.DeleteMessage(an.ID, s.last(an.ID).ID)
		}
		if strings.Contains(s.log.String(), "level=ERROR") {
			t.Error("that is no fault of ours")
		}
	})
}

func TestALabelDoesNothingButIsAnswered(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Press(an, bot.Action{Verb: bot.DoNothing}.Encode(), nil)
		s.settle(time.Second)
		if len(s.srv.Calls("answerCallbackQuery")) != 1 || len(s.conv.pressed()) != 0 {
			t.Errorf("calls %v, presses %d", s.methods(), len(s.conv.pressed()))
		}
	})
}

func TestANoticeAfterAPressIsForTheAskerAlone(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.press = func(context.Context, bot.Press) bot.PressReply {
			return bot.PressReply{Send: bot.Reply{Kind: bot.ShowNotice, Text: "One moment: please ask again in 8 seconds."}}
		}
		s.srv.Press(an, "1|p|1", s.srv.Written(telegramtest.Message{ID: 5, Chat: group}, false, nil))
		s.settle(time.Second)
		c := s.srv.Calls("answerCallbackQuery")
		if len(c) != 1 || c[0].Params["show_alert"] != "true" || !strings.Contains(c[0].Params["text"], "8 seconds") {
			t.Errorf("answers %+v", c)
		}
		if n := len(s.srv.Calls("sendMessage")); n != 0 {
			t.Errorf("%d messages in the group", n)
		}
	})
}

func TestASlowPressIsReleasedBeforeItsWorkEnds(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.press = func(context.Context, bot.Press) bot.PressReply {
			time.Sleep(10 * time.Second)
			return bot.PressReply{Edit: say("done")}
		}
		from := time.Now()
		shown := s.sent("menu")
		s.srv.Press(an, "1|rb|7", s.srv.Written(shown, true, nil))
		s.settle(15 * time.Second)
		c := s.srv.Calls("answerCallbackQuery")
		if len(c) != 1 || c[0].At.Sub(from) > 5*time.Second {
			t.Errorf("answers %+v", c)
		}
		if m := s.last(an.ID); m.Text != "done" {
			t.Errorf("message %q", m.Text)
		}
	})
}

// sent has the bot write a message to an, and returns it.
func (s *stand) sent(words string) telegramtest.Message {
	s.t.Helper()
	was := s.conv.handle
	s.conv.handle = func(context.Context, bot.Message) bot.Reply { return say(words) }
	s.srv.Says(telegramtest.Say{From: an, Text: "/help"})
	s.settle(time.Second)
	s.conv.handle = was
	return s.last(an.ID)
}

func TestASampleQuestionIsShownAboveItsAnswerAndReadBack(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		hello, _ := s.srv.Message(telegramtest.Say{From: an, Text: "hello"})
		menu := s.sent("Hello!")
		s.conv.press = func(_ context.Context, p bot.Press) bot.PressReply {
			if strings.HasPrefix(p.Action, "1|s|") {
				return bot.PressReply{Send: answerTo("what grows in Nậm Pồ?")}
			}
			return bot.PressReply{Edit: answerTo(p.Question)}
		}
		s.srv.Press(an, "1|s|KEY.3", s.srv.Written(menu, true, hello))
		s.settle(time.Second)
		answer := s.last(an.ID)
		if !strings.HasPrefix(answer.Text, "what grows in Nậm Pồ?\n") || answer.ReplyTo != 0 {
			t.Fatalf("answer %+v", answer)
		}
		s.srv.Press(an, "1|p|1", s.srv.Written(answer, true, nil))
		s.settle(time.Second)
		p := s.conv.pressed()
		if got := p[len(p)-1].Question; got != "what grows in Nậm Pồ?" {
			t.Errorf("question read back: %q", got)
		}
		if m := s.last(an.ID); !strings.HasPrefix(m.Text, "what grows in Nậm Pồ?\n") {
			t.Errorf("the edit lost the question: %q", m.Text)
		}
	})
}

func TestDoubleTapsEditOnce(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		shown := s.sent("menu")
		for range 8 {
			s.srv.Press(an, "1|p|1", s.srv.Written(shown, true, nil))
		}
		s.settle(30 * time.Second)
		if n := len(s.srv.Calls("answerCallbackQuery")); n != 8 {
			t.Errorf("%d presses answered", n)
		}
		if n := len(s.srv.Calls("editMessageText")); n > 4 {
			t.Errorf("%d edits for eight taps", n)
		}
	})
}
