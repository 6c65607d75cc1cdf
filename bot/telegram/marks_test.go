package telegram_test

import (
	"testing"
	"time"

	"articlebot/bot/telegram/telegramtest"
)

// mark is an entity, in UTF-16 units.
func mark(kind string, offset, length int) map[string]any {
	return map[string]any{"type": kind, "offset": offset, "length": length}
}

func TestWhatTelegramMarksIsNoPartOfTheQuestion(t *testing.T) {
	for text, tt := range map[string]struct {
		marks []any // beside those that the server finds
		want  string
	}{
		"how many files, @somebody?":                 {nil, "how many files?"},
		"@somebody how many files":                   {nil, "how many files"},
		"how many files? https://t.me/paper/123":     {nil, "how many files?"},
		"how many files? t.me/paper":                 {nil, "how many files?"},
		"how many files? /help":                      {nil, "how many files?"},
		"how many files? https://paper.example/a1":   {nil, "how many files? https://paper.example/a1"},
		"@PaperBot, how many files? @PaperBot":       {nil, "how many files?"},
		"how many 📰 files?":                          {[]any{mark("custom_emoji", 9, 2)}, "how many files?"},
		"how many files on 5 May?":                   {[]any{mark("date_time", 18, 5)}, "how many files on?"},
		"Bảo how many files?":                        {[]any{mark("text_mention", 0, 3)}, "how many files?"},
		"😀 how many files? 📰📰":                       {[]any{mark("custom_emoji", 19, 2), mark("custom_emoji", 21, 2)}, "😀 how many files?"},
		"how many files?":                            {[]any{mark("mention", 9, 99), mark("mention", -1, 3), mark("custom_emoji", 3, -1)}, "how many files?"},
		"how many files? see":                        {[]any{map[string]any{"type": "text_link", "offset": 16, "length": 3, "url": "https://t.me/paper"}}, "how many files? see"},
		"how many files in #coffee and $USD at 3%?":  {[]any{mark("hashtag", 18, 7), mark("cashtag", 30, 4)}, "how many files in #coffee and $USD at 3%?"},
		"how many *files*, a@b.example, 0912 345 67": {[]any{mark("email", 18, 11), mark("phone_number", 31, 11), mark("bold", 9, 7)}, "how many *files*, a@b.example, 0912 345 67"},
	} {
		t.Run(text, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				f, _ := s.srv.Message(telegramtest.Say{From: an, Text: text})
				found, _ := f["entities"].([]map[string]any)
				for _, e := range found {
					tt.marks = append(tt.marks, e)
				}
				f["entities"] = tt.marks
				s.srv.Inject("message", f)
				s.settle(time.Second)
				if got := s.heard(); len(got) != 1 || got[0] != tt.want {
					t.Errorf("the conversation was asked %q, want %q", got, tt.want)
				}
			})
		})
	}
}

func TestACommandEndsWhereItsEntityEnds(t *testing.T) {
	for text, want := range map[string]string{
		"/ask@PaperBot: how many?": "/ask how many?", "/ask@PaperBot, how many?": "/ask how many?", "/ask@PaperBot—how many?": "/ask how many?",
		"/ask: how many?": "/ask how many?", "/ask, how many?": "/ask how many?", "/ask—how many?": "/ask how many?", "/ask? how many": "/ask ? how many",
		"/ask\nhow many?": "/ask how many?", "/ask@paperbot. how many?": "/ask . how many?", "/hoi: bao nhiêu?": "/hoi bao nhiêu?",
		"@PaperBot: /ask: how many?": "/ask how many?", "how many? /ask@PaperBot": "how many?", "/ask how many, @somebody?": "/ask how many?",
	} {
		t.Run(text, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: text})
				s.settle(time.Second)
				if got := s.heard(); len(got) != 1 || got[0] != want {
					t.Errorf("the conversation was asked %q, want %q", got, want)
				}
			})
		})
	}
}

func TestWhatOnlyLooksLikeACommandIsNone(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		for _, text := range []string{"/ask/how", "/askđ how", "/ask@OtherBot: how many?", "/roll: 6", "/ask@: how"} {
			s.srv.Says(telegramtest.Say{From: an, Chat: group, Text: text})
		}
		s.settle(time.Second)
		if got := s.heard(); len(got) != 1 || got[0] != "/ask @: how" {
			t.Errorf("the conversation was asked %q", got)
		}
	})
}
