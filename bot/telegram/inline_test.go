package telegram_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"articlebot/bot/telegram/telegramtest"
)

func TestInlineQueries(t *testing.T) {
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
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
				Rows [][]telegramtest.Button `json:"inline_keyboard"`
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
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		f, _ := s.srv.Message(telegramtest.Say{From: an, Chat: -77, Text: "@PaperBot how many?"})
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
