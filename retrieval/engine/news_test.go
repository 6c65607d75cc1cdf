package engine_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// newsNow is a Monday.
var newsNow = time.Date(2026, 1, 12, 10, 0, 0, 0, time.FixedZone("ICT", 7*3600))

// datedNews are articles whose order is not that of their dates.
func datedNews() []retrieval.Article {
	item := func(id, date, title, body string) retrieval.Article {
		a := retrieval.Article{ID: retrieval.ArticleID(id), Title: title, Language: text.Detect(title + " " + body),
			Passages: []retrieval.Passage{{Kind: retrieval.Caption, Text: "A photo from the province."}, {Kind: retrieval.Body, Text: body}}}
		if date != "" {
			var err error
			if a.Published, err = time.Parse("2006-01-02", date); err != nil {
				panic(err)
			}
		}
		return a
	}
	return []retrieval.Article{
		item("coffee-old", "2025-11-20", "Coffee growers expect a good season", "Coffee growers in Muong Ang expect a harvest of 3,000 tonnes of coffee cherries this season."),
		item("rice", "2026-01-10", "Rice stocks are safe", "The province keeps 5,000 tonnes of rice in store for the Lunar New Year holidays."),
		item("coffee-new", "2026-01-08", "Coffee prices rise again", "Traders in Muong Ang pay 18,000 dong for a kilogram of fresh coffee, more than a year ago."),
		item("road", "2026-01-11", "Road to Si Pa Phin reopened", "Workers cleared the landslide on the road to Si Pa Phin after two days."),
		item("slide", "2025-12-15", "Landslide cuts a village off", "A landslide cut the village of Nam Chim off from the road, and soldiers carried food in."),
		item("budget", "2026-01-05", "Council plans its budget", "The council wrote that revenue in December 2025 reached 120 billion dong, its best month."),
		item("caphe", "2026-01-09", "Giá cà phê tăng", "Giá cà phê tại Mường Ảng tăng lên 18.000 đồng một kilôgam quả tươi."),
		item("undated", "", "Coffee recipes of the highlands", "Old recipes for coffee come from the villages of the highlands."),
	}
}

func newsEngine(t *testing.T, articles []retrieval.Article) *engine.Engine {
	t.Helper()
	n := &newsroom{}
	n.publish(articles...)
	cfg := place{}.config(n)
	cfg.Now = func() time.Time { return newsNow }
	return open(t, cfg)
}

func ids(a retrieval.Answer) []string {
	var out []string
	for _, h := range a.Hits {
		out = append(out, string(h.Article.ID))
	}
	return out
}

func TestQuestionsAboutTime(t *testing.T) {
	e := newsEngine(t, datedNews())
	for _, c := range []struct {
		question string
		outcome  retrieval.Outcome
		want     []string // the first hits
		outside  bool
	}{
		{"what is new", retrieval.Answered, []string{"road", "rice", "caphe", "coffee-new"}, false},
		{"tin mới nhất", retrieval.Answered, []string{"road", "rice", "caphe", "coffee-new"}, false},
		{"newest articles about coffee", retrieval.Answered, []string{"coffee-new", "coffee-old", "undated"}, false},
		{"latest coffee news in November 2025", retrieval.Answered, []string{"coffee-old"}, false},
		{"bài mới nhất về cà phê", retrieval.Answered, []string{"caphe"}, false},
		{"what happened yesterday", retrieval.Answered, []string{"road"}, false},
		{"what is new today", retrieval.None, nil, true},
		{"hôm qua có tin gì", retrieval.Answered, []string{"road"}, false},
		{"which landslide cut a village off last month", retrieval.Answered, []string{"slide"}, false},
		{"landslide in December 2025", "", []string{"slide"}, false},
		{"how much revenue was reached in December 2025", retrieval.Answered, []string{"budget"}, false},
	} {
		a, err := e.Ask(context.Background(), retrieval.Question{Text: c.question, Limit: 4})
		must(t, err)
		got := ids(a)
		if len(got) > len(c.want) {
			got = got[:len(c.want)]
		}
		if diff := cmp.Diff(c.want, got); diff != "" && len(c.want)+len(got) > 0 {
			t.Errorf("%q: hits (-want +got):\n%s", c.question, diff)
		}
		if c.outcome != "" && a.Outcome != c.outcome || a.News == nil && c.outside || a.News != nil && a.News.Outside != c.outside {
			t.Errorf("%q: outcome %s (%.2f), news %+v; want %s, outside %v", c.question, a.Outcome, a.Confidence, a.News, c.outcome, c.outside)
		}
		if a.Outcome == retrieval.None && len(a.Nearest) == 0 {
			t.Errorf("%q: nothing near is offered", c.question)
		}
		if len(a.Hits) > 0 {
			h := a.Hits[0]
			if h.Passage.Text[h.Sentence.Start:h.Sentence.End] == "" || h.Passage.Kind == retrieval.Caption {
				t.Errorf("%q: hit %q, sentence %v", c.question, h.Passage.Text, h.Sentence)
			}
		}
	}
}

