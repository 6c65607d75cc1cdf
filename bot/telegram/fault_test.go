package telegram_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram/telegramtest"
)

// askFive has five people ask one question each.
func (s *stand) askFive(words string) {
	for i := range 5 {
		s.srv.Says(telegramtest.Say{From: telegramtest.Person{ID: int64(20 + i)}, Text: fmt.Sprintf("%s %d", words, i)})
	}
}

// wantFive checks that each got exactly one answer.
func (s *stand) wantFive(words string) {
	s.t.Helper()
	for i := range 5 {
		if n := s.count(int64(20+i), fmt.Sprintf("The answer to %s %d", words, i)); n != 1 {
			s.t.Errorf("%q was answered %d times", fmt.Sprintf("%s %d", words, i), n)
		}
	}
}

func TestAServerThatIsAwayLosesNothing(t *testing.T) {
	ways := map[string]telegramtest.Fault{
		"unreachable":     {Times: -1, Reset: true},
		"a proxy's page":  {Times: -1, HTML: 502},
		"internal errors": {Times: -1, Code: 500, Text: "Internal Server Error"},
		"floods":          {Times: -1, Flood: 3},
	}
	for name, fault := range ways {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				// The question is received, and then nothing goes out.
				s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
					time.Sleep(time.Second)
					return answerTo(m.Text)
				}
				s.askFive("before")
				s.settle(100 * time.Millisecond)
				s.srv.Fail(fault)
				s.settle(15 * time.Second)
				s.askFive("during")
				s.settle(15 * time.Second)
				s.srv.Heal()
				s.settle(2 * time.Minute)
				s.wantFive("before")
				s.wantFive("during")
			})
		})
	}
}

func TestOneRefusalOfEachKind(t *testing.T) {
	tests := map[string]struct {
		fault telegramtest.Fault
		min   int // messages that show the answer
		max   int
	}{
		"a proxy's page":                {telegramtest.Fault{HTML: 502}, 1, 1},
		"an empty gateway timeout":      {telegramtest.Fault{HTML: 504}, 1, 1},
		"an error of the server":        {telegramtest.Fault{Code: 500, Text: "Internal Server Error"}, 1, 1},
		"a flood":                       {telegramtest.Fault{Flood: 4}, 1, 1},
		"markup that is refused":        {telegramtest.Fault{Code: 400, Text: "Bad Request: can't parse entities: unexpected end tag"}, 1, 1},
		"a topic that is gone":          {telegramtest.Fault{Code: 400, Text: "Bad Request: message thread not found"}, 1, 1},
		"a question that is gone":       {telegramtest.Fault{Code: 400, Text: "Bad Request: message to be replied not found"}, 1, 1},
		"a button that is refused":      {telegramtest.Fault{Code: 400, Text: "Bad Request: BUTTON_URL_INVALID"}, 1, 1},
		"a token refused once":          {telegramtest.Fault{Code: 401, Text: "Unauthorized"}, 1, 1},
		"blocked":                       {telegramtest.Fault{Code: 403, Text: "Forbidden: bot was blocked by the user"}, 0, 0},
		"deactivated":                   {telegramtest.Fault{Code: 403, Text: "Forbidden: user is deactivated"}, 0, 0},
		"no such chat":                  {telegramtest.Fault{Code: 400, Text: "Bad Request: chat not found"}, 0, 0},
		"any other refusal":             {telegramtest.Fault{Code: 400, Text: "Bad Request: something new"}, 0, 0},
		"a connection that breaks":      {telegramtest.Fault{Reset: true}, 1, 1},
		"an answer that breaks off":     {telegramtest.Fault{Cut: true}, 1, 2}, // undecidable: sent once more
		"an answer that comes too late": {telegramtest.Fault{Lost: 20 * time.Second}, 1, 2},
		"a call that hangs":             {telegramtest.Fault{Hang: 20 * time.Second}, 1, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				tt.fault.Method = "sendMessage"
				s.srv.Fail(tt.fault)
				s.srv.Says(telegramtest.Say{From: an, Text: "who?", Thread: 5, Topic: true})
				s.settle(time.Minute)
				if n := s.count(an.ID, "The answer to who?"); n < tt.min || n > tt.max {
					t.Errorf("%d messages show the answer, want %d to %d", n, tt.min, tt.max)
				}
				if n := s.srv.Unacknowledged(); n != 0 {
					t.Errorf("%d updates not acknowledged", n)
				}
				s.srv.Says(telegramtest.Say{From: bao, Text: "and now?"})
				s.settle(time.Minute)
				if n := s.count(bao.ID, "The answer to and now?"); n != 1 {
					t.Errorf("the next question was answered %d times", n)
				}
				if log := s.log.String(); tt.max == 0 && !strings.Contains(log, "message given up") && !strings.Contains(log, "message refused") {
					t.Error("given up in silence")
				}
			})
		})
	}
}

