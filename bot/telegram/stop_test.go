package telegram_test

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/telegramtest"
)

func TestStoppingTakesLessThanASecond(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(5 * time.Second)
		took, err := s.halt()
		s.stop = nil
		if err != nil || took >= time.Second {
			t.Errorf("stopped after %v: %v", took, err)
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "two"})
		s.run()
		s.settle(90 * time.Second)
		if s.count(an.ID, "one") != 1 || s.count(an.ID, "two") != 1 {
			t.Errorf("messages %q", s.texts(an.ID))
		}
	})
}

func TestStoppingFinishesWhatWasBegun(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			time.Sleep(2 * time.Second)
			return answerTo(m.Text)
		}
		s.askFive("late")
		s.settle(time.Second)
		took, _ := s.halt()
		s.wantFive("late")
		if took > telegram.DefaultDrain {
			t.Errorf("took %v", took)
		}
		s.run()
		s.settle(90 * time.Second)
		s.wantFive("late")
	})
}

func TestARevokedTokenEndsTheRunWithAHint(t *testing.T) {
	tests := map[string]telegramtest.Fault{
		"at the start":        {Method: "getMe", Times: -1, Code: 401, Text: "Unauthorized"},
		"malformed, at start": {Method: "getMe", Times: -1, Code: 404, Text: "Not Found"},
		"while polling":       {Method: "getUpdates", Times: -1, Code: 401, Text: "Unauthorized"},
		"while sending":       {Method: "sendMessage", Times: -1, Code: 401, Text: "Unauthorized"},
	}
	for name, fault := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStand(t, false, telegramtest.Options{})
				t.Cleanup(s.end)
				s.srv.Fail(fault)
				s.run()
				s.srv.Says(telegramtest.Say{From: an, Text: "one"})
				err := <-s.ended
				s.stop = nil
				if err == nil || !strings.Contains(err.Error(), "@BotFather") || strings.Contains(err.Error(), telegramtest.Token) {
					t.Errorf("run ended with %v", err)
				}
			})
		})
	}
}

func TestATokenRefusedAFewTimesIsTriedAgain(t *testing.T) {
	for _, method := range []string{"getUpdates", "sendMessage"} {
		t.Run(method, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newStand(t, false, telegramtest.Options{})
				t.Cleanup(s.end)
				s.run()
				s.settle(time.Second)
				for range 3 { // never often enough in a row to be believed
					s.srv.Fail(telegramtest.Fault{Method: method, Times: 4, Code: 401, Text: "Unauthorized"})
					s.srv.Says(telegramtest.Say{From: an, Text: "who?"})
					s.settle(2 * time.Minute)
				}
				if n := s.count(an.ID, "who?"); n != 3 || !s.adapter.Health().OK {
					t.Errorf("%d of 3 questions answered, health %+v", n, s.adapter.Health())
				}
			})
		})
	}
}

func TestAQuietBotStopsWithoutACall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.close)
		s.run()
		for name, before := range map[string]func(){
			"after a question":    func() { s.srv.Says(telegramtest.Say{From: an, Text: "one"}) },
			"after a quiet while": func() { time.Sleep(5 * time.Minute) },
			"after a restart":     func() { s.halt(); s.run() },
		} {
			before()
			s.settle(10 * time.Second)
			s.srv.Fail(telegramtest.Fault{Method: "getUpdates", Code: 409, Text: "Conflict: terminated by other getUpdates request"})
			polls := len(s.srv.Calls("getUpdates"))
			s.halt()
			if n := len(s.srv.Calls("getUpdates")) - polls; n != 0 || strings.Contains(s.log.String(), "cannot acknowledge") {
				t.Errorf("%s: %d calls to acknowledge nothing; the log says\n%s", name, n, s.log.String())
			}
			s.srv.Heal()
			s.run()
		}
		s.halt()
	})
}

func TestWhatIsFinishedWhileStoppingIsAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.close)
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			time.Sleep(2 * time.Second)
			return answerTo(m.Text)
		}
		s.run()
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(time.Second)
		s.halt()
		if n := s.srv.Unacknowledged(); n != 0 || s.count(an.ID, "one") != 1 {
			t.Errorf("%d updates not acknowledged, messages %q", n, s.texts(an.ID))
		}
	})
}

func TestARenamedBotIsKnown(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Rename("TheGazetteBot")
		s.settle(10 * time.Minute)
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask@TheGazetteBot one"})
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask@" + telegramtest.Username + " two"})
		s.settle(10 * time.Second)
		if s.count(group, "one") != 1 || s.count(group, "two") != 0 {
			t.Errorf("messages %q", s.texts(group))
		}
	})
}

// TestWhoeverUsesTheNewNameOfABotFirstIsAnswered: nobody waits until it is asked
// for by itself.
func TestWhoeverUsesTheNewNameOfABotFirstIsAnswered(t *testing.T) {
	for name, text := range map[string]string{"by a command": "/ask@TheGazetteBot one", "by a mention": "@TheGazetteBot one", "in the middle": "please, @thegazettebot one"} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				s.settle(time.Minute)
				asked := len(s.srv.Calls("getMe"))
				for range 10 { // talk to another bot asks no more often than it must
					s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/roll@DiceBot 6"})
					s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "@somebody hello"})
				}
				s.settle(time.Minute)
				if n := len(s.srv.Calls("getMe")) - asked; n != 1 || s.srv.Unacknowledged() != 0 {
					t.Errorf("asked %d times who the bot is, %d updates wait", n, s.srv.Unacknowledged())
				}
				s.srv.Rename("TheGazetteBot")
				s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: text})
				s.settle(10 * time.Second)
				if s.count(group, "one") != 1 || s.srv.Unacknowledged() != 0 {
					t.Errorf("messages %q, %d updates wait", s.texts(group), s.srv.Unacknowledged())
				}
			})
		})
	}
}

func TestAStartBeforeTheServerIsThere(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.halt()
		s.srv.Fail(telegramtest.Fault{Times: -1, HTML: 502})
		s.run()
		s.settle(time.Minute)
		if h := s.adapter.Health(); h.OK {
			t.Errorf("health %+v", h)
		}
		s.srv.Heal()
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(time.Minute)
		if h := s.adapter.Health(); !h.OK || s.count(an.ID, "one") != 1 {
			t.Errorf("health %+v, messages %q", h, s.texts(an.ID))
		}
	})
}
