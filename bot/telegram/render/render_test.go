package render

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"articlebot/bot"
	"articlebot/bot/locale/localetest"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/telegramtest"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

var rewrite = flag.Bool("update", false, "rewrite the golden files")

// lead is a passage of the paper with its answering sentence marked.
func lead() bot.Card {
	const s = "In May 2025 alone, the People’s Committee of Nà Hỳ commune received and resolved 926 administrative procedure files, of which 918 files were resolved ahead of schedule. The rest follow."
	return bot.Card{
		Article: "a1", Title: "Close to the people, for the people", URL: "https://paper.example/news?a=1&b=2", Label: "Sầm Phúc", Place: "passage 8 of 18",
		Published: time.Date(2025, 6, 3, 0, 0, 0, 0, time.UTC), Text: s, Sentence: retrieval.Span{Start: 0, End: strings.Index(s, " The rest")},
	}
}

func longCard(at string) bot.Card {
	c := lead()
	filler := strings.Repeat("The commune’s officials work on Saturdays, too, and bring the results to the villages. ", 10)
	const sentence = "Of these, 918 files were resolved ahead of schedule."
	switch at {
	case "start":
		c.Text = sentence + " " + filler
	case "end":
		c.Text = filler + sentence
	}
	c.Text = strings.TrimSpace(c.Text)
	from := strings.Index(c.Text, sentence)
	c.Sentence = retrieval.Span{Start: from, End: from + len(sentence)}
	return c
}

func titles() []bot.Title {
	var list []bot.Title
	for i, s := range []string{"Urban planning adapts", "Coffee & cooperatives", "Nậm Pồ: <new> roads", "A fourth", "A fifth", "A sixth"} {
		list = append(list, bot.Title{Number: i + 1, Text: s, Section: "ECONOMY", Action: bot.Action{Verb: bot.OpenArticle, Arg: fmt.Sprintf("KEY%d.0", i)}})
	}
	return list
}

func TestRender(t *testing.T) {
	brief := lead()
	brief.Label, brief.Place, brief.URL, brief.Published = "In brief · ECONOMY", "", "", time.Time{}
	hostile := lead()
	hostile.Title, hostile.URL = `<b>"Bold" & @everyone</b>`, `javascript:alert(1)`
	hostile.Text, hostile.Sentence = "Write to me@paper.example or @editor, see https://evil.example/x or evil.example, press /reload #now. </blockquote><a href=\"x\">", retrieval.Span{}
	page := lead()
	page.Text, page.Sentence, page.Place = "The first paragraph.\n\nThe second paragraph, after an empty line.", retrieval.Span{}, "page 2 of 4"
	vietnamese := lead()
	vietnamese.Place = "đoạn 8 trên 18"
	tests := map[string]struct {
		reply   bot.Reply
		Options Options
	}{
		"a confident answer":            {reply: bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{lead()}}},
		"an answer in Vietnamese":       {reply: bot.Reply{Kind: bot.ShowAnswer, Language: text.Vietnamese, Cards: []bot.Card{vietnamese}}},
		"an answer in a third language": {reply: bot.Reply{Kind: bot.ShowAnswer, Language: localetest.Zuzu, Cards: []bot.Card{lead()}}, Options: Options{Languages: localetest.Languages()}},
		"a hedged answer":               {reply: bot.Reply{Kind: bot.ShowUnsure, Text: "I am not sure the articles answer this. The closest passage:", Cards: []bot.Card{lead()}}},
		"a brief":                       {reply: bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{brief}}},
		"a long passage, answer low":    {reply: bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{longCard("end")}}},
		"a long passage, answer top":    {reply: bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{longCard("start")}}},
		"nothing found":                 {reply: bot.Reply{Kind: bot.ShowNone, Text: "The articles do not say. I searched 5 articles and 61 briefs.\nPerhaps one of these helps:", Titles: titles()}},
		"a page of an article":          {reply: bot.Reply{Kind: bot.ShowArticle, Cards: []bot.Card{page}}},
		"commands that are meant":       {reply: bot.Reply{Kind: bot.ShowText, Text: "/articles · the list\nI read “@spam” as “https://spam.example”."}},
		"hostile words":                 {reply: bot.Reply{Kind: bot.ShowAnswer, Question: "<i>@all</i> /reload", Cards: []bot.Card{hostile}}, Options: Options{ShowQuestion: true, Single: true}},
		"two cards":                     {reply: bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{lead(), brief}}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i, p := range Reply(tt.reply, tt.Options) {
				checkPart(t, p)
				fmt.Fprintf(&b, "--- part %d\n%s\n", i+1, strings.ReplaceAll(p.HTML, string(joiner), "⁀"))
			}
			fmt.Fprintf(&b, "--- keyboard\n%s\n", NewKeyboard(tt.reply).JSON())
			golden(t, strings.NewReplacer(" ", "-", ",", "").Replace(name)+".txt", b.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("rendering changed (run with -update if that is meant):\n%s", d)
	}
}

