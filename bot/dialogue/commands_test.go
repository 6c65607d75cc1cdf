package dialogue_test

import (
	"regexp"
	"testing"
	"unicode/utf8"

	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval/text"

	"golang.org/x/text/unicode/norm"
)

func TestEveryCommandIsDescribed(t *testing.T) {
	names := regexp.MustCompile(`^[-_\p{L}\p{N}]{1,32}$`) // Discord's rule for names
	for _, lang := range []text.Language{text.English, text.Vietnamese} {
		seen := make(map[string]bool)
		for _, c := range newTalk(t, nil).bot.Commands(string(lang)) {
			if c.Description == "" || utf8.RuneCountInString(c.Description) > 100 {
				t.Errorf("%s in %s is described as %q", c.Name, lang, c.Description)
			}
			if !names.MatchString(c.LocalName) || !norm.NFC.IsNormalString(c.LocalName) || seen[c.LocalName] {
				t.Errorf("%s in %s is called %q", c.Name, lang, c.LocalName)
			}
			seen[c.LocalName] = true
			if in := intent.Parse(c.LocalName, ""); in.Kind == intent.Unknown {
				t.Errorf("%q is not understood as typed", c.LocalName)
			}
		}
		if len(seen) != len(locale.Of(text.English).Commands) {
			t.Errorf("%d commands, %d described", len(seen), len(locale.Of(text.English).Commands))
		}
	}
}
