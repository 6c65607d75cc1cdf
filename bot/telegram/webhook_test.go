package telegram_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/telegramtest"
)

func TestWhatTheWebhookRefuses(t *testing.T) {
	const ok = `{"update_id":5}`
	tests := map[string]struct {
		method, secret, body string
		want                 int
	}{
		"an update":          {"POST", "right", ok, 200},
		"a wrong secret":     {"POST", "wrong", ok, 401},
		"no secret":          {"POST", "", ok, 401},
		"a browser":          {"GET", "right", "", 405},
		"no JSON":            {"POST", "right", "hello", 400},
		"no update":          {"POST", "right", `{"message":{}}`, 400},
		"an array":           {"POST", "right", `[1]`, 400},
		"nothing":            {"POST", "right", "", 400},
		"a mistyped update":  {"POST", "right", `{"update_id":6,"message":7}`, 200}, // sending it again would not help
		"more than fits":     {"POST", "right", `{"update_id":7,"x":"` + strings.Repeat("x", 2<<20) + `"}`, 413},
		"a negative id":      {"POST", "right", `{"update_id":-7}`, 400},
		"a wrong secret too": {"POST", "righ", ok, 401},
	}
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, true, telegramtest.Options{})
		t.Cleanup(s.end)
		s.edit = func(c *telegram.Config) { c.WebhookURL, c.WebhookSecret = "https://paper.example/telegram", "right" }
		s.run()
		for name, tt := range tests {
			r := httptest.NewRequest(tt.method, "/telegram", strings.NewReader(tt.body))
			if tt.secret != "" {
				r.Header.Set("X-Telegram-Bot-Api-Secret-Token", tt.secret)
			}
			w := httptest.NewRecorder()
			s.adapter.Handler().ServeHTTP(w, r)
			if w.Code != tt.want {
				t.Errorf("%s: status %d, want %d", name, w.Code, tt.want)
			}
		}
		if url, secret := s.srv.Webhook(); url != "https://paper.example/telegram" || secret != "right" {
			t.Errorf("registered %q with secret %q", url, secret)
		}
		s.halt()
		s.stop = nil
		r := httptest.NewRequest("POST", "/telegram", strings.NewReader(ok))
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", "right")
		w := httptest.NewRecorder()
		s.adapter.Handler().ServeHTTP(w, r)
		if w.Code != 503 || w.Header().Get("Retry-After") == "" {
			t.Errorf("after the end: status %d, headers %v", w.Code, w.Header())
		}
		if url, _ := s.srv.Webhook(); url == "" {
			t.Error("a stop removed the webhook: updates of the meantime would not be kept for it")
		}
	})
}

func TestARequestIsTakenOnlyWhenItsUpdateWasHandled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, true, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Flood: 40})
		s.srv.Says(telegramtest.Say{From: an, Text: "one"})
		s.settle(20 * time.Second)
		if n := s.srv.Unacknowledged(); n != 1 {
			t.Fatal("the update was taken before its reply was delivered")
		}
		s.settle(time.Minute)
		if n := s.srv.Unacknowledged(); n != 0 || s.count(an.ID, "one") != 1 || len(s.conv.messages()) != 1 {
			t.Errorf("%d not taken, %d answers, asked %d times", n, s.count(an.ID, "one"), len(s.conv.messages()))
		}
	})
}

func TestAHeldRequestIsLetGoAtShutdown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, true, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		s.srv.Fail(telegramtest.Fault{Method: "sendMessage", Flood: 300})
		f, _ := s.srv.Message(telegramtest.Say{From: an, Text: "one"})
		body, _ := json.Marshal(map[string]any{"update_id": 7, "message": f})
		r := httptest.NewRequest("POST", "/telegram", bytes.NewReader(body))
		_, secret := s.srv.Webhook()
		r.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
		w := httptest.NewRecorder()
		let := make(chan time.Time)
		go func() {
			s.adapter.Handler().ServeHTTP(w, r)
			let <- time.Now()
		}()
		s.settle(time.Second)
		from := time.Now()
		go s.halt()
		if d := (<-let).Sub(from); w.Code != 503 || d > telegram.DefaultDrain+time.Second {
			t.Errorf("status %d after %v", w.Code, d)
		}
		s.stop = nil
		synctest.Wait()
	})
}

