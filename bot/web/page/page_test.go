package page_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/bot"
	"articlebot/bot/locale/localetest"
	"articlebot/bot/web/page"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// shelf is a few articles.
type shelf []*retrieval.Article

func (s shelf) Article(idOrKey string) (*retrieval.Article, bool) {
	for _, a := range s {
		if string(a.ID) == idOrKey || a.ID.Key() == idOrKey {
			return a, true
		}
	}
	return nil, false
}

// hostile is an article that means harm in every field.
func hostile() *retrieval.Article {
	const evil = `<script>alert(1)</script>"'><img src=x onerror=alert(1)>`
	return &retrieval.Article{
		ID: evil, Title: evil, Section: evil, Author: evil, URL: "javascript:alert(1)", Language: text.Language(evil),
		Passages: []retrieval.Passage{{ArticleID: evil, Text: evil + "\n\n" + evil, Sentences: []retrieval.Span{{Start: 0, End: 10}}}, {Ordinal: 1, Kind: retrieval.Caption, Text: evil}},
		AlsoIn:   []retrieval.Summary{{ID: evil, Title: evil}},
	}
}

// isClean tests that a page holds no code but the program's own.
func isClean(t *testing.T, html string) {
	t.Helper()
	for _, unwanted := range []string{"<script>", "<img", "javascript:", "<b>\"", `lang="<`, "onerror=alert(1)>"} {
		if strings.Contains(strings.ReplaceAll(html, "onerror=alert(1)&gt;", ""), unwanted) {
			t.Errorf("%q stands in\n%s", unwanted, html)
		}
	}
}

func TestAnArticleCannotBeCode(t *testing.T) {
	a := hostile()
	p, err := page.New(page.Site{Paper: a.Title}, shelf{a})
	must(t, err)
	var b strings.Builder
	must(t, p.Article(&b, text.English, a, page.Mark{Passage: 1, Sentence: 1}))
	isClean(t, b.String())

	b.Reset()
	card := bot.Card{Article: a.ID, Title: a.Title, URL: a.URL, Label: a.Title, Place: a.Title, Text: a.Passages[0].Text, Sentence: retrieval.Span{Start: 1, End: 9}, AlsoIn: a.Title}
	must(t, p.Chat(&b, page.Chat{Session: a.Title, Notice: a.Title, Turns: []page.Turn{{ID: 1, Asked: a.Title, Said: a.Title, Reply: bot.Reply{
		Kind: bot.ShowAnswer, Text: a.Title, Question: a.Title, Cards: []bot.Card{card}, Titles: []bot.Title{{Number: 1, Text: a.Title, Section: a.Title, Action: bot.Action{Arg: a.Title}}},
		Buttons: [][]bot.Button{{{Label: a.Title, Action: bot.Action{Verb: bot.AskSample, Arg: a.Title}}, {Label: a.Title, URL: a.URL}, {Label: a.Title, Action: bot.Action{Verb: bot.OpenArticle, Arg: a.Title}}}},
	}}}}))
	isClean(t, b.String())

	b.Reset()
	must(t, p.Message(&b, text.Vietnamese, a.Title))
	isClean(t, b.String())
}