// Of many articles, one of each day at either end of it, those of a period are all
// found and no others.
func TestAllArticlesOfAPeriodAreFound(t *testing.T) {
	var list []retrieval.Article
	for i := range 500 {
		day := newsNow.AddDate(0, 0, -i)
		a := datedNews()[i%7]
		a.ID = retrieval.ArticleID(day.Format("2006-01-02"))
		a.Published = []time.Time{
			time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC), // a date
			time.Date(day.Year(), day.Month(), day.Day(), 0, 1, 0, 0, newsNow.Location()),
			time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 0, 0, newsNow.Location()),
		}[i%3]
		list = append(list, a)
	}
	e := newsEngine(t, list)
	for question, want := range map[string][2]string{
		"what happened in March 2025": {"2025-03-01", "2025-03-31"}, "what happened last week": {"2026-01-05", "2026-01-11"},
		"what happened yesterday": {"2026-01-11", "2026-01-11"},
	} {
		a, err := e.Ask(context.Background(), retrieval.Question{Text: question, Limit: 50})
		must(t, err)
		var days []string
		last, _ := time.Parse("2006-01-02", want[1])
		for ; last.Format("2006-01-02") >= want[0]; last = last.AddDate(0, 0, -1) {
			days = append(days, last.Format("2006-01-02"))
		}
		if diff := cmp.Diff(days, ids(a)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", question, diff)
		}
	}
}

func TestTheLanguageOfAQuestionAboutTimeAlone(t *testing.T) {
	e := newsEngine(t, datedNews())
	for _, question := range []string{"tin tháng 12", "tin thang 12", "bai moi nhat ve ca phe", "hôm qua"} {
		a, err := e.Ask(context.Background(), retrieval.Question{Text: question})
		must(t, err)
		if a.Language != text.Vietnamese {
			t.Errorf("%q is answered in %q", question, a.Language)
		}
	}
}

func TestAQuestionOfOtherDaysIsNotAnsweredSurely(t *testing.T) {
	e := newsEngine(t, datedNews())
	a, err := e.Ask(context.Background(), retrieval.Question{Text: "how much do traders in Muong Ang pay for fresh coffee this week"})
	must(t, err)
	if a.Outcome == retrieval.Answered || a.News == nil || !a.News.Outside || len(a.Hits) == 0 || a.Hits[0].Article.ID != "coffee-new" {
		t.Errorf("outcome %s, news %+v, hits %v", a.Outcome, a.News, ids(a))
	}
}

func TestWithoutDatesTheNewestIsNotKnown(t *testing.T) {
	articles := datedNews()
	for i := range articles {
		articles[i].Published = time.Time{}
	}
	e := newsEngine(t, articles)
	for question, want := range map[string]retrieval.Outcome{"tin mới nhất": retrieval.None, "newest articles about coffee prices": retrieval.Unsure} {
		a, err := e.Ask(context.Background(), retrieval.Question{Text: question})
		must(t, err)
		if a.Outcome != want || a.News == nil || !a.News.Undated || want == retrieval.None && len(a.Hits) > 0 {
			t.Errorf("%q: outcome %s (%.2f), news %+v, hits %v", question, a.Outcome, a.Confidence, a.News, ids(a))
		}
	}
}

func TestOrdinaryQuestionsDoNotDependOnDates(t *testing.T) {
	bare := datedNews()
	for i := range bare {
		bare[i].Published = time.Time{}
	}
	dated, undated := newsEngine(t, datedNews()), newsEngine(t, bare)
	for _, question := range []string{"how much do traders pay for coffee", "who carried food to the village", "giá cà phê bao nhiêu", "revenue of the council", "what is the newest road"} {
		a, err := dated.Ask(context.Background(), retrieval.Question{Text: question, Limit: 10})
		must(t, err)
		b, err := undated.Ask(context.Background(), retrieval.Question{Text: question, Limit: 10})
		must(t, err)
		if diff := cmp.Diff(ids(b), ids(a)); diff != "" || a.Outcome != b.Outcome || a.Confidence != b.Confidence || a.News != nil {
			t.Errorf("%q: dates make a difference: %s → %s, news %+v\n%s", question, b.Outcome, a.Outcome, a.News, diff)
		}
	}
}
