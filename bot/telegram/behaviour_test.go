package telegram_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/tgfake"
)

func TestAQuestionIsAnsweredInReplyToIt(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		_, id := s.srv.Says(tgfake.Say{From: an, Text: "how many files were resolved"})
		s.settle(time.Second)
		m := s.last(an.ID)
		if m.ReplyTo != id {
			t.Errorf("reply to message %d, want %d", m.ReplyTo, id)
		}
		want := "Close to the people\nFirst sentence. The answer to how many files were resolved is here. Last sentence.\nSầm Phúc · passage 8 of 18"
		if m.Text != want {
			t.Errorf("got %q\nwant %q", m.Text, want)
		}
		if len(m.Keyboard) != 2 || m.Keyboard[0][2].Data != "1|p|1" {
			t.Errorf("keyboard %+v", m.Keyboard)
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
		for _, c := range s.srv.Calls("sendMessage") {
			if c.Params["link_preview_options"] != `{"is_disabled":true}` || c.Params["message_thread_id"] != "" {
				t.Errorf("params %v", c.Params)
			}
		}
	})
}

func TestTopicsAndThreads(t *testing.T) {
	tests := map[string]struct {
		thread int64
		topic  bool
		want   int64
	}{
		"a topic is named":                         {77, true, 77},
		"a thread outside of topics is not echoed": {78, false, 0},
		"the General topic is not named":           {1, true, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
				s.srv.Says(tgfake.Say{From: an, Chat: group, Text: "/ask who?", Thread: tt.thread, Topic: tt.topic})
				s.settle(time.Second)
				if m := s.last(group); m.Thread != tt.want {
					t.Errorf("thread %d, want %d", m.Thread, tt.want)
				}
			})
		})
	}
}

func TestSilenceWhereTheBotIsNotMeant(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(tgfake.Say{From: an, Chat: group, Text: "who won?"})
		s.srv.Says(tgfake.Say{From: an, Chat: group, Text: "/ask@OtherBot who won?"})
		s.srv.Inject("channel_post", map[string]any{"message_id": 1, "date": 1, "chat": map[string]any{"id": -5, "type": "channel"}, "text": "@PaperBot hi"})
		s.srv.Inject("brand_new_kind", map[string]any{"id": 1})
		s.settle(time.Second)
		if n := len(s.conv.messages()); n != 0 {
			t.Errorf("the conversation heard %d messages", n)
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
	})
}

func TestAPressEditsTheMessageAndIsAnswered(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		ask, _ := s.srv.Message(tgfake.Say{From: an, Text: "/ask how many?"})
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
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		ask, _ := s.srv.Message(tgfake.Say{From: an, Text: "how many?"})
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

func TestALabelDoesNothingButIsAnswered(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Press(an, bot.Action{Verb: bot.DoNothing}.Encode(), nil)
		s.settle(time.Second)
		if len(s.srv.Calls("answerCallbackQuery")) != 1 || len(s.conv.pressed()) != 0 {
			t.Errorf("calls %v, presses %d", s.methods(), len(s.conv.pressed()))
		}
	})
}

