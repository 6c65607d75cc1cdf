package telegram_test

import (
	"strings"
	"testing"
	"time"

	"articlebot/bot/telegram/telegramtest"
)

// heard are the texts that the conversation was asked, by command.
func (s *stand) heard() []string {
	var list []string
	for _, m := range s.conv.messages() {
		text := m.Text
		if m.Command != "" {
			text = "/" + m.Command + " " + text
		}
		list = append(list, strings.TrimSpace(text))
	}
	return list
}

func TestTheMessagePointedAtIsTheQuestion(t *testing.T) {
	theirs := func(more map[string]any) map[string]any {
		m := map[string]any{"message_id": 3, "date": 1, "chat": map[string]any{"id": group, "type": "supergroup"}, "from": map[string]any{"id": 12}}
		for k, v := range more {
			m[k] = v
		}
		return m
	}
	asked := theirs(map[string]any{"text": "how many files?"})
	ours := map[string]any{"message_id": 3, "date": 1, "chat": map[string]any{"id": group, "type": "supergroup"},
		"from": map[string]any{"id": telegramtest.BotID, "is_bot": true}, "text": "An answer."}
	for name, tt := range map[string]struct {
		text string
		more map[string]any
		want string
	}{
		"by the mention":                      {"@PaperBot", map[string]any{"reply_to_message": asked}, "how many files?"},
		"by the mention and a sign":           {"@PaperBot 👆?", map[string]any{"reply_to_message": asked}, "how many files?"},
		"with words that only point there":    {"@PaperBot pls answer this 🙏", map[string]any{"reply_to_message": asked}, "how many files?"},
		"is it true":                          {"hey @PaperBot, is this true?", map[string]any{"reply_to_message": asked}, "how many files?"},
		"in Vietnamese":                       {"@PaperBot tra loi giup ban ay voi", map[string]any{"reply_to_message": asked}, "how many files?"},
		"not where one is only thanked":       {"@PaperBot thanks", map[string]any{"reply_to_message": asked}, "thanks"},
		"not where a word is added":           {"@PaperBot is this true of coffee?", map[string]any{"reply_to_message": asked}, "is this true of coffee?"},
		"by the command":                      {"/ask", map[string]any{"reply_to_message": asked}, "/ask how many files?"},
		"by the command in Vietnamese":        {"/hoi@PaperBot", map[string]any{"reply_to_message": asked}, "/hoi how many files?"},
		"of which a part is quoted":           {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"text": "hey, how many files? and who?"}), "quote": map[string]any{"text": "how many files?", "position": 5}}, "how many files?"},
		"in another chat":                     {"/ask@PaperBot", map[string]any{"external_reply": map[string]any{"origin": map[string]any{"type": "user"}}, "quote": map[string]any{"text": "how many files?", "position": 0}}, "/ask how many files?"},
		"a poll in another chat":              {"@PaperBot", map[string]any{"external_reply": map[string]any{"poll": map[string]any{"question": "how many files?"}}}, "how many files?"},
		"that stands under a picture":         {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"caption": "how many files?", "photo": []any{map[string]any{}}})}, "how many files?"},
		"that was forwarded":                  {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"text": "how many files?", "forward_origin": map[string]any{"type": "channel"}})}, "how many files?"},
		"a poll":                              {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"poll": map[string]any{"question": "how many files?"}})}, "how many files?"},
		"a checklist":                         {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"checklist": map[string]any{"title": "how many files?"}})}, "how many files?"},
		"that was a command for somebody":     {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"text": "/ask@OtherBot how many files?"})}, "how many files?"},
		"not where something else is asked":   {"@PaperBot who?", map[string]any{"reply_to_message": asked}, "who?"},
		"not where another command is meant":  {"/help", map[string]any{"reply_to_message": asked}, "/help"},
		"not what the bot wrote itself":       {"@PaperBot", map[string]any{"reply_to_message": ours}, ""},
		"not a topic, which has no words":     {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"forum_topic_created": map[string]any{"name": "News"}})}, ""},
		"not a picture, which has none":       {"/ask", map[string]any{"reply_to_message": theirs(map[string]any{"photo": []any{map[string]any{}}})}, "/ask"},
		"a long post, as long as one may ask": {"@PaperBot", map[string]any{"reply_to_message": theirs(map[string]any{"text": strings.Repeat("word ", 200)})}, strings.TrimSpace(strings.Repeat("word ", 60)) + "…"},
	} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: tt.text, More: tt.more})
				s.settle(time.Second)
				if got := s.heard(); len(got) != 1 || got[0] != tt.want {
					t.Errorf("the conversation was asked %q, want %q", got, tt.want)
				}
			})
		})
	}
}

// TestTheButtonsUnderAnAnswerToWhatWasPointedAtKnowTheQuestion: it cannot be read
// back from the mention that is replied to.
func TestTheButtonsUnderAnAnswerToWhatWasPointedAtKnowTheQuestion(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		f, id := s.srv.Message(telegramtest.Say{From: an, Chat: group, Text: "@PaperBot", ReplyTo: map[string]any{
			"message_id": 3, "date": 1, "chat": map[string]any{"id": group, "type": "supergroup"}, "from": map[string]any{"id": 12}, "text": "how many files?"}})
		s.srv.Inject("message", f)
		s.settle(time.Second)
		m := s.last(group)
		if m.ReplyTo != id || !strings.HasPrefix(m.Text, "how many files?\n") {
			t.Fatalf("answer %+v", m)
		}
		s.srv.Press(an, m.Keyboard[0][2].Data, s.srv.Written(m, false, f))
		s.settle(time.Second)
		if p := s.conv.pressed(); len(p) != 1 || p[0].Question != "how many files?" {
			t.Errorf("pressed %+v", p)
		}
	})
}