func TestEveryParagraphOfAPassageIsOne(t *testing.T) {
	const s = "First line.\n\nThe second says it. And more.\n\n\n\nThird."
	at := strings.Index(s, "The second")
	sentence := retrieval.Span{Start: at, End: at + len("The second says it.")}
	word := retrieval.Span{Start: at + 4, End: at + 10}
	got := page.Paragraphs(s, sentence, []retrieval.Span{word})
	want := []page.Paragraph{
		{{Text: "First line."}},
		{{Text: "The ", Answer: true, First: true}, {Text: "second", Answer: true, Word: true}, {Text: " says it.", Answer: true, Last: true}, {Text: " And more."}},
		{{Text: "Third."}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestASentenceOverTwoParagraphsIsMarkedInBoth(t *testing.T) {
	got := page.Paragraphs("one\n\ntwo", retrieval.Span{Start: 0, End: 8}, nil)
	want := []page.Paragraph{{{Text: "one", Answer: true, First: true, Last: true}}, {{Text: "two", Answer: true, First: true, Last: true}}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// FuzzParagraphs holds that no letter is lost, doubled or parted, wherever the
// marks lie.
func FuzzParagraphs(f *testing.F) {
	f.Add("Xã Nà Hỳ.\n\nHai.", 3, 7, 1, 20)
	f.Add("\n\n\n", -1, 9, 2, 1)
	f.Fuzz(func(t *testing.T, s string, a, b, c, d int) {
		s = strings.ToValidUTF8(s, "")
		var all strings.Builder
		for _, p := range page.Paragraphs(s, retrieval.Span{Start: a, End: b}, []retrieval.Span{{Start: c, End: d}}) {
			open := 0
			for _, r := range p {
				if r.Text != strings.ToValidUTF8(r.Text, "\uFFFD") {
					t.Errorf("%q is parted inside a letter", r.Text)
				}
				if r.First {
					open++
				}
				if r.Last {
					open--
				}
				if open != 0 && open != 1 {
					t.Errorf("marks do not close: %+v", p)
				}
				all.WriteString(r.Text)
			}
			if open != 0 {
				t.Errorf("a mark stays open: %+v", p)
			}
		}
		if got := all.String(); got != strings.ReplaceAll(s, "\n\n", "") {
			t.Errorf("%q became %q", s, got)
		}
	})
}

// TestEveryColorCanBeRead asks for colors from black to white.
func TestEveryColorCanBeRead(t *testing.T) {
	for _, c := range []string{"", "#000000", "#ffffff", "#ffff00", "#0000ff", "#777777", "#c0ffee", "#E30613"} {
		p, err := page.New(page.Site{Color: c}, shelf{})
		must(t, err)
		var b strings.Builder
		must(t, p.Message(&b, text.English, "x"))
		m := regexp.MustCompile(`/static/([0-9a-f]+)/paper\.css`).FindStringSubmatch(b.String())
		if m == nil {
			t.Fatal("no style sheet of the paper's")
		}
		css, ok := p.Asset(m[1], "paper.css")
		colors := regexp.MustCompile(`#[0-9a-f]{6}`).FindAllString(string(css.Data), -1)
		if !ok || len(colors) != 4 || colors[0] != colors[1] {
			t.Fatalf("%s: %s", c, css.Data)
		}
		for _, pair := range [][2]string{{colors[0], "#fbf9f4"}, {colors[2], colors[1]}, {colors[3], "#171614"}} {
			if got := page.Contrast(pair[0], pair[1]); got < 4.5 {
				t.Errorf("color %q: %s on %s has a contrast of %.2f", c, pair[0], pair[1], got)
			}
		}
	}
}

func TestAssetsStandUnderTheirVersionOnly(t *testing.T) {
	one, err := page.New(page.Site{Color: "#112233"}, shelf{})
	must(t, err)
	if _, ok := one.Asset("", "page.css"); ok {
		t.Error("an asset is found without its version")
	}
	other, err := page.New(page.Site{Color: "#332211"}, shelf{})
	must(t, err)
	pages := map[string]bool{}
	for _, p := range []*page.Pages{one, other} {
		var b strings.Builder
		must(t, p.Message(&b, text.English, "x"))
		pages[regexp.MustCompile(`/static/[0-9a-f]+/`).FindString(b.String())] = true
	}
	if len(pages) != 2 {
		t.Errorf("another color has the same address: %v", pages)
	}
}

// TestPagesSpeakALanguageThatIsAFile holds that a language is in every page, and in
// the ways from one language to another, by its file alone.
func TestPagesSpeakALanguageThatIsAFile(t *testing.T) {
	a := &retrieval.Article{ID: "a", Title: "Coffee", Language: "fr", Brief: true, Published: time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC),
		Passages: []retrieval.Passage{{ArticleID: "a", Kind: retrieval.Caption, Text: "A cup."}}}
	p, err := page.New(page.Site{Paper: "The Paper", Languages: localetest.Languages(), Samples: true}, shelf{a})
	must(t, err)
	var b strings.Builder
	has := func(wanted ...string) {
		t.Helper()
		for _, w := range wanted {
			if !strings.Contains(b.String(), w) {
				t.Errorf("no %q in\n%s", w, b.String())
			}
		}
		b.Reset()
	}
	others := `<a href="?lang=en" lang="en" hreflang="en">English</a><a href="?lang=vi" lang="vi" hreflang="vi">Tiếng Việt</a></nav>`

	must(t, p.Article(&b, localetest.Zuzu, a, page.Mark{}))
	has(`<html lang="qaa">`, "Askzu The Paper", others, "3 Januaryzu 2026", "Inzu briefzu · Onlyzu thesezu", "Photozu captionzu", "Askzu aboutzu thiszu articlezu", `<article lang="fr">`)

	const ofPage, ofArticle = `<mark data-begins="thezu answerzu beginszu" data-ends="thezu answerzu endszu">`, `<mark data-begins="the answer begins" data-ends="the answer ends">`
	marked := *a
	marked.Passages = []retrieval.Passage{{Kind: retrieval.Body, Text: "A cup.", Sentences: []retrieval.Span{{Start: 0, End: 6}}}}
	for language, want := range map[text.Language]string{"fr": ofPage, "qaa": ofPage, "en": ofArticle} { // the page speaks no French
		marked.Language = language
		must(t, p.Article(&b, localetest.Zuzu, &marked, page.Mark{Passage: 1, Sentence: 1}))
		has(want)
	}

	card := bot.Card{Article: "a", Title: "Coffee", Text: "A cup.", Published: a.Published}
	turn := page.Turn{ID: 1, Asked: "a cup?", Reply: bot.Reply{Kind: bot.ShowAnswer, Language: localetest.Zuzu, Cards: []bot.Card{card}, Buttons: [][]bot.Button{
		{{Label: "1 / 2", Off: true}, {Label: "▶", Action: bot.Action{Verb: bot.ShowPassage, Arg: "1"}}}, {{Label: "👍", Action: bot.Action{Verb: bot.ThumbsUp}}}}}}
	must(t, p.Chat(&b, page.Chat{Language: localetest.Zuzu, Turns: []page.Turn{turn}}))
	has(others, "Skipzu tozu", "Conversationzu", "Youzu askedzu:", "3 Januaryzu 2026", ">Morezu</button>", `aria-label="Thiszu answerzu helpedzu" title="Thiszu answerzu helpedzu"><svg `, "builtzu-inzu", `placeholder="Askzu aboutzu thezu articleszu"`)

	must(t, p.Message(&b, text.English, "Nothing."))
	if strings.Contains(b.String(), "hreflang") {
		t.Errorf("a page that says one thing leads to another language:\n%s", b.String())
	}
	b.Reset()
	must(t, p.Chat(&b, page.Chat{Language: text.English}))
	has(`<a href="?lang=vi" lang="vi" hreflang="vi">Tiếng Việt</a><a href="?lang=qaa" lang="qaa" hreflang="qaa">Zuzu</a></nav>`)

	code, err := p.Launcher()
	must(t, err)
	b.Write(code)
	has(`"hu":{"close":"Closezu","lang":"qaa","open":"Askzu The Paper"}`, `"vi":{"close":"Đóng","lang":"vi","open":"Hỏi The Paper"}`, `"lang":"en"}`)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