func TestANoticeAfterAPressIsForTheAskerAlone(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.conv.press = func(context.Context, bot.Press) bot.PressReply {
			return bot.PressReply{Send: bot.Reply{Kind: bot.ShowNotice, Text: "One moment: please ask again in 8 seconds."}}
		}
		s.srv.Press(an, "1|p|1", s.srv.Written(tgfake.Message{ID: 5, Chat: group}, false, nil))
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
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
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
func (s *stand) sent(words string) tgfake.Message {
	s.t.Helper()
	was := s.conv.handle
	s.conv.handle = func(context.Context, bot.Message) bot.Reply { return say(words) }
	s.srv.Says(tgfake.Say{From: an, Text: "/help"})
	s.settle(time.Second)
	s.conv.handle = was
	return s.last(an.ID)
}

func TestASampleQuestionIsShownAboveItsAnswerAndReadBack(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		hello, _ := s.srv.Message(tgfake.Say{From: an, Text: "hello"})
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
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
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

func TestAnEditedQuestionEditsItsAnswer(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(tgfake.Say{From: an, Text: "how many fils?"})
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
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(tgfake.Say{From: an, Text: "how many fils?"})
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
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		old, _ := s.srv.Message(tgfake.Say{From: an, Text: "from before my time"})
		young, _ := s.srv.Message(tgfake.Say{From: an, Chat: group, Text: "@PaperBot who?"})
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
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(tgfake.Say{From: an, Text: "one"})
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

func TestTypingShowsWhileAnAnswerTakesLong(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(tgfake.Say{From: an, Text: "quick"})
		s.settle(time.Second)
		if n := len(s.srv.Calls("sendChatAction")); n != 0 {
			t.Errorf("%d signs of typing for a quick answer", n)
		}
		s.conv.handle = func(context.Context, bot.Message) bot.Reply {
			time.Sleep(9 * time.Second)
			return say("slow")
		}
		s.srv.Says(tgfake.Say{From: an, Text: "slow", Thread: 7, Topic: true})
		s.settle(20 * time.Second)
		c := s.srv.Calls("sendChatAction")
		if len(c) != 3 { // after 0.3, 4.3 and 8.3 seconds
			t.Fatalf("%d signs of typing in nine seconds", len(c))
		}
		if c[0].Params["message_thread_id"] != "7" {
			t.Errorf("params %v", c[0].Params)
		}
	})
}

func TestProgressTurnsIntoTheReply(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			for range 40 {
				m.Progress(say("reading"))
				time.Sleep(100 * time.Millisecond)
				m.Progress(say("indexing"))
				time.Sleep(100 * time.Millisecond)
			}
			return say("Reloaded in 8 s")
		}
		s.srv.Says(tgfake.Say{From: an, Text: "/reload"})
		s.settle(time.Minute)
		if list := s.texts(an.ID); len(list) != 1 || list[0] != "Reloaded in 8 s" {
			t.Errorf("messages %q", list)
		}
		if n := len(s.srv.Calls("editMessageText")); n > 14 {
			t.Errorf("%d edits in eight seconds", n)
		}
	})
}

func TestALongReplyTakesSeveralMessagesAndShrinksWhenEdited(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		long := strings.TrimSpace(strings.Repeat("A sentence of the long list. ", 300))
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if m.Edited {
				return say("short")
			}
			return bot.Reply{Kind: bot.ShowText, Text: long, Buttons: [][]bot.Button{{{Label: "ok", Off: true}}}}
		}
		f, id := s.srv.Message(tgfake.Say{From: an, Text: "list"})
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

func TestInlineQueries(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		ask := func(q string) map[string]string {
			s.srv.Inject("inline_query", map[string]any{"id": "i-" + q, "from": map[string]any{"id": an.ID, "language_code": "vi"}, "query": q, "offset": ""})
			s.settle(time.Second)
			c := s.srv.Calls("answerInlineQuery")
			if len(c) == 0 || c[len(c)-1].Status != 200 {
				t.Fatalf("%q not answered: %+v", q, c)
			}
			return c[len(c)-1].Params
		}
		if p := ask("ho"); p["results"] != "[]" || p["cache_time"] == "" {
			t.Errorf("two letters: %v", p)
		}
		p := ask("how many files?")
		var list []struct {
			Title, Description string
			Content            struct {
				Text string `json:"message_text"`
			} `json:"input_message_content"`
			Markup struct {
				Rows [][]tgfake.Button `json:"inline_keyboard"`
			} `json:"reply_markup"`
		}
		if err := json.Unmarshal([]byte(p["results"]), &list); err != nil || len(list) != 1 {
			t.Fatalf("results %s", p["results"])
		}
		r := list[0]
		if r.Title != "Close to the people" || r.Description != "The answer to how many files? is here." || !strings.HasPrefix(r.Content.Text, "<i>how many files?</i>") {
			t.Errorf("result %+v", r)
		}
		if want := "https://t.me/PaperBot?start=a_"; len(r.Markup.Rows) != 1 || !strings.HasPrefix(r.Markup.Rows[0][0].URL, want) {
			t.Errorf("markup %+v", r.Markup)
		}
	})
}

func TestAGuestMentionIsAnsweredOnce(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(tgfake.Say{From: an, Chat: -77, Text: "@PaperBot how many?"})
		f["guest_query_id"] = "g1"
		s.srv.Inject("guest_message", f)
		s.settle(time.Second)
		c := s.srv.Calls("answerGuestQuery")
		if len(c) != 1 || c[0].Params["guest_query_id"] != "g1" || !strings.Contains(c[0].Params["result"], "The answer to how many?") {
			t.Errorf("calls %+v", c)
		}
		if strings.Contains(c[0].Params["result"], "callback_data") {
			t.Error("buttons that cannot find their question")
		}
		if len(s.srv.Calls("sendMessage")) != 0 {
			t.Error("a message to a chat that the bot is no member of")
		}
	})
}

