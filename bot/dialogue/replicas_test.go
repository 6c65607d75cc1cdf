package dialogue_test

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/bot/shared"
	"articlebot/bot/shared/pgtest"
	"articlebot/bot/shared/postgres"
	"articlebot/bot/state"
)

// replica opens what one replica shares with the others at a URL.
func replica(t *testing.T, url string) shared.Store {
	t.Helper()
	s, err := postgres.Open(postgres.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	f := shared.WithFallback(s, nil)
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// twoReplicas are one person's talks with two replicas, on a server of their own.
func twoReplicas(t *testing.T, change func(*dialogue.Config)) (a, b *talk, server *pgtest.Server) {
	server = pgtest.Start(t)
	url := server.Database(t)
	talkAt := func() *talk {
		store := replica(t, url)
		return newTalk(t, func(c *dialogue.Config) {
			c.State = store
			if change != nil {
				change(c)
			}
		})
	}
	a, b = talkAt(), talkAt()
	b.ids = 1000
	return a, b, server
}

func TestAConversationGoesOnAtAnotherReplica(t *testing.T) {
	a, b, _ := twoReplicas(t, nil)
	alone := newTalk(t, nil)
	for _, row := range [][]string{
		{filesQuestion, "more", "back", "whole article"},
		{"coffee prices", "and tourism?", "/articles", "2", "more"},
		{"Cà phê Mường Ảng giá bao nhiêu?", "ok", "more"},
	} {
		for i, said := range row {
			at := []*talk{a, b}[i%2]
			got, want := at.say(said), alone.say(said)
			if got.Kind != want.Kind || got.Text != want.Text || got.Language != want.Language || len(got.Cards) != len(want.Cards) || len(got.Titles) != len(want.Titles) {
				t.Errorf("%q as number %d of %q: %s %q in %s, alone %s %q in %s", said, i, row[0], got.Kind, got.Text, got.Language, want.Kind, want.Text, want.Language)
			}
			if len(got.Cards) > 0 && got.Cards[0].Text != want.Cards[0].Text {
				t.Errorf("%q shows %q, alone %q", said, got.Cards[0].Text, want.Cards[0].Text)
			}
		}
	}
}

func TestTheLanguageHoldsAtAllReplicas(t *testing.T) {
	a, b, _ := twoReplicas(t, nil)
	a.say("/language vi")
	if got := b.say("/help"); got.Language != "vi" {
		t.Errorf("the other replica speaks %s", got.Language)
	}
	b.say("/language en")
	if got := a.say("/help"); got.Language != "en" {
		t.Errorf("the first replica speaks %s", got.Language)
	}
}

func TestLimitsHoldOverAllReplicas(t *testing.T) {
	a, b, _ := twoReplicas(t, func(c *dialogue.Config) {
		c.Limits = limit.Limits{Person: limit.Rate{Burst: 4, Every: time.Hour}, Press: limit.Rate{Burst: 2, Every: time.Hour}}
	})
	passed := 0
	var told []string
	for i := range 8 {
		switch r := []*talk{a, b}[i%2].say("coffee prices"); r.Kind {
		case bot.ShowAnswer:
			passed++
		case bot.Silent:
			told = append(told, "")
		default:
			told = append(told, r.Text)
		}
	}
	if passed != 4 || len(told) != 4 || !strings.Contains(told[0], "ask again in") || strings.Join(told[1:], "") != "" {
		t.Errorf("%d passed, the others were told %q", passed, told)
	}
	pressed := 0
	for i := range 4 {
		if r := []*talk{a, b}[i%2].press(bot.Action{Verb: bot.SetLanguage, Arg: "vi"}, ""); r.Edit.Kind == bot.ShowText {
			pressed++
		}
	}
	if pressed != 2 {
		t.Errorf("%d presses passed, want 2", pressed)
	}
	if r := a.as(editor).say("coffee prices"); r.Kind != bot.ShowAnswer {
		t.Errorf("an admin is held up: %q", r.Text)
	}
}

func TestAVoteCountsOnceOverAllReplicas(t *testing.T) {
	a, b, _ := twoReplicas(t, nil)
	down := button(t, a.say(filesQuestion), "👎")
	if got := a.press(down, filesQuestion); got.Toast == "" {
		t.Fatalf("%+v", got)
	}
	first, again := a.press(down, filesQuestion), b.press(down, filesQuestion)
	if first.Toast != again.Toast || !strings.Contains(again.Toast, "Already") {
		t.Errorf("the second time there %q, here %q", first.Toast, again.Toast)
	}
	a.say("who will win the hockey cup")
	b.say("hockey cup who will win it")
	var gaps string
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end) && strings.Count(gaps, "\n") < 2; time.Sleep(10 * time.Millisecond) {
		gaps = b.as(editor).say("/gaps").Text
	}
	if !strings.Contains(gaps, "hockey") || !strings.Contains(gaps, "👎") {
		t.Errorf("the gaps at the other replica are %q", gaps)
	}
}

func TestForgettingHoldsAtAllReplicas(t *testing.T) {
	a, b, _ := twoReplicas(t, nil)
	a.say("/language vi")
	a.say(filesQuestion)
	a.press(button(t, a.say(filesQuestion), "👎"), filesQuestion)
	a.as("telegram:77").say("/language vi") // whose key begins with the other's
	if said := b.say("/forget"); strings.Count(said.Text, ",")+strings.Count(said.Text, " và ") < 2 {
		t.Errorf("forgotten is %q", said.Text)
	}
	if got := a.say("more"); len(got.Cards) > 0 || got.Language != "en" {
		t.Errorf("the first replica still knows %+v", got)
	}
	if got := b.as("telegram:77").say("/help"); got.Language != "vi" {
		t.Error("another person was forgotten too")
	}
}

func TestFollowersAreToldOnceByAllReplicas(t *testing.T) {
	p := &postman{}
	a, b, _ := twoReplicas(t, func(c *dialogue.Config) { c.Teller, c.TellOn = p, []bot.Platform{bot.Telegram} })
	a.say("/follow coffee")
	if got := b.say("/following"); !strings.Contains(got.Text, "coffee") {
		t.Fatalf("the other replica knows of %q", got.Text)
	}
	if got := b.say("/follow Coffee"); !strings.Contains(got.Text, "already") {
		t.Errorf("the same again at the other replica: %q", got.Text)
	}
	for _, k := range []*talk{a, b} {
		k.lib.set(func(l *fakeLibrary) {
			l.live.articles = append(l.live.articles, article("new-coffee", "New coffee", "", "", "Coffee of the new harvest is sold in the market."))
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{}, 2)
	for _, k := range []*talk{a, b} {
		go func() { k.bot.TellNews(ctx); ended <- struct{}{} }()
	}
	count := func() int {
		p.mu.Lock()
		defer p.mu.Unlock()
		return len(p.told)
	}
	for end := time.Now().Add(20 * time.Second); count() == 0 && time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
	}
	time.Sleep(500 * time.Millisecond) // for a second telling, which must not come
	stop()
	<-ended
	<-ended
	if n := count(); n != 1 {
		t.Errorf("told %d times: %v", n, p.told)
	}
}

func TestSettingsOfAChatReachAllReplicas(t *testing.T) {
	a, b, _ := twoReplicas(t, nil)
	guild := bot.NewChatKey(bot.Discord, "guild", "42")
	if err := a.bot.Settings().SetSettings(guild, state.Settings{Private: true}); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); !b.bot.Settings().Settings(guild).Private; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the other replica does not know")
		}
	}
}