// checkPart looks at a message with two parsers that know nothing of the
// renderer: the fake server's, and a plain HTML tokenizer.
func checkPart(t testing.TB, p Part) {
	t.Helper()
	visible, entities, err := telegramtest.ParseHTML(p.HTML)
	if err != nil {
		t.Fatalf("the server would refuse it: %v\n%q", err, p.HTML)
	}
	if want := strings.TrimRight(p.Plain, " \n\t"); visible != want {
		t.Errorf("shows %q\nwant  %q", visible, want)
	}
	if tokens := tokenText(t, p.HTML); tokens != p.Plain {
		t.Errorf("an HTML tokenizer reads %q\nwant %q", tokens, p.Plain)
	}
	if n := api.UTF16Len(p.Plain); n == 0 || n > messageUnits {
		t.Errorf("%d UTF-16 units", n)
	}
	if len(p.HTML) > 32768 || !utf8.ValidString(p.HTML) {
		t.Errorf("%d bytes, valid %v", len(p.HTML), utf8.ValidString(p.HTML))
	}
	if len(entities) > 100 {
		t.Errorf("%d entities; Telegram ignores those after 100", len(entities))
	}
	for _, e := range entities {
		if _, _, ok := api.UTF16Slice(visible, e.Offset, e.Length); !ok {
			t.Errorf("entity %+v cuts a character", e)
		}
		if e.URL != "" && !strings.HasPrefix(e.URL, "http://") && !strings.HasPrefix(e.URL, "https://") {
			t.Errorf("link to %q", e.URL)
		}
	}
}

// tokenText checks that tags nest, and returns the text between them.
func tokenText(t testing.TB, s string) string {
	t.Helper()
	var b strings.Builder
	var open []string
	z := html.NewTokenizer(strings.NewReader(s))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("%v never closed", open)
			}
			return b.String()
		case html.TextToken:
			b.WriteString(html.UnescapeString(string(z.Raw())))
		case html.StartTagToken:
			name, _ := z.TagName()
			open = append(open, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Errorf("</%s> closes %v", name, open)
				return b.String()
			}
			open = open[:len(open)-1]
		default:
			t.Errorf("%q is no part of a message", z.Raw())
		}
	}
}

// detectable is what Telegram would make something of by itself.
var detectable = regexp.MustCompile(`(?:^|[^\pL\pN_])(?:@|#|\$|/)[\pL\pN_\x{200c}]|[\pL\pN]@[\pL\pN]|://|[\pL\pN]\.\pL`)

func TestNothingIsDetectedInOthersWords(t *testing.T) {
	for _, s := range []string{"@channel", "mail a.b@c.example now", "see https://x.example/y?z", "x.example", "/reload", "(/reload)", "#tag", "$USD", "tg://user?id=1",
		"ủy.ban@điện.biên", "#\u200ctag", "10.5% of 1.000", "www.example.com", "and/or", "mailto:a@b.example", "tel:+84"} {
		if got := SuppressEntities(s); detectable.MatchString(got) {
			t.Errorf("%q becomes %q, in which %q could be detected", s, got, detectable.FindString(got))
		}
		if got := strings.ReplaceAll(SuppressEntities(s), string(joiner), ""); got != s {
			t.Errorf("%q reads as %q", s, got)
		}
	}
}

