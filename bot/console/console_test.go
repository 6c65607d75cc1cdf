package console_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/locale/localetest"
)

// script is a conversation that notes what it is told.
type script struct {
	bot.Conversation
	heard []string
	reply func(m bot.Message) bot.Reply
	press bot.PressReply
}

func (s *script) Handle(_ context.Context, m bot.Message) bot.Reply {
	s.heard = append(s.heard, fmt.Sprintf("%s|%s|%s", m.Command, m.Text, m.Locale))
	if s.reply != nil {
		return s.reply(m)
	}
	return bot.Reply{Kind: bot.ShowText, Text: "reply to " + m.Text}
}

func (s *script) Press(_ context.Context, p bot.Press) bot.PressReply {
	s.heard = append(s.heard, "press "+p.Action+" of "+p.Question)
	return s.press
}

// talk runs a console over typed lines and returns what it wrote.
func talk(t *testing.T, s *script, typed string, env ...string) string {
	t.Helper()
	var out strings.Builder
	c := console.New(console.Config{
		In: strings.NewReader(typed), Out: &out,
		Getenv: func(name string) string {
			for _, e := range env {
				if v, ok := strings.CutPrefix(e, name+"="); ok {
					return v
				}
			}
			return ""
		},
		Now: func() time.Time { return time.Unix(0, 0) },
	}, s)
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func heard(t *testing.T, s *script, want ...string) {
	t.Helper()
	if got := strings.Join(s.heard, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("the conversation heard\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}
}

func TestLinesBecomeMessages(t *testing.T) {
	s := &script{}
	out := talk(t, s, "who came?\r\n\n  /Article 2 \n/help\n", "LANG=vi_VN.UTF-8")
	heard(t, s, "|who came?|vi-VN", "article|2|vi-VN", "help||vi-VN")
	if want := "reply to who came?\n\nreply to 2\n\nreply to\n\n"; strings.ReplaceAll(out, "to \n", "to\n") != want {
		t.Errorf("wrote %q, want %q", out, want)
	}
}

func TestTypedButtonsArePressed(t *testing.T) {
	next := answer()
	next.Question = "second"
	s := &script{
		reply: func(bot.Message) bot.Reply { return answer() },
		press: bot.PressReply{Edit: next},
	}
	talk(t, s, "q\n/more\n/more\n/good\n/article 1\n")
	heard(t, s,
		"|q|",
		"press 1|p|1 of how many files",
		"press 1|p|1 of second",
		"press 1|u|k.8 of second",
		"article|1|",
	)
}

func TestMoreWithoutButtonIsTheConversationsAffair(t *testing.T) {
	s := &script{}
	talk(t, s, "/more\n")
	heard(t, s, "more||")
}

func TestToastIsShownInsteadOfTheSameAnswerAgain(t *testing.T) {
	s := &script{
		reply: func(bot.Message) bot.Reply { return answer() },
		press: bot.PressReply{Edit: answer(), Toast: "Thank you."},
	}
	out := talk(t, s, "q\n/good\n")
	if n := strings.Count(out, "Close to the people"); n != 1 || !strings.Contains(out, "Thank you.") {
		t.Errorf("answer shown %d times in %q", n, out)
	}
}

func TestNoticeLeavesTheButtonsInPlace(t *testing.T) {
	first := true
	s := &script{reply: func(bot.Message) bot.Reply {
		if first {
			first = false
			return answer()
		}
		return bot.Reply{Kind: bot.ShowNotice, Text: "slow down"}
	}}
	talk(t, s, "q\nq\n/more\n")
	heard(t, s, "|q|", "|q|", "press 1|p|1 of how many files")
}

func TestQuitLeaves(t *testing.T) {
	s := &script{}
	talk(t, s, "/quit\nnever\n")
	heard(t, s)
}

func TestContextEndsTheConversation(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	in, w := io.Pipe()
	defer w.Close()
	c := console.New(console.Config{In: in, Out: io.Discard}, &script{})
	done := make(chan error)
	go func() { done <- c.Run(ctx) }()
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("Run returned %v", err)
	}
}

func TestLongLinesAreCutNotKept(t *testing.T) {
	long := strings.Repeat("x", 3*console.MaxLineBytes)
	lines := console.NewLines(strings.NewReader(long + "\nnext\nlast"))
	for _, want := range []string{long[:console.MaxLineBytes], "next", "last"} {
		got, err := lines.ReadLine()
		if err != nil || got != want {
			t.Fatalf("ReadLine() = %d bytes, %v; want %d", len(got), err, len(want))
		}
	}
	if _, err := lines.ReadLine(); err != io.EOF {
		t.Errorf("after the last line: %v", err)
	}
}

func TestStyleOfAFileIsPlain(t *testing.T) {
	s := console.DetectStyle(io.Discard, func(name string) string {
		if name == "COLUMNS" {
			return "44"
		}
		return ""
	})
	if s.Color || s.Width != 44 {
		t.Errorf("style %+v", s)
	}
}

// TestATerminalSpeaksALanguageThatIsAFile turns the page in a language that nothing
// but a file knows.
func TestATerminalSpeaksALanguageThatIsAFile(t *testing.T) {
	pages := func(bot.Message) bot.Reply {
		open := func(arg string) bot.Action { return bot.Action{Verb: bot.OpenArticle, Arg: arg} }
		return bot.Reply{Kind: bot.ShowArticle, Language: localetest.Zuzu, Buttons: [][]bot.Button{
			{{Label: "◀", Action: open("k.0")}, {Label: "2 / 3", Off: true}, {Label: "▶", Action: open("k.2")}}}}
	}
	var out strings.Builder
	c := console.New(console.Config{In: strings.NewReader("articlezu 1\n"), Out: &out, Languages: localetest.Languages()}, &script{reply: pages})
	if err := c.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "/back previouszu pagezu · /more nextzu pagezu") {
		t.Errorf("shown:\n%s", got)
	}
}
