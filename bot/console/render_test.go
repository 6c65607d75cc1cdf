package console_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/locale/localetest"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// span finds part in s.
func span(s, part string) retrieval.Span {
	i := strings.Index(s, part)
	if i < 0 {
		panic("no " + part)
	}
	return retrieval.Span{Start: i, End: i + len(part)}
}

const passage = "Thanks to this, from July 1 to December 15, the People’s Committee of Nà Hỳ commune received and resolved 926 administrative procedure files, of which: 924 files were submitted online; 2 files were submitted directly; and 918 files were resolved ahead of schedule. People no longer travel far."

func answer() bot.Reply {
	sentence := span(passage, passage[:strings.Index(passage, " People no longer")])
	return bot.Reply{
		Kind: bot.ShowAnswer, Language: text.English, Question: "how many files",
		Cards: []bot.Card{{
			Article: "a", Title: "Close to the people, for the people", Label: "Sầm Phúc", Place: "passage 8 of 18",
			Published: time.Date(2025, 12, 31, 0, 0, 0, 0, time.UTC),
			Text:      passage, Sentence: sentence,
			Highlights: []retrieval.Span{span(passage, "Nà Hỳ"), span(passage, "resolved 926"), span(passage, "ahead of schedule")},
		}},
		Buttons: [][]bot.Button{
			{{Label: "1 / 3", Off: true, Action: bot.Action{Verb: bot.DoNothing}}, {Label: "▶", Action: bot.Action{Verb: bot.ShowPassage, Arg: "1"}}},
			{{Label: "Whole article", Action: bot.Action{Verb: bot.OpenArticle, Arg: "k.0"}}, {Label: "👍", Action: bot.Action{Verb: bot.ThumbsUp, Arg: "k.8"}}},
		},
	}
}

