package dialogue_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/corpus"
	"articlebot/retrieval/engine"
)

// films are four articles, three of them on films.
const films = `{"id":"a","title":"A film about salt farmers","author":"Lan Anh","published":"2026-01-05","text":"The film follows two salt farmers through a dry summer.\n\nIt was shot in Ninh Thuận over forty days, with a crew of eleven people."}
{"id":"b","title":"A film for children","author":"Quang Vinh","published":"2026-01-04","text":"The new film for children opens in June in all cinemas.\n\nIts hero is a buffalo that learns to swim. Tickets cost 60,000 dong."}
{"id":"c","title":"An old film comes back","author":"Thu Hà","published":"2026-01-03","text":"The film of 1959 was restored frame by frame by the archive.\n\nThe restoration took three years. An evening of music accompanies the first screening."}
{"id":"d","title":"The harbour is dredged","author":"Minh Tú","published":"2026-01-06","text":"The harbour of Cửa Lò is dredged to nine metres, and tickets for the ferry cost 30,000 dong.\n\nThe works take three years and were ordered by the province."}
`

func filmTalk(t *testing.T) *dialogue.Bot { return talkOn(t, films) }

// talkOn is a talk about articles, with the real engine.
func talkOn(t *testing.T, articles string) *dialogue.Bot {
	t.Helper()
	loader := corpus.NewLoader([]corpus.Source{{Path: ".", FS: fstest.MapFS{"articles.jsonl": {Data: []byte(articles)}}}}, corpus.Options{})
	e, err := engine.Open(context.Background(), engine.Config{Reader: loader, Backend: bleveindex.Memory{}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	b, err := dialogue.New(dialogue.Config{Limits: limit.Limits{Person: limit.Rate{Burst: -1}}}, e)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	b.WaitForSamples()
	return b
}

// TestWhatFollowsAListIsAboutItsTitles: the list is of three films, the first "A film
// about salt farmers".
func TestWhatFollowsAListIsAboutItsTitles(t *testing.T) {
	for name, tt := range map[string]struct{ list, said, want string }{
		"the date of one":                        {"articles about film", "when was the second published?", "4 January 2026"},
		"the author of one":                      {"articles about film", "who wrote the third one", "Thu Hà"},
		"what one is about":                      {"articles about film", "what is number 2 about?", "The new film for children opens"},
		"one of them":                            {"articles about film", "the last one", "restored frame by frame"},
		"a question on one":                      {"articles about film", "how much does a ticket cost for the second one?", "60,000"},
		"in Vietnamese":                          {"các bài về film", "bài thứ hai ai viết", "Quang Vinh"},
		"the first, in Vietnamese":               {"các bài về film", "bài đầu tiên đăng khi nào", "5/1/2026"},
		"an open question":                       {"articles about film", "where was it shot?", "Ninh Thuận"},
		"an open question without a pronoun":     {"articles about film", "how long did the restoration take", "The restoration took three years"},
		"a question that another article has":    {"articles about film", "how much do tickets cost", "60,000"},
		"whose, of several":                      {"articles about film", "who wrote it?", "Which article?"},
		"whose, of one":                          {"articles about buffalo", "who wrote it?", "Quang Vinh"},
		"another topic":                          {"articles about film", "how deep is the harbour of Cửa Lò dredged?", "nine metres"},
		"an ordinal that belongs to something":   {"articles about film", "what accompanies the first screening?", "An evening of music"},
		"the list of all":                        {"list articles", "who wrote the first?", "Minh Tú"},
		"a number that the list does not go to":  {"articles about film", "who wrote the ninth?", "The articles do not say"},
		"an ordinal where nothing was listed":    {"how deep is the harbour of Cửa Lò dredged?", "when was the second published?", "The articles do not say"},
		"a search by few words, then one of its": {"new film", "who wrote the second one?", "Thu Hà"},
	} {
		t.Run(name, func(t *testing.T) {
			b := filmTalk(t)
			first := say(t, b, tt.list)
			said := say(t, b, tt.said)
			all := said.Text
			for _, c := range said.Cards {
				all += "\n" + c.Title + "\n" + c.Text
			}
			if !strings.Contains(all, tt.want) {
				t.Errorf("after %q with %d titles %q says\n%s\nwant %q", tt.list, len(first.Titles), tt.said, all, tt.want)
			}
			if strings.HasPrefix(tt.want, "Which") && (len(said.Titles) != len(first.Titles) || said.Titles[0].Text != first.Titles[0].Text) {
				t.Errorf("asks to choose from %+v", said.Titles)
			}
		})
	}
}

func TestMoreOfATopicAreMoreOfItsArticles(t *testing.T) {
	k := newTalk(t, nil)
	k.lib.set(func(l *fakeLibrary) { l.live.articles = manyArticles(25) })
	first := k.say("articles about text")
	if len(first.Titles) != 10 {
		t.Fatalf("%d titles in %q", len(first.Titles), first.Text)
	}
	second := k.say("more")
	if len(second.Titles) == 0 || second.Titles[0].Number != 11 || second.Titles[0].Text == first.Titles[0].Text {
		t.Fatalf("more shows %q %+v", second.Text, second.Titles)
	}
	if r := k.say("the second one"); r.Kind != bot.ShowNotice && r.Kind != bot.ShowArticle {
		t.Errorf("the second one is %q %q", r.Kind, r.Text)
	}
	k.say("articles about text")
	k.say("more")
	if r := k.say("back"); len(r.Titles) == 0 || r.Titles[0].Number != 1 {
		t.Errorf("back shows %q %+v", r.Text, r.Titles)
	}
	k.say("more")
	if r := k.say("12"); r.Kind != bot.ShowArticle || r.Cards[0].Title != second.Titles[1].Text {
		t.Errorf("12 shows %q %q", r.Kind, r.Text)
	}
}

func TestWhatATurnOfTheTalkIsAbout(t *testing.T) {
	for name, tt := range map[string]struct {
		said []string
		want string
		not  string
	}{
		"one of a list, called nothing":           {[]string{"articles about film", "tell me more about the third"}, "restored frame by frame", ""},
		"after a turn to something else":          {[]string{"how deep is the harbour of Cửa Lò dredged?", "and the film for children?", "why"}, "The new film for children", "harbour"},
		"more on a topic":                         {[]string{"anything more about film?"}, "3 articles", ""},
		"how many on what was asked":              {[]string{"which film of 1959 was restored?", "how many articles do you have about this"}, "1 article (of 4 articles) on “film 1959 restored”", ""},
		"others on what was asked, in Vietnamese": {[]string{"who follows two salt farmers?", "có bài nào khác về việc này không"}, "1 bài báo", ""},
		"what was asked before that":              {[]string{"which old film comes back?", "how long did the restoration take?", "how many articles do you have about this"}, "1 article (of 4 articles) on “old film comes back”", ""},
		"others, after a question on one":         {[]string{"articles about film", "how much do tickets cost", "any other articles?"}, "3 articles (of 4 articles) on “film”", ""},
		"others, in Vietnamese":                   {[]string{"các bài về film", "how much do tickets cost", "còn bài nào nữa không"}, "về “film”", ""},
		"others, on a topic as it was typed":      {[]string{"articles about a film for children", "how much do tickets cost", "any other articles?"}, "on “a film for children”", ""},
		"others, where nothing was asked":         {[]string{"any other articles?"}, "There is nothing to continue", ""},
		"back to a list":                          {[]string{"articles about film", "how deep is the harbour of Cửa Lò dredged?", "go back"}, "3 articles (of 4 articles) on “film”", ""},
		"back from a list":                        {[]string{"how deep is the harbour of Cửa Lò dredged?", "articles about film", "go back"}, "nine metres", ""},
		"an apology":                              {[]string{"how deep is the harbour of Cửa Lò dredged?", "xin lỗi nha"}, "Rất vui", ""},
		"impatience":                              {[]string{"how deep is the harbour of Cửa Lò dredged?", "sao lâu vậy"}, "chưa giúp được", ""},
	} {
		t.Run(name, func(t *testing.T) {
			b := filmTalk(t)
			var said bot.Reply
			for _, turn := range tt.said {
				said = say(t, b, turn)
			}
			all := said.Text
			for _, c := range said.Cards {
				all += "\n" + c.Title + "\n" + c.Text
			}
			if !strings.Contains(all, tt.want) || tt.not != "" && strings.Contains(all, tt.not) {
				t.Errorf("%q ends with\n%s\nwant %q", tt.said, all, tt.want)
			}
		})
	}
}

// TestAListOnATopicHasItsWordsAsTyped: without accents "biển Đông" and "biến … đồng" are
// the same.
func TestAListOnATopicHasItsWordsAsTyped(t *testing.T) {
	b := talkOn(t, `{"id":"a","title":"Các nước họp về Biển Đông","published":"2026-01-05","text":"Các bên nói về tình hình Biển Đông trong hai ngày."}
{"id":"b","title":"Chiếc xe biến mất","published":"2026-01-04","text":"Chiếc xe biến mất giữa cánh đồng lúa trong đêm."}
{"id":"c","title":"Nations meet in Hanoi","published":"2026-01-03","text":"They spoke of the waters that Vietnam calls Bien Dong for two days."}
`)
	for said, want := range map[string]string{
		"có bài nào về biển đông không": "Các nước họp về Biển Đông|Nations meet in Hanoi",
		"các bài về Biển Đông":          "Các nước họp về Biển Đông|Nations meet in Hanoi",
		"cac bai ve bien dong":          "Các nước họp về Biển Đông|Chiếc xe biến mất|Nations meet in Hanoi",
		"các bài về biền động":          "Nations meet in Hanoi",
		"các bài về cánh đòng lúa":      "Chiếc xe biến mất", // a slip: all that there are
	} {
		var titles []string
		for _, title := range say(t, b, said).Titles {
			titles = append(titles, title.Text)
		}
		if got := strings.Join(titles, "|"); got != want {
			t.Errorf("%q lists %q, want %q", said, got, want)
		}
	}
}

// TestNewsOnATopicHasItsWordsAsTheyStandTogether: the newer article has each of the words,
// with other accents.
func TestNewsOnATopicHasItsWordsAsTheyStandTogether(t *testing.T) {
	b := talkOn(t, `{"id":"a","title":"Bãi tắm mở cửa","published":"2026-01-03","text":"Các bãi tắm ở Đà Nẵng mở cửa từ sáng thứ hai."}
{"id":"b","title":"Thời trang mùa xuân","published":"2026-01-05","text":"Những bộ áo đa dạng hơn được các bạn trẻ năng động chọn."}
{"id":"c","title":"Giá vé giảm","published":"2026-01-04","text":"Giá vé máy bay giảm ba phần trăm."}
{"id":"d","title":"Bridge closed","published":"2026-01-02","text":"The bridge of Da Nang is closed for two days."}
`)
	for said, want := range map[string]string{
		"ở đà nẵng có gì mới không": "Bãi tắm mở cửa",
		"có gì mới ở Đà Nẵng":       "Bãi tắm mở cửa",
		"da nang co gi moi":         "Bãi tắm mở cửa",
		"trong da nang co gi moi":   "Bãi tắm mở cửa",
		"có gì mới về giá vé":       "Giá vé giảm",
	} {
		if r := say(t, b, said); len(r.Cards) == 0 || r.Cards[0].Title != want {
			t.Errorf("%q shows %q %+v", said, r.Text, r.Cards)
		}
	}
}