func TestOrderInAChatAndNotBetweenChats(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if m.Chat == "telegram:11" {
				time.Sleep(5 * time.Second)
			}
			return say("re " + m.Text)
		}
		s.srv.Says(tgfake.Say{From: an, Text: "one"})
		s.settle(10 * time.Millisecond) // the server of the tests posts without order
		s.srv.Says(tgfake.Say{From: an, Text: "two"})
		s.srv.Says(tgfake.Say{From: bao, Text: "three"})
		s.settle(time.Second)
		if got := s.texts(bao.ID); len(got) != 1 {
			t.Errorf("a slow chat holds back another: %q", got)
		}
		s.settle(20 * time.Second)
		if got := s.texts(an.ID); len(got) != 2 || got[0] != "re one" || got[1] != "re two" {
			t.Errorf("order %q", got)
		}
	})
}

func TestAPanicTouchesNobodyElse(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if m.Text == "boom" {
				panic("canary question text")
			}
			return say("fine")
		}
		s.srv.Says(tgfake.Say{From: an, Text: "boom"})
		s.srv.Says(tgfake.Say{From: bao, Text: "xin chào, bao nhiêu hồ sơ?"})
		s.settle(time.Second)
		if got := s.last(an.ID).Text; !strings.Contains(got, "went wrong on our side (ref ") {
			t.Errorf("the asker reads %q", got)
		}
		if got := s.last(bao.ID).Text; got != "fine" {
			t.Errorf("another reads %q", got)
		}
		if log := s.log.String(); !strings.Contains(log, "ref=") || strings.Contains(log, "canary question") {
			t.Errorf("log:\n%s", log)
		}
		if h := s.adapter.Health(); h.Panics != 1 || !h.OK {
			t.Errorf("health %+v", h)
		}
	})
}

func TestAlertsReachAPersonWhoDidNotAsk(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		if err := s.adapter.Notify(t.Context(), "telegram:11", say("The index is two days old.")); err != nil {
			t.Error(err)
		}
		if got := s.texts(an.ID); len(got) != 1 {
			t.Errorf("messages %q", got)
		}
		s.srv.Fail(tgfake.Fault{Method: "sendMessage", Code: 403, Text: "Forbidden: bot was blocked by the user"})
		if err := s.adapter.Notify(t.Context(), "telegram:12", say("x")); err == nil {
			t.Error("no error from a chat that is out of reach")
		}
		if err := s.adapter.Notify(t.Context(), "discord:12", say("x")); err == nil {
			t.Error("no error for a person of another platform")
		}
	})
}

func TestAReloadMayTakeItsTime(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(ctx context.Context, m bot.Message) bot.Reply {
			select {
			case <-ctx.Done():
				return say("cut off")
			case <-time.After(5 * time.Minute):
				return say("Reloaded in 300 s")
			}
		}
		s.srv.Says(tgfake.Say{From: an, Text: "/reload"})
		s.srv.Says(tgfake.Say{From: bao, Text: "a question that hangs"})
		s.settle(6 * time.Minute)
		if got := s.last(an.ID).Text; got != "Reloaded in 300 s" {
			t.Errorf("the reload says %q", got)
		}
		if got := s.last(bao.ID).Text; got != "cut off" {
			t.Errorf("a question hangs for minutes: %q", got)
		}
	})
}

func TestAReloadIsToldToEndAtShutdown(t *testing.T) {
	eachSource(t, tgfake.Options{}, func(t *testing.T, s *stand) {
		ended := false
		s.conv.handle = func(ctx context.Context, m bot.Message) bot.Reply {
			<-ctx.Done()
			ended = true
			return say("cut off")
		}
		s.srv.Says(tgfake.Say{From: an, Text: "/reload"})
		s.settle(time.Second)
		took, err := s.halt()
		s.stop = nil
		if err != nil || !ended || took > telegram.DefaultDrain+time.Second {
			t.Errorf("ended %v after %v: %v", ended, took, err)
		}
	})
}
