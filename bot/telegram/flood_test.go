package telegram_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram/telegramtest"
)

func TestAFloodedChatWaitsAloneAndAsLongAsAsked(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "11", Flood: 30})
		from := time.Now()
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.srv.Says(telegramtest.Say{From: bao, Text: "two"})
		s.settle(5 * time.Second)
		if s.count(bao.ID, "two") != 1 {
			t.Error("another chat waits too")
		}
		s.settle(time.Minute)
		m := s.last(an.ID)
		if d := m.At.Sub(from); d < 30*time.Second || d > 40*time.Second {
			t.Errorf("sent after %v, asked to wait 30 s", d)
		}
	})
}

func TestAStormOfFloodsPausesEverything(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Times: 3, Flood: 10})
		from := time.Now()
		s.askFive("storm")
		s.settle(9 * time.Second)
		for _, c := range s.srv.Calls("sendMessage") {
			// The poll that brings all five may be the second, 0.6 s later.
			if d := c.At.Sub(from); d > 700*time.Millisecond {
				t.Errorf("a call %v into the pause", d)
			}
		}
		s.settle(time.Minute)
		s.wantFive("storm")
	})
}

func TestAFloodOfHoursIsGivenUpAndSaid(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "11", Flood: 18053})
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(time.Minute)
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates wait for a chat that is closed for hours", n)
		}
		if !strings.Contains(s.log.String(), "message given up") {
			t.Error("given up in silence")
		}
	})
}

func TestOneWaitingChatDoesNotHoldUpThousands(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "11", Flood: 300})
		s.srv.Says(telegramtest.Say{From: an, Text: "stuck"})
		s.settle(time.Second)
		for i := range 400 {
			s.srv.Says(telegramtest.Say{From: telegramtest.Person{ID: int64(1000 + i)}, Text: "q"})
		}
		s.settle(60 * time.Second)
		for i := range 400 {
			if n := s.count(int64(1000+i), "The answer to q"); n != 1 {
				t.Fatalf("person %d was answered %d times within a minute", i, n)
			}
		}
		s.settle(5 * time.Minute)
		if n := s.count(an.ID, "stuck"); n != 1 {
			t.Errorf("the waiting question was answered %d times", n)
		}
	})
}

func TestAQuestionHeldInMemoryIsApologisedForAfterAKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "12", Flood: 300})
		_, id := s.srv.Says(telegramtest.Say{From: bao, Text: "stuck canary-question"})
		s.settle(time.Second)
		for i := range 200 {
			s.srv.Says(telegramtest.Say{From: telegramtest.Person{ID: int64(1000 + i)}, Text: "q"})
		}
		s.settle(30 * time.Second)
		s.halt() // the drain ends long before the chat may be written to
		s.noSecrets("canary-question")
		s.run()
		s.settle(10 * time.Second)
		m := s.last(bao.ID)
		if m.ReplyTo != id || !strings.Contains(m.Text, "gián đoạn") {
			t.Errorf("message %+v", m)
		}
		s.halt()
		s.run()
		s.settle(10 * time.Second)
		if n := len(s.texts(bao.ID)); n != 1 {
			t.Errorf("%d apologies", n)
		}
	})
}

func TestTooManyQuestionsAreToldSo(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply { return say("re " + m.Text) }
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "11", Flood: 60})
		for i := range 60 {
			s.srv.Says(telegramtest.Say{From: an, Text: fmt.Sprint("how many of the files are there number ", i)})
		}
		s.settle(10 * time.Minute)
		answers, busy := s.count(an.ID, "re how many"), s.count(an.ID, "Try again")
		if answers < 20 || busy != 1 {
			t.Errorf("%d answers, %d notices", answers, busy)
		}
		if n := s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d updates not acknowledged", n)
		}
	})
}
