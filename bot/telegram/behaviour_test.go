package telegram_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/telegramtest"
)

func TestAQuestionIsAnsweredInReplyToIt(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		_, id := s.srv.Says(telegramtest.Say{From: an, Text: "how many files were resolved"})
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

func TestAChannelsDirectMessagesAreAnsweredInTheirTopic(t *testing.T) {
	const channel = -1009
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(telegramtest.Say{From: an, Chat: channel, Text: "/ask who?", Direct: 4500000000})
		s.settle(time.Second)
		m := s.last(channel)
		if m.Direct != 4500000000 || m.Thread != 0 || !strings.Contains(m.Text, "The answer to who?") {
			t.Errorf("topic %d, thread %d: %q", m.Direct, m.Thread, m.Text)
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
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask who?", Thread: tt.thread, Topic: tt.topic})
				s.settle(time.Second)
				if m := s.last(group); m.Thread != tt.want {
					t.Errorf("thread %d, want %d", m.Thread, tt.want)
				}
			})
		})
	}
}

func TestSilenceWhereTheBotIsNotMeant(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "who won?"})
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask@OtherBot who won?"})
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

func TestTypingShowsWhileAnAnswerTakesLong(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(telegramtest.Say{From: an, Text: "quick"})
		s.settle(time.Second)
		if n := len(s.srv.Calls("sendChatAction")); n != 0 {
			t.Errorf("%d signs of typing for a quick answer", n)
		}
		s.conv.handle = func(context.Context, bot.Message) bot.Reply {
			time.Sleep(9 * time.Second)
			return say("slow")
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "slow", Thread: 7, Topic: true})
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
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			for range 40 {
				m.Progress(say("reading"))
				time.Sleep(100 * time.Millisecond)
				m.Progress(say("indexing"))
				time.Sleep(100 * time.Millisecond)
			}
			return say("Reloaded in 8 s")
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "/reload"})
		s.settle(time.Minute)
		if list := s.texts(an.ID); len(list) != 1 || list[0] != "Reloaded in 8 s" {
			t.Errorf("messages %q", list)
		}
		if n := len(s.srv.Calls("editMessageText")); n > 14 {
			t.Errorf("%d edits in eight seconds", n)
		}
	})
}

func TestOrderInAChatAndNotBetweenChats(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if m.Chat == "telegram:11" {
				time.Sleep(5 * time.Second)
			}
			return say("re " + m.Text)
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(10 * time.Millisecond) // the server of the tests posts without order
		s.srv.Says(telegramtest.Say{From: an, Text: "two"})
		s.srv.Says(telegramtest.Say{From: bao, Text: "three"})
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
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if m.Text == "boom" {
				panic("canary question text")
			}
			return say("fine")
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "boom"})
		s.srv.Says(telegramtest.Say{From: bao, Text: "xin chào, bao nhiêu hồ sơ?"})
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
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		if err := s.adapter.Notify(t.Context(), "telegram:11", say("The index is two days old.")); err != nil {
			t.Error(err)
		}
		if got := s.texts(an.ID); len(got) != 1 {
			t.Errorf("messages %q", got)
		}
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Code: 403, Text: "Forbidden: bot was blocked by the user"})
		if err := s.adapter.Notify(t.Context(), "telegram:12", say("x")); err == nil {
			t.Error("no error from a chat that is out of reach")
		}
		if err := s.adapter.Notify(t.Context(), "discord:12", say("x")); err == nil {
			t.Error("no error for a person of another platform")
		}
	})
}

func TestAReloadMayTakeItsTime(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(ctx context.Context, m bot.Message) bot.Reply {
			select {
			case <-ctx.Done():
				return say("cut off")
			case <-time.After(5 * time.Minute):
				return say("Reloaded in 300 s")
			}
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "/reload"})
		s.srv.Says(telegramtest.Say{From: bao, Text: "a question that hangs"})
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
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		ended := false
		s.conv.handle = func(ctx context.Context, m bot.Message) bot.Reply {
			<-ctx.Done()
			ended = true
			return say("cut off")
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "/reload"})
		s.settle(time.Second)
		took, err := s.halt()
		s.stop = nil
		if err != nil || !ended || took > telegram.DefaultDrain+time.Second {
			t.Errorf("ended %v after %v: %v", ended, took, err)
		}
	})
}
