package bot_test

import (
	"strings"
	"testing"

	"articlebot/bot"
)

func TestActionsAreReadBack(t *testing.T) {
	for _, a := range []bot.Action{
		{Verb: bot.ShowPassage, Arg: "1"}, {Verb: bot.DoNothing}, {Verb: bot.ListTitles, Arg: "2.cà phê | đắng"}, {Verb: bot.RollBack, Arg: "|||"},
	} {
		if got, err := bot.ParseAction(a.Encode()); err != nil || got != a {
			t.Errorf("%+v is read as %+v, %v", a, got, err)
		}
	}
	for _, code := range []string{"", "1", "1|p", "0|p|1", "1||1", "1|p|" + strings.Repeat("x", 61)} {
		if got, err := bot.ParseAction(code); err != bot.ErrStaleAction {
			t.Errorf("%q is read as %+v, %v", code, got, err)
		}
	}
}

func FuzzParseAction(f *testing.F) {
	for _, code := range []string{"1|p|1.ABCDEFGHIJKLM.2", "1|t|0.coffee", "1|-|", "", "2|p|0", "1||"} {
		f.Add(code)
	}
	f.Fuzz(func(t *testing.T, code string) {
		a, err := bot.ParseAction(code)
		if err != nil {
			return
		}
		if len(code) > bot.MaxActionBytes {
			t.Errorf("%q is too long and was read", code)
		}
		if a.Encode() != code {
			t.Errorf("%q is encoded again as %q", code, a.Encode())
		}
	})
}
