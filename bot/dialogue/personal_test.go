package dialogue_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

func TestTheLanguageChosenIsKept(t *testing.T) {
	dir := t.TempDir()
	keep := func(c *dialogue.Config) { c.DataDir = dir }
	k := newTalk(t, keep)
	var names []string
	for _, l := range locale.Builtin().All() {
		names = append(names, l.Name)
	}
	if r := k.say("/language"); labels(r) != strings.Join(names, " ")+" Automatic" {
		t.Errorf("buttons %q", labels(r))
	}
	r := k.press(button(t, k.say("/language"), "Tiếng Việt"), "").Edit
	if r.Language != text.Vietnamese || r.Text != "Từ giờ tôi nói tiếng Việt, trừ khi bạn hỏi bằng tiếng khác." {
		t.Errorf("got %q", r.Text)
	}
	again := newTalk(t, keep)
	if r := again.say("/help"); r.Language != text.Vietnamese {
		t.Errorf("after a restart /help is in %q", r.Language)
	}
	if r := again.say("/language auto"); r.Language != text.English {
		t.Errorf("automatic is %q", r.Language)
	}
}

func TestForgetDeletesWhatIsKeptAndSaysWhat(t *testing.T) {
	k := newTalk(t, nil)
	if r := k.say("/forget"); !strings.HasPrefix(r.Text, "There was nothing kept about you.") {
		t.Errorf("got %q", r.Text)
	}
	k.say("/language en")
	up := button(t, k.say(filesQuestion), "👍")
	k.press(up, filesQuestion)
	r := k.say("forget me")
	if !strings.HasPrefix(r.Text, "Deleted: your language, your last questions and your thumbs.") {
		t.Errorf("got %q", r.Text)
	}
	if r := k.say("more"); r.Kind != bot.ShowText || !strings.HasPrefix(r.Text, "There is nothing to continue yet.") {
		t.Errorf("after forgetting, more shows %q", r.Text)
	}
	if r := k.press(up, filesQuestion); r.Toast != "Thank you!" {
		t.Errorf("the thumb was not forgotten: %q", r.Toast)
	}
}

func TestPrivacySaysWhatIsConfigured(t *testing.T) {
	k := newTalk(t, func(c *dialogue.Config) { c.Contact = "privacy@paper.example" })
	r := k.say("/privacy")
	for _, want := range []string{"for 30 days", "for 10 minutes", "Questions about this: privacy@paper.example"} {
		if !strings.Contains(r.Text, want) {
			t.Errorf("lacks %q: %q", want, r.Text)
		}
	}
	if !r.Private {
		t.Error("is shown to everybody")
	}
}

func TestSmallTalkOffersQuestionsThatAreAnswered(t *testing.T) {
	k := newTalk(t, nil)
	for _, said := range []string{"hello", "xin chào", "thanks", "stupid bot", "🤡", "/start", "/help", "", "/ask"} {
		t.Run(said, func(t *testing.T) {
			r := k.say(said)
			if r.Kind != bot.ShowText || len(r.Buttons) == 0 || len(r.Buttons) > 3 {
				t.Fatalf("got %q with %d rows", r.Kind, len(r.Buttons))
			}
			for _, row := range r.Buttons {
				if got := k.press(row[0].Action, "").Send; got.Kind != bot.ShowAnswer || got.Question != row[0].Label {
					t.Errorf("%q is answered with %q", row[0].Label, got.Kind)
				}
				if got := k.say(row[0].Label); got.Kind != bot.ShowAnswer {
					t.Errorf("%q typed is answered with %q", row[0].Label, got.Kind)
				}
			}
		})
	}
	if r := k.say("bye"); len(r.Buttons) != 0 {
		t.Errorf("goodbye has buttons: %q", labels(r))
	}
}

func TestWhereNoQuestionCanBeDrawnTitlesAreOffered(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) {
		l.live.articles = []retrieval.Article{brief("b", "A brief", "NEWS", "Nothing but this.")}
	})
	k.bot.WaitForSamples()
	r := k.say("hello")
	if len(r.Buttons) != 0 || len(r.Titles) != 1 || !strings.HasSuffix(r.Text, "The newest articles:") {
		t.Errorf("got %q, %+v", r.Text, r.Titles)
	}
	if r := k.say("1"); r.Kind != bot.ShowArticle || r.Text != "Only these lines of the article are known to me." {
		t.Errorf("1 shows %q: %q", r.Kind, r.Text)
	}
}

func TestAnEmptyLibraryStillTalks(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) { l.live.articles = nil })
	for _, said := range []string{"hello", "coffee", "/articles", "article 1", "more", "the whole article", "/about", "/help"} {
		if r := k.say(said); r.Kind == bot.Silent {
			t.Errorf("%q gets no reply", said)
		}
	}
}

func TestDeepLinks(t *testing.T) {
	k := newTalk(t, nil)
	payload := dialogue.StartPayload(retrieval.ArticleID("coffee").Key())
	if len(payload) > 64 {
		t.Errorf("payload %q is too long", payload)
	}
	if r := k.say("/start " + payload); r.Kind != bot.ShowArticle || r.Cards[0].Title != "Coffee on the hills" {
		t.Errorf("got %q", r.Kind)
	}
	if r := k.say("/start q_" + base64.RawURLEncoding.EncodeToString([]byte("coffee prices"))); r.Kind != bot.ShowAnswer {
		t.Errorf("a question: %q", r.Kind)
	}
	for _, payload := range []string{"", "from_inline", "q_!!", "q_", "q_" + base64.RawURLEncoding.EncodeToString([]byte("\xff"))} {
		if r := k.say("/start " + payload); !strings.HasPrefix(r.Text, "Welcome!") {
			t.Errorf("%q: %q", payload, r.Text)
		}
	}
	if r := k.say("/start a_NOSUCHARTICLE"); r.Text != "That article is no longer among the articles." {
		t.Errorf("got %q", r.Text)
	}
}

func TestSamplesOfTheConfigurationAreOfferedInTheirLanguage(t *testing.T) {
	const vietnamese = "Giá cà phê ở chợ Tuần Giáo là bao nhiêu?"
	samples := func(c *dialogue.Config) { c.Samples = []string{filesQuestion, vietnamese} }
	k := newTalk(t, samples)
	if got := labels(k.say("hello")); got != filesQuestion {
		t.Errorf("in English: %q", got)
	}
	if got := labels(k.say("xin chào")); got != vietnamese {
		t.Errorf("in Vietnamese: %q", got)
	}
	k.say("speak english")
	answer := k.press(button(t, k.say("hello"), filesQuestion), "").Send
	if answer.Kind != bot.ShowAnswer || answer.Question != filesQuestion {
		t.Fatalf("it is answered with %q to %q", answer.Kind, answer.Question)
	}
	next := button(t, answer, "▶")
	if r := newTalk(t, samples).press(next, "").Edit; r.Question != filesQuestion {
		t.Errorf("after a restart the next passage answers %q", r.Question)
	}
	if r := newTalk(t, nil).press(next, "").Edit; r.Kind != bot.ShowUnsure {
		t.Errorf("where it is configured no more the next passage is shown as %q", r.Kind)
	}
}
