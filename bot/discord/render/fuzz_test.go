package render_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/discord/discordtest"
	"articlebot/bot/discord/render"
	"articlebot/retrieval"
)

// flaws reads Discord's markdown the way its client does and says what is
// wrong with a text in which all but bold must be plain, "" for nothing.
func flaws(s string) string {
	if !utf8.ValidString(s) {
		return "split character"
	}
	open := false
	for _, line := range strings.Split(s, "\n") {
		start := true
		for i := 0; i < len(line); i++ {
			rest := line[i:]
			switch {
			case rest[0] == '\\':
				if len(rest) == 1 || rest[1] >= utf8.RuneSelf || strings.ContainsRune(" \t", rune(rest[1])) {
					return "dangling backslash"
				}
				i++
			case strings.HasPrefix(rest, "**"):
				open = !open
				i++
				continue // what follows still begins the line
			case strings.ContainsRune("*_~`|[]<@", rune(rest[0])):
				return "unescaped " + rest[:1]
			case start && strings.ContainsRune("#>-+", rune(rest[0])):
				return "unescaped " + rest[:1] + " at the start of a line"
			case strings.HasPrefix(rest, "://"):
				return "link"
			}
			start = start && line[i] == ' '
		}
	}
	if open {
		return "open bold"
	}
	return ""
}

func FuzzMessage(f *testing.F) {
	for _, r := range cases() {
		for _, c := range r.Cards {
			f.Add(r.Question, c.Text, c.Title, c.Label, c.URL, r.Text, c.Sentence.Start, c.Sentence.End, 5)
		}
	}
	f.Add(strings.Repeat("*", 2100), strings.Repeat("\\*ế", 700), "**", "\u202e\x00", "https://x", "\n\n#\xff", 3, 4096, 35)
	f.Add("b", "c", "*", "e", "https://x", "/ask", 0, 1, 147)
	f.Add("1. a", "12) b\n3. c\n+ d", " ", " ", "http://[", "@everyone", 0, 10, 5)
	kinds := []bot.ReplyKind{bot.ShowAnswer, bot.ShowArticle, bot.ShowNone, bot.ShowText, bot.ShowNotice}
	f.Fuzz(func(t *testing.T, question, passage, title, label, url, remark string, start, end, seed int) {
		kind, many := kinds[uint(seed)%uint(len(kinds))], int(uint(seed)/uint(len(kinds))%30)
		r := bot.Reply{Kind: kind, Question: question, Text: remark, Buttons: [][]bot.Button{
			{{Label: label, Action: bot.Action{Verb: "p", Arg: title}}, {Label: title, URL: url}}}}
		if kind == bot.ShowAnswer || kind == bot.ShowArticle {
			c := bot.Card{Title: title, URL: url, Label: label, Place: label, Text: passage, Generation: retrieval.Generation(label),
				Sentence: retrieval.Span{Start: start, End: end}, AlsoIn: "also " + title}
			r.Cards = slices.Repeat([]bot.Card{c}, many%12)
		} else {
			for n := range many {
				r.Titles = append(r.Titles, bot.Title{Number: n + 1, Text: title, Section: label, Action: bot.Action{Verb: "a", Arg: label}})
			}
		}
		check(t, r)
	})
}

func check(t *testing.T, r bot.Reply) {
	t.Helper()
	m := render.Message(r, render.Options{State: render.State{Asker: "1234567890123456789"}})
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if problem := discordtest.Invalid(raw); problem != "" {
		t.Fatalf("%s: Discord refuses: %s", r.Kind, problem)
	}
	if !strings.Contains(string(raw), `"allowed_mentions":{"parse":[],"replied_user":false}`) {
		t.Fatalf("%s: mentions are not off: %s", r.Kind, raw)
	}
	content := strings.TrimPrefix(m.Content, "> ")
	if problem := flaws(content); problem != "" {
		t.Fatalf("%s: content: %s: %q", r.Kind, problem, m.Content)
	}
	for _, e := range m.Embeds {
		body := e.Description
		if i := strings.LastIndex(body, "\n-# also"); i >= 0 { // our small line
			if problem := flaws(body[i+len("\n-# "):]); problem != "" {
				t.Fatalf("%s: reprints: %s: %q", r.Kind, problem, body)
			}
			body = body[:i]
		}
		for name, s := range map[string]string{"title": e.Title, "description": body} {
			if problem := flaws(s); problem != "" {
				t.Fatalf("%s: %s: %s: %q", r.Kind, name, problem, s)
			}
		}
	}
	if strings.TrimSpace(m.Content) == "" && len(m.Embeds) == 0 {
		t.Fatalf("%s: nothing to see", r.Kind)
	}
}

func FuzzQuestionIsReadBack(f *testing.F) {
	for _, q := range []string{"*a*", "# b", "1. c", "\\\\", "a\\", "🇻🇳", "<@1>", "\u0301", "a\n> b", "A\x7f\u0301"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		want := render.OneLine(q)
		if utf8.RuneCountInString(want) > 400 || want == "" {
			return // longer than any question
		}
		m := render.Message(bot.Reply{Kind: bot.ShowAnswer, Question: q, Text: "x", Cards: []bot.Card{{Text: "y"}}}, render.Options{})
		if got := render.Question(m.Content); got != want {
			t.Fatalf("%q came back as %q from %q", want, got, m.Content)
		}
	})
}

func FuzzEscape(f *testing.F) {
	f.Add("*a* _b_ 1. c")
	f.Fuzz(func(t *testing.T, s string) {
		e := render.Escape(s)
		if problem := flaws(e); problem != "" {
			t.Fatalf("%q: %s", e, problem)
		}
		if got := render.Unescape(e); got != render.Plain(s) {
			t.Fatalf("%q came back as %q", render.Plain(s), got)
		}
	})
}

func FuzzCustomID(f *testing.F) {
	f.Add("a1~1~x~1~1|p|0")
	f.Fuzz(func(t *testing.T, id string) {
		s, _ := render.ParseCustomID(id)
		if s.Asker != "" && s.Asker.Uint64() == 0 {
			t.Fatalf("%q gave the asker %q", id, s.Asker)
		}
	})
}
