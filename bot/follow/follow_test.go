package follow_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/bot/follow"
	"articlebot/bot/locale"
	"articlebot/bot/state"
	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// newsroom is a source of articles that changes.
type newsroom struct {
	mu       sync.Mutex
	articles []retrieval.Article
}

func (n *newsroom) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return retrieval.Corpus{Articles: slices.Clone(n.articles)}, nil
}

func article(id, title, words string) retrieval.Article {
	return retrieval.Article{
		ID: retrieval.ArticleID(id), Title: title, Language: text.English,
		Passages: []retrieval.Passage{{ArticleID: retrieval.ArticleID(id), Kind: retrieval.Body, Text: words}},
	}
}

var (
	tower    = article("tower", "The tower", "The tower of the old town is 57 metres tall. It was painted white in spring.")
	school   = article("school", "A school for Huoi Lu", "The new school of Huoi Lu has nine rooms. Children came from three villages.")
	harvest  = article("harvest", "A good year for coffee", "Growers of Muong Ang sold 900 tonnes of coffee this year. Rain came late to the slopes.")
	roasters = article("roasters", "Roasters in town", "Two young roasters sell coffee in a street behind the market. They opened in March.")
	robusta  = article("robusta", "Prices rise", "The price of coffee rose to 110,000 dong a kilo on Monday. Traders expect more.")
)

// told is a teller that keeps what it is given.
type told struct {
	mu   sync.Mutex
	list []telling
	fail error
	seen func() // in the middle of a telling
}

type telling struct {
	to   bot.ChatKey
	news bot.Reply
}

func (o *told) Tell(_ context.Context, to bot.ChatKey, r bot.Reply) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.seen != nil {
		o.seen()
	}
	if o.fail != nil {
		return o.fail
	}
	o.list = append(o.list, telling{to, r})
	return nil
}

// take returns what was told since the last time, a line each.
func (o *told) take() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	var lines []string
	for _, one := range o.list {
		line := fmt.Sprintf("%s: %s %s", one.to, one.news.Text, one.news.Cards[0].Title)
		for _, row := range one.news.Buttons {
			if v := row[0].Action.Verb; v == bot.OpenArticle && row[0].Label != string(locale.Of(one.news.Language).Whole) {
				line += " + " + row[0].Label
			}
		}
		lines = append(lines, line)
	}
	o.list = nil
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// stand is a desk over the real engine.
type stand struct {
	t    *testing.T
	room *newsroom
	lib  *engine.Engine
	told *told
	dir  string
	now  time.Time
	hush follow.Quiet
	desk *follow.Desk
}

const (
	lan  = bot.ChatKey("telegram:5")
	minh = bot.ChatKey("discord:9")
)

func newStand(t *testing.T, articles ...retrieval.Article) *stand {
	t.Helper()
	s := &stand{t: t, room: &newsroom{articles: articles}, told: &told{}, dir: t.TempDir(), now: time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)}
	var err error
	s.lib, err = engine.Open(t.Context(), engine.Config{Reader: s.room, Backend: bleveindex.Memory{}, Now: func() time.Time { return s.now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.lib.Close() })
	s.restart()
	return s
}

// restart opens the state anew, as another process does.
func (s *stand) restart() {
	s.desk = follow.New(follow.Config{
		Library: s.lib, Follows: state.NewFollows(state.OpenFiles(s.dir, slog.New(slog.DiscardHandler))), Words: locale.Builtin(), Teller: s.told,
		On: []bot.Platform{bot.Telegram, bot.Discord}, Quiet: func() follow.Quiet { return s.hush }, Pace: time.Microsecond,
		Now: func() time.Time { return s.now },
	})
}

func (s *stand) follow(to bot.ChatKey, topic string) state.Follow {
	s.t.Helper()
	f, err := s.desk.Add(to, topic, text.English, text.English)
	if err != nil {
		s.t.Fatal(err)
	}
	return f
}

// publish has other articles, reloads and looks for news.
func (s *stand) publish(articles ...retrieval.Article) {
	s.t.Helper()
	s.room.mu.Lock()
	s.room.articles = articles
	s.room.mu.Unlock()
	s.now = s.now.Add(time.Minute)
	if _, err := s.lib.Reload(s.t.Context(), retrieval.ReloadOptions{Force: true}); err != nil {
		s.t.Fatal(err)
	}
	s.desk.Look(s.t.Context())
}

func (s *stand) want(said string) {
	s.t.Helper()
	if got := s.told.take(); got != said {
		s.t.Errorf("told %q, want %q", got, said)
	}
}

const newsOfHarvest = "telegram:5: News on “coffee”: A good year for coffee"