func TestSplitKeepsEveryWord(t *testing.T) {
	sentence := "Ủy ban nhân dân xã Nà Hỳ đã tiếp nhận 926 hồ sơ, theo Nghị quyết 57-NQ/TW của Trung ương. "
	long := strings.TrimSpace(strings.Repeat(sentence, 120))
	parts := split(document{{text: long, style: quote}}, messageUnits, maxParts)
	if len(parts) != 3 {
		t.Fatalf("%d parts", len(parts))
	}
	var whole []string
	for i, d := range parts {
		s := d.plain()
		whole = append(whole, s)
		if !strings.HasSuffix(s, ".") {
			t.Errorf("part %d ends in the middle of a sentence: %q", i, s[len(s)-20:])
		}
		checkPart(t, Part{HTML: d.html(), Plain: s})
	}
	if strings.Join(whole, " ") != long {
		t.Error("words were lost between the parts")
	}
}

func TestSplitNeverCutsACharacter(t *testing.T) {
	family := "👨‍👩‍👧‍👦" // one visible character of 11 UTF-16 units
	parts := split(document{{text: strings.Repeat(family, 100)}}, 200, maxParts)
	for i, d := range parts {
		s := strings.TrimSuffix(d.plain(), Ellipsis)
		if strings.Count(s, family)*len(family) != len(s) {
			t.Errorf("part %d cuts a family: %q", i, s)
		}
	}
}

func TestWhatDoesNotFitIsCutWithAnEllipsis(t *testing.T) {
	c := lead()
	c.Text, c.Sentence = strings.Repeat("Word after word. ", 5000), retrieval.Span{}
	parts := Reply(bot.Reply{Kind: bot.ShowArticle, Cards: []bot.Card{c}}, Options{})
	if len(parts) != maxParts || !strings.HasSuffix(parts[2].Plain, Ellipsis) {
		t.Errorf("%d parts, the last ends in %q", len(parts), parts[len(parts)-1].Plain[len(parts[len(parts)-1].Plain)-20:])
	}
}

func TestAnEditShowsTheSentenceOfALongPassage(t *testing.T) {
	c := lead()
	filler := strings.Repeat("The commune’s officials work on Saturdays, too. ", 150)
	const sentence = "Of these, 918 files were resolved ahead of schedule."
	c.Text = filler + sentence + " " + filler
	c.Sentence = retrieval.Span{Start: len(filler), End: len(filler) + len(sentence)}
	parts := Reply(bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{c}}, Options{Single: true})
	if len(parts) != 1 {
		t.Fatalf("%d parts", len(parts))
	}
	checkPart(t, parts[0])
	if n := strings.Count(parts[0].HTML, "<b>"+sentence+"</b>"); n != 2 {
		t.Errorf("the sentence is bold %d times, want above the fold and in it:\n%s", n, parts[0].HTML)
	}
	if !strings.Contains(parts[0].Plain, "passage 8 of 18") {
		t.Error("the place is cut off")
	}
}

func TestASpanThatDoesNotFitMarksNothing(t *testing.T) {
	for _, s := range []retrieval.Span{{Start: -1, End: 3}, {Start: 3, End: 999}, {Start: 5, End: 5}, {Start: 9, End: 2}, {Start: 0, End: 3}} {
		c := bot.Card{Title: "T", Text: "Nà Hỳ", Sentence: s} // byte 3 is inside "à"? no: byte 2 is
		if s.End == 3 && s.Start == 0 {
			c.Sentence.End = 2
		}
		got := Reply(bot.Reply{Kind: bot.ShowAnswer, Cards: []bot.Card{c}}, Options{})
		if strings.Contains(got[0].HTML, "<blockquote><b>") || !strings.Contains(got[0].Plain, "Nà Hỳ") {
			t.Errorf("%v: %s", s, got[0].HTML)
		}
	}
}

