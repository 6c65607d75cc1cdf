package dialogue_test

import (
	"context"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/retrieval/text"
)

// inGroup says something in a group of people.
func inGroup(b bot.Conversation, m bot.Message) bot.Reply {
	m.Platform, m.User, m.Chat = bot.Telegram, reader, "telegram:-100"
	return b.Handle(context.Background(), m)
}

func TestWhatAsksNothingInAGroupIsAnsweredWithoutWords(t *testing.T) {
	b := realTalk(t)
	for said, want := range map[string]bot.ReplyKind{
		"👍": bot.ShowReaction, "thanks!": bot.ShowReaction, "ok": bot.ShowReaction, "lol": bot.ShowReaction, "bye": bot.ShowReaction,
		"cảm ơn": bot.ShowReaction, "😂": bot.Silent, ".": bot.Silent, "👎": bot.Silent, "👋": bot.Silent, "+1": bot.Silent, "100%": bot.Silent,
		"hello": bot.ShowText, "help": bot.ShowText, "how many files did na hy commune resolve": bot.ShowAnswer,
	} {
		if r := inGroup(b, bot.Message{Text: said, Quoted: "an answer"}); r.Kind != want {
			t.Errorf("%q: %q (%s), want %q", said, r.Kind, r.Text, want)
		}
	}
	for _, said := range []string{"👍", "lol", ".", "+1", "100%"} {
		if r := say(t, b, said); r.Kind != bot.ShowText {
			t.Errorf("in private %q: %q, want words", said, r.Kind)
		}
	}
}

func TestWhatIsOverheardIsAnsweredOnlyWhereSure(t *testing.T) {
	b := realTalk(t)
	for said, want := range map[string]bot.ReplyKind{
		"how many files did na hy commune resolve ahead of schedule": bot.ShowAnswer,
		"see you at the bridge then":                                 bot.Silent, "hello": bot.Silent, "help": bot.Silent, "lol": bot.Silent, "articles": bot.Silent, "2": bot.Silent,
	} {
		if r := inGroup(b, bot.Message{Text: said, Overheard: true}); r.Kind != want {
			t.Errorf("%q: %q (%s), want %q", said, r.Kind, r.Text, want)
		}
	}
}

func TestSomethingWithoutWordsIsToldWhatIsRead(t *testing.T) {
	b := realTalk(t)
	r := b.Handle(context.Background(), bot.Message{User: reader, Chat: "telegram:7", Private: true, Media: true})
	if !strings.Contains(r.Text, "I read words best") {
		t.Errorf("%q", r.Text)
	}
}

func TestHelpInAGroupSaysHowTheBotIsCalled(t *testing.T) {
	b := realTalk(t)
	for said, want := range map[string]string{"help": "call me en", "trợ giúp": "call me vi"} {
		r := inGroup(b, bot.Message{Text: said, HowToAsk: func(l text.Language) string { return "call me " + string(l) }})
		if !strings.Contains(r.Text, want) {
			t.Errorf("%q: %q, want %q", said, r.Text, want)
		}
	}
}