func TestNewsAreToldOnce(t *testing.T) {
	s := newStand(t, tower, roasters)
	s.follow(lan, "coffee")
	s.desk.Look(t.Context())
	s.want("") // what was there when it began is no news

	s.publish(tower, roasters, school)
	s.want("")
	s.publish(tower, roasters, school, harvest)
	s.want(newsOfHarvest)
	s.desk.Look(t.Context())
	s.publish(tower, roasters, school, harvest, article("x", "The town's band", "The band of the town plays on Sunday. Nine people came."))
	s.want("")

	s.publish(tower, roasters) // a source has failed, and is there again
	s.publish(tower, roasters, harvest)
	s.want("")
	copied := harvest
	copied.ID, copied.Passages = "harvest-2", []retrieval.Passage{{ArticleID: "harvest-2", Kind: retrieval.Body, Text: harvest.Passages[0].Text}}
	s.publish(tower, roasters, copied) // the same words under another address
	s.want("")
}

func TestOnlyWhatTheArticlesSaySurelyIsTold(t *testing.T) {
	s := newStand(t, tower)
	s.follow(lan, "Who opened the coffee museum of Paris?")
	s.follow(minh, "How many tonnes of coffee did growers sell?")
	s.publish(tower, roasters, harvest, school)
	s.want("discord:9: News on “How many tonnes of coffee did growers sell?”: A good year for coffee")
}

func TestWhoFollowsAfterAReloadIsNotToldOfIt(t *testing.T) {
	s := newStand(t, tower)
	s.follow(minh, "school")
	s.room.articles = []retrieval.Article{tower, harvest}
	s.now = s.now.Add(time.Minute)
	if _, err := s.lib.Reload(t.Context(), retrieval.ReloadOptions{}); err != nil {
		t.Fatal(err)
	}
	s.follow(lan, "coffee") // before the desk has looked
	s.desk.Look(t.Context())
	s.want("")
}

func TestSeveralNewArticlesAreToldTogether(t *testing.T) {
	s := newStand(t, tower)
	s.follow(lan, "coffee")
	s.publish(tower, harvest, roasters)
	got := s.told.take()
	if strings.Contains(got, "\n") || !strings.Contains(got, harvest.Title) || !strings.Contains(got, roasters.Title) {
		t.Errorf("told %q", got)
	}
}

func TestQuietHours(t *testing.T) {
	s := newStand(t, tower)
	s.hush = follow.Quiet{From: 22 * time.Hour, To: 7 * time.Hour}
	s.follow(lan, "coffee")
	s.now = time.Date(2026, time.March, 2, 22, 0, 0, 0, time.UTC)
	s.publish(tower, harvest)
	s.want("")
	s.restart() // the news of the night survive the process
	s.now = time.Date(2026, time.March, 3, 6, 50, 0, 0, time.UTC)
	s.publish(tower, harvest, robusta)
	s.want("")
	s.now = time.Date(2026, time.March, 3, 7, 0, 0, 0, time.UTC)
	s.desk.Look(t.Context())
	s.want(newsOfHarvest + " + Prices rise")
	s.desk.Look(t.Context())
	s.want("")
}

func TestQuietHoursAreOnThePapersClock(t *testing.T) {
	night := follow.Quiet{From: 22 * time.Hour, To: 7 * time.Hour}
	noon := follow.Quiet{From: 12 * time.Hour, To: 13*time.Hour + 30*time.Minute}
	hanoi := time.FixedZone("", 7*3600)
	for at, want := range map[time.Time][3]bool{
		time.Date(2026, 3, 2, 15, 0, 0, 0, time.UTC).In(hanoi): {true, false, false}, // 22:00 there
		time.Date(2026, 3, 2, 21, 59, 59, 0, hanoi):            {false, false, false},
		time.Date(2026, 3, 2, 0, 0, 0, 0, hanoi):               {true, false, false},
		time.Date(2026, 3, 2, 6, 59, 59, 0, hanoi):             {true, false, false},
		time.Date(2026, 3, 2, 7, 0, 0, 0, hanoi):               {false, false, false},
		time.Date(2026, 3, 2, 13, 29, 0, 0, hanoi):             {false, true, false},
		time.Date(2026, 3, 2, 13, 30, 0, 0, hanoi):             {false, false, false},
	} {
		if got := [3]bool{night.At(at), noon.At(at), (follow.Quiet{}).At(at)}; got != want {
			t.Errorf("%v: %v, want %v", at, got, want)
		}
	}
}

// TestACrashNeverTellsTwice looks at the disk in the middle of a telling: a process
// that dies there must not find it again.
func TestACrashNeverTellsTwice(t *testing.T) {
	s := newStand(t, tower)
	s.follow(lan, "coffee")
	looked := 0
	s.told.seen = func() {
		looked++
		if due, err := state.NewFollows(state.OpenFiles(s.dir, slog.New(slog.DiscardHandler))).Due(); err != nil || len(due) != 0 {
			t.Errorf("%d are still due while they are told", len(due))
		}
	}
	s.publish(tower, harvest)
	if looked != 1 {
		t.Errorf("told %d times", looked)
	}
	s.told.take()
	s.restart()
	s.desk.Look(t.Context())
	s.want("")
}

