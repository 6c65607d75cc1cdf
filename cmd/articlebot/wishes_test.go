package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"

	"github.com/google/go-cmp/cmp"
)

// plainly is how each wish is said in known words, in English and Vietnamese: a
// message is understood if it gets the same reply.
var plainly = map[string][2]string{
	"source": {"source", "nguồn"}, "author": {"author", "tác giả"}, "date": {"date", "ngày đăng"}, "gist": {"summary", "tóm tắt"},
	"back": {"go back", "quay lại"}, "count": {"how many articles", "bao nhiêu bài"}, "articles": {"latest", "tin mới nhất"},
	"stop": {"stop", "dừng lại"}, "about": {"who are you", "bạn là ai"}, "person": {"are you a robot", "bạn là robot"},
	"maker": {"who made you", "ai tạo ra bạn"}, "help": {"help", "giúp"}, "more": {"more", "thêm"}, "whole": {"whole article", "toàn bài"},
	"privacy": {"privacy", "riêng tư"}, "thanks": {"thanks", "cảm ơn"}, "grumble": {"useless", "vô dụng"}, "greeting": {"hello", "xin chào"},
	"farewell": {"bye", "tạm biệt"},
}

// wishFigures are how messages of one list were understood.
type wishFigures struct{ right, wrong, searched, all int }

// understood says each message of a list after an answer, and compares its reply
// with that to the wish in known words.
func understood(t *testing.T, conv bot.Conversation, list string) (f wishFigures) {
	t.Helper()
	file, err := os.Open(list)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	said := func(n int, lang, wish string) bot.Reply {
		key := strconv.Itoa(n)
		m := bot.Message{Platform: bot.Console, Chat: bot.NewChatKey(bot.Console, list, key), User: bot.NewUserKey(bot.Console, list+key), Private: true, Locale: lang}
		m.ID, m.Text = "1", map[string]string{"en": "who is Bùi Quang Định?", "vi": "Bùi Quang Định là ai?"}[lang]
		conv.Handle(t.Context(), m)
		m.ID, m.Text = "2", wish
		return conv.Handle(t.Context(), m)
	}
	lines := bufio.NewScanner(file)
	for n := 0; lines.Scan(); n += 2 {
		part := strings.Split(lines.Text(), "|")
		which := 0
		if part[1] == "vi" {
			which = 1
		}
		got, want := said(n, part[1], part[2]), said(n+1, part[1], plainly[part[0]][which])
		f.all++
		switch {
		case want.Kind == bot.ShowNone || want.Kind == bot.ShowUnsure:
			t.Errorf("%s: %q is not understood itself", part[0], plainly[part[0]][which])
		case got.Text == want.Text && cmp.Equal(got.Cards, want.Cards):
			f.right++
		case got.Kind == bot.ShowNone || got.Kind == bot.ShowUnsure || got.Question != "":
			f.searched++
			t.Logf("searched: %s", lines.Text())
		default:
			f.wrong++
			t.Logf("taken for something else: %s: %.60q", lines.Text(), got.Text)
		}
	}
	return f
}

// mostTaken is how many questions to the articles, of 96, may be taken for wishes.
const mostTaken = 3

// takenForWishes asks questions that have words of wishes, alone and after an answer,
// and counts those that get what no question gets.
func takenForWishes(t *testing.T, conv bot.Conversation, list string) (taken int) {
	t.Helper()
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		lang, question, _ := strings.Cut(line, "|")
		for _, before := range []string{"", map[string]string{"en": "who is Bùi Quang Định?", "vi": "Bùi Quang Định là ai?"}[lang]} {
			key := strconv.Itoa(n) + before
			m := bot.Message{Platform: bot.Console, Chat: bot.NewChatKey(bot.Console, list, key), User: bot.NewUserKey(bot.Console, list+key), Private: true, Locale: lang}
			if before != "" {
				m.ID, m.Text = "1", before
				conv.Handle(t.Context(), m)
			}
			m.ID, m.Text = "2", question
			if r := conv.Handle(t.Context(), m); r.Question == "" {
				taken++
				t.Logf("taken for a wish after %q: %q: %.60q", before, question, r.Text)
			}
		}
	}
	return taken
}

// TestWishesAreUnderstoodByTheirMeaning holds what is said after an answer, in other
// words than the lists', against the wish in plain words. Nothing was fitted on the
// list.
func TestWishesAreUnderstoodByTheirMeaning(t *testing.T) {
	ctx := context.Background()
	a := &cli.App{Stderr: io.Discard, Stdout: io.Discard, Now: time.Now}
	engine, err := wire.OpenEngine(ctx, a, config.Config{}, wire.Apart, a.QuietLog(config.Config{}))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close() //nolint:errcheck // nothing is kept
	if err := wire.AwaitVectors(ctx, a, engine); err != nil {
		t.Fatal(err)
	}
	conf := dialogue.Config{Samples: []string{"who?"}, Embed: wire.Embedder(config.Config{}, engine)}
	conf.Limits.Person.Burst, conf.Limits.Chat.Burst = -1, -1
	conv, err := dialogue.New(conf, engine)
	if err != nil {
		t.Fatal(err)
	}
	defer conv.Close() //nolint:errcheck // nothing is kept
	conv.AwaitWishes(ctx)
	if n := takenForWishes(t, conv, "testdata/wishes/questions.txt"); n > mostTaken {
		t.Errorf("%d questions to the articles are taken for wishes, want at most %d", n, mostTaken)
	}
	// Words alone understand 19 of them.
	const least, mostWrong = 75, 10
	if f := understood(t, conv, "testdata/wishes/heldout.txt"); f.right < least || f.wrong > mostWrong {
		t.Errorf("%+v, want at least %d right and at most %d wrong", f, least, mostWrong)
	}
}