func TestRenderGolden(t *testing.T) {
	none := bot.Reply{Kind: bot.ShowNone, Language: text.English,
		Text: "The articles do not say. I searched 5 articles and 61 briefs.\nPerhaps one of these helps:",
		Titles: []bot.Title{
			{Number: 1, Text: "Urban planning adapts to two-tier local government model with a title that is longer than a line"},
			{Number: 10, Text: "Coffee", Section: "ECONOMY"},
		}}
	unsure := answer()
	unsure.Kind, unsure.Language = bot.ShowUnsure, text.Vietnamese
	unsure.Text = "Tôi không chắc các bài báo trả lời được câu hỏi này. Đoạn gần nhất:"
	zuzu := answer()
	zuzu.Language = localetest.Zuzu
	article := bot.Reply{Kind: bot.ShowArticle, Language: text.English,
		Cards:   []bot.Card{{Title: "Whole", URL: "https://paper.example/2026/01/31/a-title-that-is-longer-than-a-line-of-the-terminal.html", Text: "First paragraph.\n\nSecond paragraph.", AlsoIn: "also in: Weekend"}},
		Buttons: [][]bot.Button{{{Label: "◀", Action: bot.Action{Verb: bot.OpenArticle, Arg: "k.0"}}, {Label: "2 / 3", Off: true}, {Label: "▶", Action: bot.Action{Verb: bot.OpenArticle, Arg: "k.2"}}}}}
	hello := bot.Reply{Kind: bot.ShowText, Language: text.English, Text: "Hello.",
		Buttons: [][]bot.Button{{{Label: "What is new?", Action: bot.Action{Verb: bot.AskSample, Arg: "k.1"}}}, {{Label: "Who built the hall?", Action: bot.Action{Verb: bot.AskSample, Arg: "k.2"}}}}}
	for name, c := range map[string]struct {
		reply bot.Reply
		style console.Style
	}{
		"answer-plain":  {answer(), console.Style{}},
		"answer-color":  {answer(), console.Style{Width: 60, Color: true, Hints: true}},
		"answer-narrow": {answer(), console.Style{Width: 24, Hints: true}},
		"unsure-vi":     {unsure, console.Style{Width: 60, Hints: true}},
		"answer-zuzu":   {zuzu, console.Style{Width: 60, Hints: true, Languages: localetest.Languages()}},
		"none":          {none, console.Style{Width: 60}},
		"article":       {article, console.Style{Width: 60, Hints: true}},
		"hello":         {hello, console.Style{Width: 60, Hints: true}},
		"hello-asked":   {hello, console.Style{Width: 60}},
		"silent":        {bot.Reply{}, console.Style{}},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.ReplaceAll(console.Render(c.reply, c.style), "\x1b", "␛")
			path := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestNothingSteersTheTerminal(t *testing.T) {
	evil := "\x1b]0;owned\x07 \x1b[2J\u009b31m \u202Egnp\u2066 \x00\x08\x7f\r tab\t bad\x9b\xff end"
	r := bot.Reply{Kind: bot.ShowAnswer, Text: evil,
		Cards:   []bot.Card{{Title: evil, Label: evil, URL: evil, Place: evil, AlsoIn: evil, Text: evil + "\n" + evil, Sentence: retrieval.Span{Start: 2, End: 9}}},
		Titles:  []bot.Title{{Number: 1, Text: evil + "\nsecond line", Section: evil}},
		Buttons: [][]bot.Button{{{Label: evil, Action: bot.Action{Verb: bot.AskSample}}}}}
	for _, color := range []bool{false, true} {
		got := console.Render(r, console.Style{Color: color, Hints: true})
		checkPrintable(t, got, color)
	}
}

// checkPrintable fails if out holds anything a terminal acts on, besides line
// feeds and, with color, our own attributes.
func checkPrintable(t *testing.T, out string, color bool) {
	t.Helper()
	if color {
		out = withoutAttributes(out)
	}
	if !utf8.ValidString(out) {
		t.Errorf("invalid UTF-8 in %q", out)
	}
	for _, r := range out {
		if r != '\n' && (r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069) {
			t.Errorf("rune %U in %q", r, out)
		}
	}
}

// withoutAttributes drops the sequences that Render may write.
func withoutAttributes(s string) string {
	for _, seq := range []string{"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[4m", "\x1b[1;4m"} {
		s = strings.ReplaceAll(s, seq, "")
	}
	return s
}

func FuzzRender(f *testing.F) {
	f.Add(passage, "title", "label", 40, 3, 20, 5, 9, true)
	f.Add("a\n\nb", "", "", 1, 0, 0, 0, 0, false)
	f.Add("an inverted span marks nothing", "", "", 20, 5, 3, 7, 7, false)
	f.Add("日本語テキスト🏳️‍🌈 e\u0301e\u0301", "x", "y", 20, -1, 99, 3, 2, true)
	f.Add(strings.Repeat("long", 50), strings.Repeat("w", 200), "\x1b[31m", 30, 10, 100, 12, 14, false)
	f.Fuzz(func(t *testing.T, body, title, label string, width, s0, s1, h0, h1 int, color bool) {
		r := bot.Reply{Kind: bot.ShowAnswer, Text: label, Cards: []bot.Card{{
			Title: title, Label: label, Text: body,
			Sentence: retrieval.Span{Start: s0, End: s1}, Highlights: []retrieval.Span{{Start: h0, End: h1}},
		}}}
		style := console.Style{Width: width, Color: color}
		out := console.Render(r, style)
		checkPrintable(t, out, color)
		checkWidth(t, withoutAttributes(out), width)
		if got, want := letters(withoutAttributes(out)), letters(label)+letters(title)+letters(label)+letters(body); !color && s1 <= s0 && got != want {
			t.Errorf("text changed: %q, want %q", got, want)
		}
	})
}

// checkWidth fails if a line is wider than allowed, unless one cluster alone
// is.
func checkWidth(t *testing.T, out string, width int) {
	t.Helper()
	if width == 0 {
		width = 80
	}
	width = min(max(width, 20), 88)
	for line := range strings.SplitSeq(out, "\n") {
		if w := uniseg.StringWidth(line); w > width && uniseg.GraphemeClusterCount(strings.TrimSpace(line)) > 1 {
			t.Errorf("line of %d cells, at most %d: %q", w, width, line)
		}
	}
}

// letters keeps what is neither white space nor replaced.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r >= 0x7F && r <= 0xA0 || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == utf8.RuneError || r == '?' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
}
