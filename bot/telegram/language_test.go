package telegram_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/locale/localetest"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/telegramtest"
)

// inZuzu is a conversation whose commands have names in the made-up language.
type inZuzu struct{ *script }

func (inZuzu) Commands(lang string) []bot.CommandInfo { return localetest.Commands(lang) }

// TestTelegramSpeaksALanguageThatIsAFile runs with a language that nothing but a
// file knows.
func TestTelegramSpeaksALanguageThatIsAFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStand(t, false, telegramtest.Options{})
		t.Cleanup(s.end)
		s.talk = inZuzu{s.conv}
		s.edit = func(c *telegram.Config) { c.Languages, c.Admins = localetest.Languages(), []int64{11} }
		s.run()
		s.settle(time.Minute)
		said := map[string]string{"setMyCommands": "commands", "setMyDescription": "description", "setMyShortDescription": "short_description"}
		calls := map[string]int{}
		for method, param := range said {
			for _, c := range s.srv.Calls(method) {
				if code := c.Params["language_code"]; code == localetest.ZuzuTag {
					calls[method]++
					if !strings.Contains(c.Params[param], "zu ") {
						t.Errorf("%s sets %q", method, c.Params[param])
					}
				} else if code != "" && code != "vi" || strings.Contains(c.Params[param], "zu ") {
					t.Errorf("%s sets %q for %q", method, c.Params[param], code)
				}
			}
		}
		if calls["setMyCommands"] != 4 || calls["setMyDescription"] != 1 || calls["setMyShortDescription"] != 1 {
			t.Errorf("set up with %v", calls)
		}

		zu := telegramtest.Person{ID: 13, Language: localetest.ZuzuTag}
		s.became(group, "supergroup", zu.Language, is("left"), is("member"))
		if got := s.last(group).Text; !strings.HasPrefix(got, "Hellozu!") || !strings.Contains(got, "mentionzu @PaperBot") {
			t.Errorf("a group is told %q", got)
		}
		s.srv.Inject("inline_query", map[string]any{"id": "i", "from": map[string]any{"id": zu.ID, "language_code": zu.Language}, "query": "", "offset": ""})
		s.settle(time.Second)
		if c := s.srv.Calls("answerInlineQuery"); len(c) != 1 || !strings.Contains(c[0].Params["button"], "Askzu mezu") {
			t.Errorf("the button is %+v", c)
		}
		s.srv.Says(telegramtest.Say{From: zu, Chat: group, Text: "/askzu@PaperBot 42"})
		s.settle(time.Minute)
		if m := s.conv.messages(); len(m) != 1 || m[0].Text != "42" {
			t.Errorf("heard %+v", m)
		}
	})
}

// TestWhatIsSetUpFitsInEveryLanguage holds the lengths of
// https://core.telegram.org/bots/api#setmydescription and
// https://core.telegram.org/bots/api#setmyshortdescription.
func TestWhatIsSetUpFitsInEveryLanguage(t *testing.T) {
	for _, l := range locale.Builtin().All() {
		words := l.Texts.Telegram
		if n := utf8.RuneCountInString(string(words.Description)); n > 512 {
			t.Errorf("%s: the description has %d characters", l.Tag, n)
		}
		if n := utf8.RuneCountInString(string(words.Short)); n > 120 {
			t.Errorf("%s: the short description has %d characters", l.Tag, n)
		}
	}
}