func TestTheDerivedSecretIsTheSameInEveryReplicaAndNotTheToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, true, telegramtest.Options{})
		t.Cleanup(s.end)
		s.run()
		_, first := s.srv.Webhook()
		s.halt()
		s.dir = t.TempDir()
		s.run()
		_, second := s.srv.Webhook()
		if first == "" || first != second || strings.Contains(first, "CANARY") {
			t.Errorf("secrets %q and %q", first, second)
		}
	})
}

func TestConfigurationsThatCannotWork(t *testing.T) {
	tests := map[string]struct {
		config telegram.Config
		says   string
	}{
		"no token":                   {telegram.Config{}, "@BotFather"},
		"a token with a line end":    {telegram.Config{Token: "123:CANARY\n"}, "@BotFather"},
		"a token with a slash":       {telegram.Config{Token: "123:CAN/ARY"}, "@BotFather"},
		"a server without a scheme":  {telegram.Config{Token: "123:CANARY", APIURL: "localhost:8081"}, "api url"},
		"a webhook without a host":   {telegram.Config{Token: "123:CANARY", WebhookURL: "/telegram"}, "webhook url"},
		"a secret with odd letters":  {telegram.Config{Token: "123:CANARY", WebhookURL: "https://x.example", WebhookSecret: "a b"}, "webhook secret"},
		"two mistakes, both of them": {telegram.Config{APIURL: "x"}, "api url"},
	}
	for name, tt := range tests {
		_, err := telegram.New(tt.config, &script{}, slog.New(slog.NewTextHandler(io.Discard, nil)))
		if err == nil || !strings.Contains(err.Error(), tt.says) || strings.Contains(err.Error(), "CANARY") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSecretsAndQuestionsStayOutOfLogsErrorsAndFiles(t *testing.T) {
	const word = "canaryquestion"
	eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
		s.conv.handle = func(_ context.Context, m bot.Message) bot.Reply {
			if strings.Contains(m.Text, "panic") {
				panic(m.Text)
			}
			return answerTo(m.Text)
		}
		faults := []telegramtest.Fault{
			{HTML: 502}, {Reset: true}, {Cut: true}, {Lost: 20 * time.Second}, {Hang: 20 * time.Second}, {Flood: 3}, {Code: 500, Text: "Internal Server Error"},
			{Code: 400, Text: "Bad Request: can't parse entities: unsupported start tag \"" + word + "\""}, {Code: 403, Text: "Forbidden: bot was blocked by the user"},
		}
		for i, f := range faults {
			for _, m := range []string{"sendMessage", "getUpdates", "answerCallbackQuery", "answerInlineQuery", "editMessageText"} {
				f.Method = m
				s.srv.Fail(f)
			}
			s.srv.Says(telegramtest.Say{From: telegramtest.Person{ID: int64(100 + i)}, Text: word + " how many?"})
			s.srv.Inject("inline_query", map[string]any{"id": "i", "from": map[string]any{"id": an.ID}, "query": word, "offset": ""})
			s.srv.Press(an, word, s.srv.Written(telegramtest.Message{ID: 4, Chat: an.ID, Text: word}, true, nil))
			s.settle(time.Minute)
		}
		s.srv.Says(telegramtest.Say{From: bao, Text: word + " panic"})
		s.settle(time.Minute)
		_ = s.adapter.Notify(t.Context(), "telegram:14", say(word))
		s.halt()
		s.client.CloseIdleConnections()
		s.srv.Fail(telegramtest.Fault{Times: -1, Reset: true})
		s.run()
		s.settle(time.Minute)
		s.noSecrets(word)
	})
}
