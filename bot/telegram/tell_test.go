package telegram_test

import (
	"errors"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram/telegramtest"
)

// TestNewsAreToldOnceOrTheErrorSaysWhy holds what Tell's error promises: whether
// the person can be reached at all, and whether nothing has arrived.
func TestNewsAreToldOnceOrTheErrorSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		to    bot.ChatKey
		fault *telegramtest.Fault
		want  error // nil for any other
		shown int   // how often; -1 for none and no error
	}{
		"it arrives":                    {"telegram:11", nil, nil, -1},
		"the bot was blocked":           {"telegram:11", &telegramtest.Fault{Code: 403, Text: "Forbidden: bot was blocked by the user"}, bot.ErrUnreachable, 0},
		"the person never wrote":        {"telegram:11", &telegramtest.Fault{Code: 403, Text: "Forbidden: bot can't initiate conversation with a user"}, bot.ErrUnreachable, 0},
		"the account is gone":           {"telegram:11", &telegramtest.Fault{Code: 400, Text: "Bad Request: chat not found"}, bot.ErrUnreachable, 0},
		"a group":                       {"telegram:-1001", nil, bot.ErrUnreachable, 0},
		"another platform":              {"discord:11", nil, bot.ErrUnreachable, 0},
		"Telegram asks to wait forever": {"telegram:11", &telegramtest.Fault{Flood: 3600}, bot.ErrNotTold, 0},
		"Telegram is in trouble":        {"telegram:11", &telegramtest.Fault{Code: 500, Text: "Internal Server Error", Times: -1}, bot.ErrNotTold, 0},
		"the answer is lost":            {"telegram:11", &telegramtest.Fault{Lost: 20 * time.Second}, nil, 1},
	} {
		t.Run(name, func(t *testing.T) {
			eachSource(t, telegramtest.Options{}, func(t *testing.T, s *stand) {
				if c.fault != nil {
					f := *c.fault
					f.Method = "sendMessage"
					s.srv.Fail(f)
				}
				err := s.adapter.Tell(t.Context(), c.to, say("news"))
				if (err == nil) != (c.shown < 0) || c.want != nil && !errors.Is(err, c.want) {
					t.Errorf("got %v", err)
				}
				if c.want == nil && (errors.Is(err, bot.ErrUnreachable) || errors.Is(err, bot.ErrNotTold)) {
					t.Errorf("its fate is known: %v", err)
				}
				s.settle(time.Minute)
				if n := s.count(an.ID, "news"); n != max(c.shown, -c.shown) {
					t.Errorf("shown %d times", n)
				}
			})
		})
	}
}