func TestButtonsThatCannotWorkAreLeftOut(t *testing.T) {
	r := bot.Reply{Kind: bot.ShowText, Text: "x", Buttons: [][]bot.Button{
		{{Label: "too long", Action: bot.Action{Verb: bot.OpenArticle, Arg: strings.Repeat("x", 64)}}},
		{{Label: "", Action: bot.Action{Verb: bot.ThumbsUp}}, {Label: "script", URL: "javascript:x"}},
		{{Label: "no dot", URL: "http://localhost/a1"}, {Label: "no port", URL: "https://paper.example:99999/a1"}, {Label: "port 0", URL: "https://paper.example:0/a1"}},
		{{Label: "IPv6", URL: "http://[::1]:8080/a1"}},
		{{Label: "fine", URL: "https://paper.example"}, {Label: "1 / 3", Off: true}},
	}}
	want := `{"inline_keyboard":[[{"text":"IPv6","url":"http://[::1]:8080/a1"}],[{"text":"fine","url":"https://paper.example"},{"text":"1 / 3","callback_data":"1|-|"}]]}`
	if got := NewKeyboard(r).JSON(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func FuzzRender(f *testing.F) {
	f.Add("Title", "https://paper.example", "Label", "A passage. With two sentences.", "Text", "question", 0, 10, uint8(1))
	f.Add("<b>", "javascript:x", "&amp;", strings.Repeat("Từ này qua từ khác. ", 700), "@all", "<i>", 40, 4000, uint8(2))
	f.Add("\u202e@x", "http://[::1", "\x00\xff", strings.Repeat("👨‍👩‍👧‍👦", 900), "/a\n\n\n", "\n", 11, 36, uint8(7))
	f.Add("", "", "", strings.Repeat("x", 9000), "", "", 1, 2, uint8(3))
	f.Add(strings.Repeat("&", 5000), "", "", strings.Repeat("<&>", 5000), strings.Repeat("&", 9000), "", 1, 2000, uint8(0))
	f.Fuzz(func(t *testing.T, title, url, label, passage, words, question string, start, end int, mode uint8) {
		kinds := []bot.ReplyKind{bot.ShowAnswer, bot.ShowUnsure, bot.ShowArticle, bot.ShowText, bot.ShowNone}
		r := bot.Reply{Kind: kinds[int(mode>>2)%len(kinds)], Text: words, Question: question}
		r.Cards = []bot.Card{{Title: title, URL: url, Label: label, Place: label, Text: passage, Sentence: retrieval.Span{Start: start, End: end}}}
		if r.Kind == bot.ShowNone {
			r.Cards, r.Titles = nil, []bot.Title{{Number: 1, Text: title, Section: label, Action: bot.Action{Verb: bot.OpenArticle, Arg: "k"}}}
		}
		l := Options{Single: mode&1 != 0, ShowQuestion: mode&2 != 0}
		parts := Reply(r, l)
		if len(parts) > maxParts || l.Single && len(parts) > 1 {
			t.Fatalf("%d parts", len(parts))
		}
		var all strings.Builder
		for _, p := range parts {
			checkPart(t, p)
			all.WriteString(p.Plain)
		}
		if words == "" && detectable.MatchString(all.String()) && !strings.Contains(all.String(), Ellipsis) {
			// A cut can put what was apart side by side only at an ellipsis.
			t.Errorf("%q could be detected", detectable.FindString(all.String()))
		}
		if b := NewKeyboard(r); len(b) > 0 && !utf8.ValidString(b.JSON()) {
			t.Error("keyboard is not UTF-8")
		}
	})
}

func FuzzButtonData(f *testing.F) {
	f.Add("p", "1", "label")
	f.Add("|", "|", "\xff")
	f.Add("a", strings.Repeat("ữ", 30), "x")
	f.Fuzz(func(t *testing.T, verb, arg, label string) {
		made, ok := newButton(bot.Button{Label: label, Action: bot.Action{Verb: bot.Verb(verb), Arg: arg}})
		if !ok {
			return
		}
		if n := len(made.Data); n == 0 || n > bot.MaxActionBytes || !utf8.ValidString(made.Data) || made.Text == "" {
			t.Errorf("%d bytes of data %q, label %q", n, made.Data, made.Text)
		}
	})
}
