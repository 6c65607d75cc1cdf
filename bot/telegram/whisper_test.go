package telegram_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram/telegramtest"
	"articlebot/retrieval/text"
)

// seen tells what one person of the group sees alone, and what all see.
func (s *stand) seen(who telegramtest.Person) (alone, all []string) {
	for _, m := range s.srv.Whispers(group, who.ID) {
		alone = append(alone, m.Text)
	}
	return alone, s.texts(group)
}

// wantSaid compares what one person sees alone and what all see with parts of it.
func (s *stand) wantSaid(who telegramtest.Person, alone, all []string) {
	s.t.Helper()
	gotAlone, gotAll := s.seen(who)
	for what, list := range map[string][2][]string{"alone": {gotAlone, alone}, "together": {gotAll, all}} {
		same := len(list[0]) == len(list[1])
		for i := 0; same && i < len(list[0]); i++ {
			same = strings.Contains(list[0][i], list[1][i])
		}
		if !same {
			s.t.Errorf("seen %s: %q, want %q", what, list[0], list[1])
		}
	}
}

// personal answers what begins with "my" for the asker's eyes, notes what begins
// with "slow", and answers everything else.
func personal(_ context.Context, m bot.Message) bot.Reply {
	switch {
	case strings.HasPrefix(m.Text, "my"):
		r := say(m.Text)
		r.Private = true
		return r
	case strings.HasPrefix(m.Text, "slow"):
		return bot.Reply{Kind: bot.ShowNotice, Language: text.English, Text: m.Text, Private: true}
	}
	return answerTo(m.Text)
}

func TestWhatIsPersonalIsShownToTheAskerAlone(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = personal
		s.srv.Promote(group, true)
		for _, said := range []string{"my settings", "slow down", "a question"} {
			s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask " + said})
			s.settle(10 * time.Second)
		}
		s.wantSaid(an, []string{"my settings", "slow down"}, []string{"a question"})
		if got := s.srv.Whispers(group, bao.ID); len(got) != 0 {
			t.Errorf("somebody else sees %+v", got)
		}
		s.srv.Says(telegramtest.Say{From: an, Text: "my settings"})
		s.settle(10 * time.Second)
		if got := s.texts(an.ID); len(got) != 1 {
			t.Errorf("in a private chat %q", got)
		}
	})
}

func TestAnAnonymousAdminIsToldBeforeAll(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = personal
		s.srv.Promote(group, true)
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask my settings", More: map[string]any{"sender_chat": map[string]any{"id": group, "type": "supergroup"}}})
		s.settle(10 * time.Second)
		s.wantSaid(an, nil, []string{"my settings"})
	})
}

func TestWhereABotMayNotWhisperItSpeaksAndTriesAgainOncePromoted(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = personal
		ask := func(said string) {
			s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask " + said})
			s.settle(10 * time.Second)
		}
		ask("my first")
		ask("my second")
		refused := 0
		for _, c := range s.srv.Calls("sendMessage") {
			if c.Status != 200 {
				refused++
			}
		}
		if refused != 1 {
			t.Errorf("%d calls were refused", refused)
		}
		s.srv.Promote(group, true)
		s.became(group, "supergroup", "en", is("member"), is("administrator"))
		ask("my third")
		s.srv.Promote(group, false)
		ask("my fourth")
		s.wantSaid(an, []string{"my third"}, []string{"my first", "my second", "my fourth"})
	})
}

func TestAServerThatKnowsNoWhisperIsSentTheMessage(t *testing.T) {
	eachSource(t, telegramtest.Options{Old: true}, func(t *testing.T, s *stand) {
		s.conv.handle = personal
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask my settings"})
		s.settle(10 * time.Second)
		s.wantSaid(an, nil, []string{"my settings"})
	})
}

func TestWhatNobodyElseSawIsAnsweredSo(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = personal
		s.srv.Whisper(telegramtest.Say{From: an, Chat: group, Text: "/ask a question"})
		s.settle(10 * time.Second)
		s.srv.Whisper(telegramtest.Say{From: an, Chat: group, Text: "/ask another"})
		s.settle(10 * time.Second)
		s.wantSaid(an, []string{"a question", "another"}, nil)
		if n := len(s.srv.Calls("sendChatAction")); n != 0 {
			t.Errorf("typed %d times", n)
		}
	})
}

func TestAPressIsAnsweredToWhoPressed(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask a question"})
		s.settle(10 * time.Second)
		whole := say("page 1")
		whole.Private = true
		s.conv.press = func(context.Context, bot.Press) bot.PressReply { return bot.PressReply{Send: whole} }
		under := s.srv.Written(s.last(group), false, nil)
		s.srv.Press(bao, "open", under)
		s.settle(10 * time.Second)
		s.wantSaid(bao, []string{"page 1"}, []string{"a question"})

		s.conv.press = func(context.Context, bot.Press) bot.PressReply { return bot.PressReply{Edit: say("page 2")} }
		page := s.srv.Written(s.srv.Whispers(group, bao.ID)[0], false, nil)
		s.srv.Press(bao, "next", page)
		s.settle(10 * time.Second)
		s.wantSaid(bao, []string{"page 2"}, []string{"a question"})

		s.conv.press = func(context.Context, bot.Press) bot.PressReply {
			time.Sleep(20 * time.Second) // longer than a press may be answered so
			return bot.PressReply{Send: whole}
		}
		s.srv.Press(bao, "open", under)
		s.settle(time.Minute)
		s.wantSaid(bao, []string{"page 2"}, []string{"a question", "page 1"})
	})
}

func TestAnEditedQuestionTakesTheWhisperAway(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = personal
		s.srv.Promote(group, true)
		f, _ := s.srv.Message(telegramtest.Say{From: an, Chat: group, Text: "/ask my settings"})
		s.srv.Inject("message", f)
		s.settle(10 * time.Second)
		s.wantSaid(an, []string{"my settings"}, nil)
		f["text"], f["edit_date"] = "/ask my plans", time.Now().Unix()
		s.srv.Inject("edited_message", f)
		s.settle(10 * time.Second)
		s.wantSaid(an, []string{"my plans"}, nil)
		if _, err := s.halt(); err != nil {
			t.Fatal(err)
		}
		s.run()
		f["text"], f["edit_date"] = "/ask a question", time.Now().Unix()
		s.srv.Inject("edited_message", f)
		s.settle(10 * time.Second)
		s.wantSaid(an, nil, []string{"a question"})
	})
}

func TestAWhisperThatHasVanishedIsWrittenAnew(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = personal
		s.srv.Promote(group, true)
		f, _ := s.srv.Message(telegramtest.Say{From: an, Chat: group, Text: "/ask my settings"})
		s.srv.Inject("message", f)
		s.settle(10 * time.Second)
		s.srv.Fail(telegramtest.Fault{Method: "editEphemeralMessageText", Code: 400, Text: "Bad Request: MESSAGE_NOT_FOUND"})
		f["text"], f["edit_date"] = "/ask my plans", time.Now().Unix()
		s.srv.Inject("edited_message", f)
		s.settle(10 * time.Second)
		s.wantSaid(an, []string{"my settings", "my plans"}, nil)
	})
}
