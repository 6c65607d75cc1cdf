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

// became tells the bot that its place in a chat has changed.
func (s *stand) became(chat int64, kind, language string, old, now map[string]any) {
	s.srv.Inject("my_chat_member", map[string]any{
		"chat": map[string]any{"id": chat, "type": kind}, "from": map[string]any{"id": 12, "language_code": language}, "date": time.Now().Unix(),
		"old_chat_member": old, "new_chat_member": now,
	})
	s.settle(2 * time.Second)
}

func is(status string) map[string]any { return map[string]any{"status": status} }

func restricted(member, text bool) map[string]any {
	return map[string]any{"status": "restricted", "is_member": member, "can_send_messages": text}
}

func TestAGroupIsToldOnceHowToAsk(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.became(group, "supergroup", "en", is("left"), is("member"))
		got := s.texts(group)
		if len(got) != 1 || !strings.Contains(got[0], "/ask") || !strings.Contains(got[0], "@PaperBot") {
			t.Fatalf("told %q", got)
		}
		s.became(group, "supergroup", "en", is("member"), is("administrator"))
		s.became(group, "supergroup", "en", is("administrator"), restricted(true, true))
		if n := len(s.texts(group)); n != 1 {
			t.Errorf("told %d times", n)
		}
		s.became(-1002, "group", "vi", is("kicked"), is("administrator"))
		if got := s.last(-1002).Text; !strings.HasPrefix(got, "Xin chào") {
			t.Errorf("told %q", got)
		}
		s.became(-1003, "supergroup", "en", is("left"), restricted(true, false))
		s.became(-1004, "channel", "en", is("left"), is("administrator"))
		s.became(an.ID, "private", "en", is("kicked"), is("member"))
		for _, chat := range []int64{-1003, -1004, an.ID} {
			if got := s.texts(chat); len(got) != 0 {
				t.Errorf("chat %d was told %q", chat, got)
			}
		}
	})
}

func TestRightsGivenBackAreNoticedAtOnce(t *testing.T) {
	for name, now := range map[string]map[string]any{
		"made administrator": is("administrator"), "no longer restricted": is("member"), "allowed to write": restricted(true, true),
	} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "-1001", Code: 400, Text: "Bad Request: not enough rights to send text messages to the chat"})
				s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask one"})
				s.settle(2 * time.Second)
				s.became(group, "supergroup", "en", restricted(true, false), restricted(true, false))
				s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask two"})
				s.settle(2 * time.Second)
				s.became(group, "supergroup", "en", restricted(true, false), now)
				s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask three"})
				s.settle(2 * time.Second)
				if got := s.texts(group); len(got) != 1 || !strings.Contains(got[0], "three") {
					t.Errorf("answered %q", got)
				}
			})
		})
	}
}

// TestRightsOfAllMembersGivenBackAreNoticed: Telegram tells of the bot's own alone.
func TestRightsOfAllMembersGivenBackAreNoticed(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Chat: "-1001", Times: -1, Code: 400, Text: "Bad Request: not enough rights to send text messages to the chat"})
		for range 240 {
			s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask one"})
			s.settle(time.Minute)
		}
		if n := len(s.srv.Calls("sendMessage")); n < 4 || n > 12 {
			t.Errorf("%d tries in four hours", n)
		}
		s.became(group, "supergroup", "en", is("member"), is("administrator"))
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask two"})
		s.settle(time.Second)
		s.srv.Heal()
		s.settle(90 * time.Second)
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask three"})
		s.settle(2 * time.Second)
		if got := s.texts(group); len(got) != 1 || !strings.Contains(got[0], "three") {
			t.Errorf("answered %q", got)
		}
	})
}

func TestAReactionIsNoMessage(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			return bot.Reply{Kind: bot.ShowReaction, Text: "👍"}
		}
		s.srv.Fail(telegramtest.Fault{Method: "setMessageReaction", Code: 400, Text: "Bad Request: REACTION_INVALID"})
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/ask refused"})
		s.settle(time.Second)
		_, id := s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "@PaperBot thanks"})
		s.settle(time.Second)
		if got := s.srv.Reaction(group, id); got != "👍" {
			t.Errorf("reaction %q", got)
		}
		if n := len(s.texts(group)) + s.srv.Unacknowledged(); n != 0 {
			t.Errorf("%d messages or updates that wait", n)
		}
	})
}

func TestHelpInAGroupNamesTheCommandAndTheMention(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if m.HowToAsk == nil {
				return say("just write")
			}
			return say(m.HowToAsk(text.Vietnamese) + " " + m.HowToAsk(text.English) + " @another")
		}
		s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: "/help"})
		s.srv.Says(telegramtest.Say{From: an, Text: "/help"})
		s.settle(time.Second)
		if got := s.last(group).Text; strings.Count(got, "@PaperBot") != 2 || strings.Count(got, "/ask") != 2 || strings.Contains(got, "@another") {
			t.Errorf("in a group: %q", got)
		}
		if got := s.last(an.ID).Text; got != "just write" {
			t.Errorf("in private: %q", got)
		}
	})
}