// TestWithoutTheDatabasePeopleAreAnswered stops it amid a conversation and starts
// it again: what was said meanwhile is known at both replicas after.
func TestWithoutTheDatabasePeopleAreAnswered(t *testing.T) {
	a, b, server := twoReplicas(t, func(c *dialogue.Config) {
		c.Limits = limit.Limits{Person: limit.Rate{Burst: 100, Every: time.Hour}}
	})
	a.say("/language vi")
	want := a.say("more")
	a.say(filesQuestion)
	server.Stop(t)
	began := time.Now()
	if got := a.say("more"); got.Kind != bot.ShowAnswer && got.Text == want.Text {
		t.Errorf("the conversation is lost: %+v", got)
	}
	if got := a.say("coffee prices"); got.Kind != bot.ShowAnswer {
		t.Errorf("a question gets %q", got.Text)
	}
	if got := a.say("/language en"); got.Language != "en" {
		t.Errorf("a choice is not taken: %q", got.Text)
	}
	if got := a.say("/forget"); got.Kind != bot.ShowNotice {
		t.Errorf("it says that it has forgotten what it cannot reach: %q", got.Text)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("that took %v", took)
	}
	server.Again(t)
	for _, k := range []*talk{a, b} {
		for end := time.Now().Add(20 * time.Second); k.store().Health() != nil; time.Sleep(10 * time.Millisecond) {
			if time.Now().After(end) {
				t.Fatal("the database is not found again")
			}
		}
	}
	if got := a.say("/help"); got.Language != "en" {
		t.Errorf("after that the choice is lost: %s", got.Language)
	}
	if got := b.say("/help"); got.Language != "en" {
		t.Errorf("after that the choice is not known at the other replica: %s", got.Language)
	}
	if got := b.say("/forget"); got.Kind != bot.ShowText {
		t.Errorf("after that it cannot forget: %q", got.Text)
	}
}