func TestWhatCannotBeToldNowIsToldLater(t *testing.T) {
	s := newStand(t, tower)
	s.follow(lan, "coffee")
	s.told.fail = fmt.Errorf("away: %w", bot.ErrNotTold)
	s.publish(tower, harvest)
	s.restart()
	s.told.fail = nil
	s.desk.Look(t.Context())
	s.want(newsOfHarvest)

	s.told.fail = errors.New("no answer came: it may have arrived")
	s.publish(tower, harvest, robusta)
	s.told.fail = nil
	s.desk.Look(t.Context())
	s.want("")

	s.told.fail = fmt.Errorf("away: %w", bot.ErrNotTold)
	s.publish(tower, harvest, robusta, roasters)
	s.told.fail, s.now = nil, s.now.Add(49*time.Hour)
	s.desk.Look(t.Context())
	s.want("") // no news any more
}

func TestWhoCannotBeReachedIsForgotten(t *testing.T) {
	s := newStand(t, tower)
	s.follow(lan, "coffee")
	s.follow(lan, "school")
	s.follow(minh, "school")
	s.told.fail = fmt.Errorf("blocked: %w", bot.ErrUnreachable)
	s.publish(tower, harvest)
	if left, err := s.desk.Of(lan); err != nil || len(left) != 0 {
		t.Errorf("still follows %v", left)
	}
	if left, err := s.desk.Of(minh); err != nil || len(left) != 1 {
		t.Error("somebody else was forgotten too")
	}
}

func TestAnArchiveIsNoNews(t *testing.T) {
	s := newStand(t, tower)
	s.follow(lan, "coffee")
	old, dated := roasters, harvest
	old.Published, dated.Published = s.now.AddDate(-1, 0, 0), s.now.AddDate(0, 0, -1)
	s.publish(tower, old, dated)
	s.want(newsOfHarvest)
}

func TestEndedAndWithdrawnNewsAreNotTold(t *testing.T) {
	s := newStand(t, tower)
	s.hush = follow.Quiet{To: 24 * time.Hour}
	ended := s.follow(lan, "coffee")
	s.follow(minh, "school")
	s.publish(tower, harvest, school)
	if _, ok, err := s.desk.End(ended.ID, minh); ok || err != nil {
		t.Errorf("another person ended it: %v %v", ok, err)
	}
	if _, ok, err := s.desk.End(ended.ID, lan); !ok || err != nil {
		t.Errorf("not ended: %v %v", ok, err)
	}
	s.publish(tower, harvest)
	s.hush = follow.Quiet{}
	s.desk.Look(t.Context())
	s.want("")
}

func TestLostStateTellsNothingOld(t *testing.T) {
	for _, name := range []string{"follows-known.json", "follows-due.json", "follows.json"} {
		t.Run(name, func(t *testing.T) {
			s := newStand(t, tower, roasters)
			s.follow(lan, "coffee")
			s.publish(tower, roasters, school)
			if err := os.WriteFile(filepath.Join(s.dir, name), []byte("{cut off"), 0o600); err != nil {
				t.Fatal(err)
			}
			s.restart()
			s.publish(tower, roasters, school, article("x", "The band", "The band of the town plays on Sunday."))
			s.want("")
		})
	}
}

func TestWhatOneMayFollowIsBounded(t *testing.T) {
	s := newStand(t, tower)
	for i := range follow.DefaultPerPlace {
		s.follow(lan, fmt.Sprintf("coffee of village %d", i))
	}
	if _, err := s.desk.Add(lan, "tea", text.English, text.English); !errors.Is(err, state.ErrTooManyFollows) {
		t.Errorf("one more: %v", err)
	}
	if _, err := s.desk.Add(minh, "tea", text.English, text.English); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	f, err := s.desk.Add(minh, "TEA", text.English, text.English)
	if !errors.Is(err, state.ErrFollowed) || f.Topic != "tea" {
		t.Errorf("the same again: %+v %v", f, err)
	}
}

func TestVietnameseTopics(t *testing.T) {
	s := newStand(t, tower)
	if _, err := s.desk.Add(lan, "giá cà phê", text.Vietnamese, text.Vietnamese); err != nil {
		t.Fatal(err)
	}
	market := article("gia", "Thị trường sáng nay", "Giá cà phê tăng lên 110.000 đồng một ki-lô-gam vào thứ Hai. Thương lái chờ giá lên nữa.")
	market.Language = text.Vietnamese
	s.publish(tower, market, school)
	s.want("telegram:5: Tin mới về “giá cà phê”: Thị trường sáng nay")
}
