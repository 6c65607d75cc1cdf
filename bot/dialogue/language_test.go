package dialogue_test

import (
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/locale/localetest"
	"articlebot/retrieval/text"
)

const zuzu = localetest.Zuzu

// inZuzu starts a talk with a bot that has one more language: a file. The search
// tells that language by its words, as it would once it knew it.
func inZuzu(t *testing.T) *talk {
	t.Helper()
	return newTalk(t, func(c *dialogue.Config) {
		c.Languages = localetest.Languages()
		c.Detect = func(s string) text.Language {
			if strings.Contains(s, "zu") {
				return zuzu
			}
			return text.Detect(s)
		}
	})
}

// TestALanguageIsOneFile talks to a bot whose third language is a file that none
// of the code knows.
func TestALanguageIsOneFile(t *testing.T) {
	k := inZuzu(t)
	older := article("older", "Coffee long ago", "", "", "The first coffee was planted.")
	older.Published = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	k.lib.set(func(l *fakeLibrary) { l.live.articles = append(l.live.articles, older) })
	for _, c := range []struct {
		said string
		kind bot.ReplyKind
		text string // how the reply begins
	}{
		{"hellozu", bot.ShowText, "Hellozu! Izu answerzu questionszu"},
		{"thankzu youzu pleasezu", bot.ShowText, "Gladzu tozu helpzu."},
		{"/askzu zu Coffee prices Tuần Giáo", bot.ShowUnsure, "Izu amzu notzu surezu"},
		{"morezu", bot.ShowUnsure, ""},
		{"andzu inzu Pú Nhung?", bot.ShowUnsure, ""},
		{"whyzu?", bot.ShowUnsure, ""},
		{"articleszu", bot.ShowText, "3 articleszu andzu 1 briefzu"},
		{"thezu secondzu pleasezu", bot.ShowArticle, ""},
		{"articlezu 1", bot.ShowArticle, ""},
		{"articleszu aboutzu coffee", bot.ShowText, "2 articleszu (ofzu 3 articleszu andzu 1 briefzu) onzu “coffee”"},
		{"inzu englishzu", bot.ShowText, "From now on I speak English"},
		{"/language zuzu", bot.ShowText, "Fromzu nowzu onzu"},
		{"/helpzu", bot.ShowText, "Askzu inzu yourzu ownzu wordszu"},
		{"/nothing", bot.ShowNotice, "Izu dozu notzu knowzu"},
	} {
		m := k.message(c.said)
		m.Locale = "qaa-QQ"
		r := k.handle(m)
		if r.Kind != c.kind || !strings.HasPrefix(r.Text, c.text) {
			t.Errorf("%q gets %q: %q", c.said, r.Kind, r.Text)
		}
		if want := zuzu; r.Language != want && c.said != "inzu englishzu" {
			t.Errorf("%q is answered in %q", c.said, r.Language)
		}
	}
	titles := k.say("articleszu aboutzu coffee").Titles
	if len(titles) != 2 || titles[1].Section != "1 Januaryzu 2020" {
		t.Errorf("the day is written %+v", titles)
	}
	if got := labels(k.say("/languagezu")); got != "English Tiếng Việt Zuzu Automaticzu" {
		t.Errorf("the languages are offered as %q", got)
	}
	for _, c := range k.bot.Commands("qaa") {
		if !strings.HasSuffix(c.LocalName, "zu") || !strings.Contains(c.Description, "zu") {
			t.Errorf("%s is called %q: %q", c.Name, c.LocalName, c.Description)
		}
	}
	for _, asked := range k.lib.questions() {
		if strings.Contains(asked.Text, "Coffee prices") && asked.Language != zuzu {
			t.Errorf("the library is asked in %q: %+v", asked.Language, asked)
		}
	}
}

// TestTheLanguageOfAConversationStays says things of another language that change
// nothing, and then speaks it plainly.
func TestTheLanguageOfAConversationStays(t *testing.T) {
	k := newTalk(t, nil)
	for _, c := range []struct {
		said string
		want text.Language
	}{
		{"xã Nà Hỳ giải quyết bao nhiêu hồ sơ trước hạn?", text.Vietnamese},
		{"ok", text.Vietnamese},
		{"thanks bro", text.Vietnamese},
		{"coffee prices", text.Vietnamese},
		{"2", text.Vietnamese},
		{"who visited the coffee growers", text.English},
		{"Tuần Giáo?", text.English},
		{"cảm ơn bạn", text.Vietnamese},
		{"in english please", text.English},
		{"more", text.English},
	} {
		m := k.message(c.said)
		m.Locale = "en"
		if r := k.handle(m); r.Language != c.want {
			t.Errorf("%q is replied to in %s: %q", c.said, r.Language, r.Text)
		}
	}
}
