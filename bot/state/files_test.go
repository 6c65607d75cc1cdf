package state_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
	"articlebot/bot/state"
	"articlebot/retrieval/text"
)

var (
	quiet = slog.New(slog.DiscardHandler)
	noon  = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// kept are the files as the program has always written them.
var kept = map[string]string{
	"people.json": "{\n \"telegram:7\": \"vi\",\n \"web:a\": \"en\"\n}",
	"settings.json": `{
 "discord:guild:42": {
  "channels": [
   "1"
  ],
  "private": true
 }
}`,
	"gaps.json": `{
 "coffe price": {
  "question": "Giá cà phê \u003cMường Ảng\u003e?",
  "asked": 2,
  "down": 0,
  "first": "2026-01-01T12:00:00Z",
  "last": "2026-01-02T11:00:00+07:00"
 }
}`,
	"follows.json": `[
 {
  "id": "zz",
  "to": "telegram:7",
  "topic": "coffee",
  "language": "en",
  "spoken": "vi",
  "since": "2026-01-01T12:00:00Z",
  "generation": "g1",
  "told": [
   "h1"
  ]
 },
 {
  "id": "aa",
  "to": "discord:channel:1",
  "topic": "roads",
  "spoken": "en",
  "since": "2026-01-01T12:00:00Z",
  "generation": "g1"
 }
]`,
	"follows-known.json": `{
 "generation": "g1",
 "articles": [
  "A",
  "B"
 ],
 "gone": {
  "C": "2026-01-01T12:00:00Z"
 }
}`,
	"follows-due.json": `[
 {
  "follow": "zz",
  "articles": [
   "D"
  ],
  "at": "2026-01-02T10:00:00Z"
 }
]`,
}

// TestFilesStayAsTheyWere changes something of each file and back, so that each
// is written, and finds the same bytes.
func TestFilesStayAsTheyWere(t *testing.T) {
	dir := t.TempDir()
	for name, text := range kept {
		must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	s := state.OpenFiles(dir, quiet)
	people, follows := state.NewPeople(s), state.NewFollows(s)
	if got := people.Language("telegram:7"); got != "vi" {
		t.Errorf("the language is %q", got)
	}
	for _, lang := range []text.Language{"en", ""} {
		_, err := people.Choose("web:b", lang)
		must(t, err)
	}
	settings := state.NewSettings(t.Context(), s, quiet)
	guild := bot.NewChatKey(bot.Discord, "guild", "42")
	was := settings.Settings(guild)
	must(t, settings.SetSettings(guild, state.Settings{Language: "vi"}))
	must(t, settings.SetSettings(guild, was))
	gaps := state.NewGaps(s, 100*24*time.Hour, quiet)
	gaps.Note("other", "Other?", "", noon.Add(-200*24*time.Hour))
	if open := gaps.Open(noon); len(open) != 1 || open[0].Asked != 2 {
		t.Errorf("gaps %+v", open)
	}
	f, err := follows.Add(state.Follow{ID: "bb", To: "telegram:7", Topic: "rain"}, 10)
	must(t, err)
	_, ok, err := follows.End(f.ID, f.To)
	must(t, err)
	g, err := follows.Known()
	must(t, err)
	if !ok || g != "g1" {
		t.Errorf("ended %v, known %q", ok, g)
	}
	must(t, follows.Advance("g1", []string{"A", "B"}, nil, noon.Add(-24*time.Hour)))
	_, due, ok, err := follows.Take("zz")
	must(t, err)
	if !ok {
		t.Error("nothing is due")
	}
	must(t, follows.PutBack(due))
	must(t, s.Close())
	for name, want := range kept {
		got, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		if string(got) != want {
			t.Errorf("%s is now\n%s", name, got)
		}
	}
}

// twoViews are two replicas' views of one state, on files the same.
func twoViews(t *testing.T, test func(t *testing.T, a, b shared.Store)) {
	t.Run("files", func(t *testing.T) {
		s := state.OpenFiles(t.TempDir(), quiet)
		t.Cleanup(func() { must(t, s.Close()) })
		test(t, s, s)
	})
	t.Run("PostgreSQL", func(t *testing.T) {
		url := pgtest.Start(t).Database(t)
		var views []shared.Store
		for range 2 {
			s, err := postgres.Open(postgres.Config{URL: url})
			must(t, err)
			t.Cleanup(func() { must(t, s.Close()) })
			views = append(views, s)
		}
		test(t, views[0], views[1])
	})
}

func TestFollowsAreToldOnce(t *testing.T) {
	twoViews(t, func(t *testing.T, sa, sb shared.Store) {
		a, b := state.NewFollows(sa), state.NewFollows(sb)
		_, err := a.Known()
		must(t, err)
		must(t, a.Advance("g1", []string{"A"}, nil, noon))
		for i, topic := range []string{"coffee", "roads"} {
			_, err := a.Add(state.Follow{ID: topic, To: "telegram:7", Topic: topic, Since: noon}, i+1)
			must(t, err)
		}
		if _, err := b.Add(state.Follow{ID: "x", To: "telegram:7", Topic: "Coffee"}, 9); err != state.ErrFollowed {
			t.Errorf("the same topic: %v", err)
		}
		if _, err := b.Add(state.Follow{ID: "x", To: "telegram:7", Topic: "rain"}, 2); err != state.ErrTooManyFollows {
			t.Errorf("a third: %v", err)
		}
		for _, f := range []*state.Follows{a, b} { // both look before either is done
			if news, err := f.News([]string{"A", "B"}); err != nil || len(news) != 1 || news[0] != "B" {
				t.Fatalf("news %v, %v", news, err)
			}
		}
		found := []state.Found{{Follow: "coffee", Articles: []string{"B"}, Passages: []string{"h"}}}
		must(t, a.Advance("g2", []string{"A", "B"}, found, noon))
		if sa != sb {
			must(t, b.Advance("g2", []string{"A", "B"}, found, noon))
		}
		if due, err := b.Due(); err != nil || len(due) != 1 || len(due[0].Articles) != 1 {
			t.Fatalf("due %+v, %v", due, err)
		}
		_, _, first, err := b.Take("coffee")
		must(t, err)
		f, _, second, err := a.Take("coffee")
		must(t, err)
		if !first || second {
			t.Errorf("taken first %v, again %v as %+v", first, second, f)
		}
		if f, ok, err := b.Find("coffee"); err != nil || !ok || len(f.Told) != 1 {
			t.Errorf("%+v, %v, %v", f, ok, err)
		}
		if n, err := b.EndAll("telegram:7"); err != nil || n != 2 {
			t.Errorf("%d ended, %v", n, err)
		}
		if list, err := a.All(); err != nil || len(list) != 0 {
			t.Errorf("left %v, %v", list, err)
		}
	})
}

func TestVotesAndGapsAreCountedByAll(t *testing.T) {
	twoViews(t, func(t *testing.T, sa, sb shared.Store) {
		a, b := state.ShareVotes("thumbs", sa), state.ShareVotes("thumbs", sb)
		if !a.Once("telegram:7", "x", noon) || b.Once("telegram:7", "x", noon) || !b.Once("telegram:77", "x", noon) {
			t.Error("a vote counts twice, or another's not at all")
		}
		if !state.ShareVotes("missed", sb).Once("telegram:7", "x", noon) {
			t.Error("one kind of mark is another's")
		}
		for _, want := range []bool{true, false} {
			if had, err := b.Forget("telegram:7"); err != nil || had != want {
				t.Errorf("forgotten %v, want %v: %v", had, want, err)
			}
		}
		if a.Once("telegram:77", "x", noon) {
			t.Error("another's were forgotten too")
		}
		ga, gb := state.NewGaps(sa, time.Hour, quiet), state.NewGaps(sb, time.Hour, quiet)
		for _, g := range []*state.GapBook{ga, gb} {
			for range 20 {
				g.Note("coffee price", "Coffee?", "", noon)
			}
		}
		ga.Close()
		gb.Close()
		open := state.NewGaps(sa, time.Hour, quiet).Open(noon)
		if len(open) != 1 || open[0].Asked != 40 {
			t.Errorf("gaps %+v, want one asked 40 times", open)
		}
	})
}