func TestAReplyThatIsRefusedIsApologisedFor(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Code: 400, Text: "Bad Request: something new"})
		_, id := s.srv.Says(telegramtest.Say{From: an, Text: "who?"})
		s.settle(10 * time.Second)
		m := s.last(an.ID)
		_, ref, ok := strings.Cut(m.Text, "(ref ")
		if !ok || m.ReplyTo != id || !strings.Contains(s.log.String(), "ref="+strings.TrimRight(ref, ").")) {
			t.Errorf("message %q", m.Text)
		}
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Times: 2, Code: 400, Text: "Bad Request: something new"})
		s.srv.Says(telegramtest.Say{From: bao, Text: "who?"})
		s.settle(10 * time.Second)
		if n := s.srv.Unacknowledged(); n != 0 || len(s.texts(bao.ID)) != 0 {
			t.Errorf("%d not acknowledged, messages %q", n, s.texts(bao.ID))
		}
	})
}

func TestAQuestionThatIsGoneIsAnsweredInItsTopic(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Times: -1, Code: 400, Text: "Bad Request: message to be replied not found",
			Matches: func(p map[string]string) bool { return p["reply_parameters"] != "" }})
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask who?", Thread: 5, Topic: true})
		s.settle(10 * time.Second)
		if m := s.last(group); m.Thread != 5 || m.ReplyTo != 0 || !strings.Contains(m.Text, "The answer to who?") {
			t.Errorf("message %+v", m)
		}
		if log := s.log.String(); strings.Contains(log, "level=ERROR") {
			t.Errorf("a question that is gone is our fault: %s", log)
		}
	})
}

func TestAnAlertIsNeverSentTwice(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		for _, f := range []telegramtest.Fault{{Cut: true}, {Lost: 20 * time.Second}} {
			f.Method = "sendMessage"
			s.srv.Fail(f)
			if err := s.adapter.Notify(t.Context(), "telegram:11", say("alert")); err == nil {
				t.Error("its fate is unknown, but no error says so")
			}
			s.settle(time.Minute)
		}
		if n := s.count(an.ID, "alert"); n != 2 {
			t.Errorf("two alerts were shown %d times", n)
		}
	})
}

func TestAGroupThatBecomesASupergroup(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "-7", Times: -1, Code: 400, Text: "Bad Request: group chat was upgraded to a supergroup chat", Migrate: -1007})
		s.srv.Says(telegramtest.Say{From: an, Chat: -7, Text: "/ask one"})
		s.settle(time.Second)
		s.srv.Inject("message", map[string]any{"message_id": 9, "date": 1, "chat": map[string]any{"id": -7, "type": "group"}, "from": map[string]any{"id": 11}, "migrate_to_chat_id": -1007})
		s.srv.Says(telegramtest.Say{From: an, Chat: -7, Text: "/ask two"})
		s.settle(10 * time.Second)
		if got := s.texts(-1007); len(got) != 2 || len(s.texts(-7)) != 0 {
			t.Errorf("old %q, new %q", s.texts(-7), got)
		}
	})
}

func TestBeingThrownOutEndsWhatWaits(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "-1001", Flood: 60})
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask one"})
		s.settle(time.Second)
		s.srv.Inject("my_chat_member", map[string]any{"chat": map[string]any{"id": group, "type": "supergroup"}, "from": map[string]any{"id": 11},
			"date": 1, "old_chat_member": map[string]any{"status": "member"}, "new_chat_member": map[string]any{"status": "kicked"}})
		s.settle(2 * time.Minute)
		if got := s.texts(group); len(got) != 0 || s.srv.Unacknowledged() != 0 {
			t.Errorf("messages %q, %d not acknowledged", got, s.srv.Unacknowledged())
		}
	})
}

func TestNoRightToWriteMutesTheChatForAWhile(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "-1001", Code: 400, Text: "Bad Request: not enough rights to send text messages to the chat"})
		for range 5 {
			s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask one"})
			s.settle(10 * time.Second)
		}
		if n := len(s.srv.Calls("sendMessage")); n != 1 {
			t.Errorf("%d calls into a chat without rights", n)
		}
		s.settle(time.Hour)
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask two"})
		s.settle(time.Minute)
		if n := s.count(group, "two"); n != 1 {
			t.Errorf("an hour later: %d answers", n)
		}
	})
}

func TestADeletedAnswerIsWrittenAnewForAnEditedQuestion(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(telegramtest.Say{From: an, Text: "one"})
		s.srv.Inject("message", f)
		s.settle(time.Second)
		s.srv.DeleteMessage(an.ID, s.last(an.ID).ID)
		f["text"] = "two"
		s.srv.Inject("edited_message", f)
		s.settle(10 * time.Second)
		if got := s.texts(an.ID); len(got) != 1 || !strings.Contains(got[0], "two") {
			t.Errorf("messages %q", got)
		}
	})
}