func (k *talk) store() shared.Store { return k.bot.Store() }

// TestWhatFilesHoldIsTakenOver puts the state of a single process into a database.
func TestWhatFilesHoldIsTakenOver(t *testing.T) {
	dir := t.TempDir()
	old := newTalk(t, func(c *dialogue.Config) { c.DataDir = dir })
	old.say("/language vi")
	if err := old.bot.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "people.json")); err != nil {
		t.Fatal(err)
	}
	store := replica(t, pgtest.Start(t).Database(t))
	log := slog.New(slog.DiscardHandler)
	for _, want := range []int{1, 0} {
		if n, err := state.Adopt(dir, store, log); err != nil || n != want {
			t.Fatalf("%d were taken over, want %d: %v", n, want, err)
		}
	}
	k := newTalk(t, func(c *dialogue.Config) { c.State = store })
	if got := k.say("/help"); got.Language != "vi" {
		t.Errorf("it speaks %s", got.Language)
	}
}

func TestTheStatusShowsAllReplicas(t *testing.T) {
	a, b, server := twoReplicas(t, nil)
	for _, r := range []shared.Replica{
		{ID: "north-1", Since: a.clock.Now().Add(-2 * time.Hour), Serves: "g7", Platforms: []string{"telegram", "web"}, Holds: []string{"poller"}},
		{ID: "south-1", Since: a.clock.Now(), Serves: "g6", Trouble: "discord: no token"},
	} {
		if err := shared.Beat(t.Context(), a.store(), r); err != nil {
			t.Fatal(err)
		}
	}
	said := b.as(editor).say("/status").Text
	for _, want := range []string{"• replica north-1: generation g7, started 2 hours ago, telegram, web · poller", "• replica south-1: generation g6, started just now", "discord: no token"} {
		if !strings.Contains(said, want) {
			t.Errorf("the status lacks %q:\n%s", want, said)
		}
	}
	server.Stop(t)
	said = a.as(editor).say("/status").Text
	if !strings.Contains(said, "The shared database cannot be reached") || strings.Contains(said, server.Password()) {
		t.Errorf("without the database:\n%s", said)
	}
}

// countingStore is a store that counts the trips to it.
type countingStore struct {
	shared.Store
	mu    sync.Mutex
	trips []string
}

func (c *countingStore) trip(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.trips = append(c.trips, what)
}

func (c *countingStore) Consult(ctx context.Context, d []shared.Draw, r []shared.Ref) (shared.Drawn, []shared.Document, error) {
	c.trip("consult")
	return c.Store.Consult(ctx, d, r)
}

func (c *countingStore) Read(ctx context.Context, r ...shared.Ref) ([]shared.Document, error) {
	c.trip("read " + r[0].Kind)
	return c.Store.Read(ctx, r...)
}

func (c *countingStore) Write(ctx context.Context, w ...shared.Write) ([]int64, error) {
	c.trip("write " + w[0].Kind)
	return c.Store.Write(ctx, w...)
}

func (c *countingStore) List(ctx context.Context, kind, prefix, after string, limit int) ([]shared.Document, error) {
	c.trip("list " + kind)
	return c.Store.List(ctx, kind, prefix, after, limit)
}

// TestAMessageCostsTwoTrips holds what a question waits for where state is shared.
func TestAMessageCostsTwoTrips(t *testing.T) {
	store := &countingStore{Store: shared.NewLocal(nil, nil)}
	k := newTalk(t, func(c *dialogue.Config) {
		c.State, c.Limits = store, limit.Limits{Person: limit.Rate{Burst: 100, Every: time.Hour}}
	})
	for _, said := range []string{filesQuestion, "more", "/articles", "coffee prices", "back"} {
		store.mu.Lock()
		store.trips = nil
		store.mu.Unlock()
		m := k.message(said)
		m.Private = false // a group's limit is asked too
		k.handle(m)
		store.mu.Lock()
		if got := strings.Join(store.trips, ", "); got != "consult, write session" {
			t.Errorf("%q costs %s", said, got)
		}
		store.mu.Unlock()
	}
}
