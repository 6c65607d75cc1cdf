package bot_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// edition is one generation of the fake library.
type edition struct {
	generation retrieval.Generation
	built      time.Time
	articles   []retrieval.Article
}

// fakeLibrary is a small honest search over a few articles: a passage that has
// all topic words of a question answers it, one with half of them perhaps.
// What it may be told to do wrong stands in fail, hold and panicOn.
type fakeLibrary struct {
	now func() time.Time

	mu          sync.Mutex
	live        edition
	older       []edition
	next        []retrieval.Article // what Reload reads
	refused     string              // Reload refuses with this
	last        *retrieval.Report
	running     *retrieval.Progress
	asked       []retrieval.Question
	fail        error
	hold        chan struct{} // Ask waits until it is closed
	panicOn     string
	corrections []retrieval.Correction
	sources     []retrieval.SourceStatus
	read        time.Time
}

func newFakeLibrary(now func() time.Time, articles ...retrieval.Article) *fakeLibrary {
	l := &fakeLibrary{now: now}
	l.live = edition{"1", now(), articles}
	return l
}

func (l *fakeLibrary) set(change func(*fakeLibrary)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change(l)
}

func (l *fakeLibrary) Ask(ctx context.Context, q retrieval.Question) (retrieval.Answer, error) {
	l.mu.Lock()
	l.asked = append(l.asked, q)
	live, fail, hold, panicOn, corrections := l.live, l.fail, l.hold, l.panicOn, l.corrections
	l.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return retrieval.Answer{}, ctx.Err()
		}
	}
	if panicOn != "" && strings.Contains(q.Text, panicOn) {
		panic("index out of range")
	}
	if fail != nil {
		return retrieval.Answer{}, fail
	}
	ans := live.answer(q)
	ans.Corrections = corrections
	return ans, nil
}

func (e edition) answer(q retrieval.Question) retrieval.Answer {
	lang := text.Detect(q.Text)
	ans := retrieval.Answer{Question: q.Text, Language: lang, Outcome: retrieval.None, Generation: e.generation, BuiltAt: e.built, Searched: e.counts()}
	wanted := topicsOf(q.Text, lang)
	for _, a := range e.articles {
		if q.Article != "" && a.ID != q.Article {
			continue
		}
		for _, p := range a.Passages {
			h := match(a, p, wanted)
			if len(h.Highlights) > 0 {
				ans.Hits = append(ans.Hits, h)
			}
		}
	}
	slices.SortStableFunc(ans.Hits, func(a, b retrieval.Hit) int { return int(b.Score - a.Score) })
	if len(ans.Hits) == 0 {
		return ans
	}
	switch best := int(ans.Hits[0].Score); {
	case best == len(wanted):
		ans.Outcome, ans.Confidence = retrieval.Answered, 0.9
	case 2*best >= len(wanted):
		ans.Outcome, ans.Confidence = retrieval.Unsure, 0.5
	}
	ans.Nearest = []retrieval.Summary{ans.Hits[0].Article}
	limit := q.Limit
	if limit == 0 {
		limit = retrieval.DefaultLimit
	}
	ans.Hits = ans.Hits[:min(limit, len(ans.Hits))]
	return ans
}

func topicsOf(q string, lang text.Language) map[string]bool {
	set := make(map[string]bool)
	for _, t := range text.QueryTokens(q, lang) {
		if !t.Stop {
			set[t.Term] = true
		}
	}
	return set
}

func match(a retrieval.Article, p retrieval.Passage, wanted map[string]bool) retrieval.Hit {
	h := retrieval.Hit{Passage: p, Article: a.Summary(), Author: a.Author, Total: len(a.Passages)}
	found := make(map[string]bool)
	for _, t := range text.Tokens(p.Text, a.Language) {
		if wanted[t.Term] {
			h.Highlights = append(h.Highlights, retrieval.Span{Start: t.Start, End: t.End})
			found[t.Term] = true
		}
	}
	h.Score = float64(len(found))
	if len(p.Sentences) > 0 {
		h.Sentence = p.Sentences[0]
	}
	return h
}

func (e edition) counts() retrieval.Counts {
	var c retrieval.Counts
	for _, a := range e.articles {
		if a.Brief {
			c.Briefs++
		} else {
			c.Articles++
		}
		c.Passages += len(a.Passages)
	}
	return c
}

func (l *fakeLibrary) Article(idOrKey string) (*retrieval.Article, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, a := range l.live.articles {
		if string(a.ID) == idOrKey || a.ID.Key() == idOrKey {
			return &a, true
		}
	}
	return nil, false
}

func (l *fakeLibrary) Articles() []retrieval.Summary {
	l.mu.Lock()
	defer l.mu.Unlock()
	var list []retrieval.Summary
	for _, a := range l.live.articles {
		list = append(list, a.Summary())
	}
	return list
}

func (l *fakeLibrary) Status() retrieval.Status {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := retrieval.Status{
		Generation: l.live.generation, BuiltAt: l.live.built, Counts: l.live.counts(),
		LastReload: l.last, Reloading: l.running, Sources: l.sources, ReadAt: l.read,
	}
	for _, e := range l.older {
		s.Previous = append(s.Previous, e.generation)
	}
	return s
}

func (l *fakeLibrary) Reload(_ context.Context, o retrieval.ReloadOptions) (retrieval.Report, error) {
	if o.Progress != nil {
		o.Progress(retrieval.Progress{Stage: "reading", Started: l.now()})
		o.Progress(retrieval.Progress{Stage: "indexing", Done: 1, Total: 2, Started: l.now()})
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fail != nil {
		return retrieval.Report{}, l.fail
	}
	n, _ := strconv.Atoi(string(l.live.generation))
	next := edition{retrieval.Generation(strconv.Itoa(n + 1)), l.now(), l.next}
	rep := retrieval.Report{
		Generation: next.generation, Before: l.live.generation, BeforeBuilt: l.live.built, Dry: o.Dry,
		From: l.live.counts(), To: next.counts(), Took: 1200 * time.Millisecond,
		Skipped: []retrieval.Skip{{Name: "x.html", Reason: "no article text found"}},
	}
	for _, a := range next.articles {
		if !slices.ContainsFunc(l.live.articles, func(b retrieval.Article) bool { return b.ID == a.ID }) {
			rep.New = append(rep.New, a.Summary())
		}
	}
	switch {
	case l.refused != "" && !o.Force:
		rep.Refused = l.refused
	case !o.Dry:
		rep.Switched = true
		l.older = append([]edition{l.live}, l.older...)
		l.live = next
	}
	l.last = &rep
	return rep, nil
}

func (l *fakeLibrary) Rollback(context.Context) (retrieval.Report, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.older) == 0 {
		return retrieval.Report{}, errors.New("no earlier generation")
	}
	rep := retrieval.Report{Switched: true, Before: l.live.generation, From: l.live.counts()}
	l.live, l.older = l.older[0], l.older[1:]
	rep.Generation, rep.To = l.live.generation, l.live.counts()
	return rep, nil
}

// article makes an article of paragraphs.
func article(id, title, author, section string, paragraphs ...string) retrieval.Article {
	a := retrieval.Article{ID: retrieval.ArticleID(id), Title: title, Author: author, Section: section, Language: text.English}
	for i, p := range paragraphs {
		var spans []retrieval.Span
		for _, s := range text.Sentences(p) {
			spans = append(spans, retrieval.Span{Start: s[0], End: s[1]})
		}
		a.Passages = append(a.Passages, retrieval.Passage{
			ID: retrieval.NewPassageID(a.ID, i), ArticleID: a.ID, Ordinal: i, Kind: retrieval.Body, Text: p, Sentences: spans,
		})
	}
	return a
}

func brief(id, title, section, standfirst string) retrieval.Article {
	a := article(id, title, "", section, standfirst)
	a.Brief = true
	a.Passages[0].Kind = retrieval.Brief
	return a
}

// paper is the corpus of most tests.
func paper() []retrieval.Article {
	files := article("files", "Close to the people, for the people", "Sầm Phúc", "",
		"After five months the new model runs in every commune of the province.",
		"Nà Hỳ commune received 926 files, of which 918 files were resolved ahead of schedule.",
		"Leaders of Pu Nhi commune visiting a macadamia planting model.",
		"Xa Dung commune received 412 files, and 400 files were resolved ahead of schedule.")
	files.Passages[2].Kind = retrieval.Caption
	coffee := article("coffee", "Coffee on the hills", "Quang Long", "ECONOMY",
		"Pú Nhung commune targets more than 2,000 hectares of coffee.",
		"Phạm Đức Minh, Secretary of the Party Committee of Xa Dung commune, visited the coffee growers.",
		"Coffee prices rose in the market of Tuần Giáo.")
	coffee.URL = "https://paper.example/coffee"
	coffee.Published = time.Date(2025, time.December, 2, 0, 0, 0, 0, time.UTC)
	return []retrieval.Article{coffee, files, brief("market", "Early Tết shopping on online markets", "ECONOMY",
		"In recent years early shopping on online markets has become popular.")}
}

// clock is a clock that only tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, time.January, 5, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// talk is a bot on a fake library with a person who talks to it.
type talk struct {
	t     *testing.T
	bot   *bot.Bot
	lib   *fakeLibrary
	clock *clock
	who   bot.UserKey
	chat  bot.ChatKey
	ids   int
}

const (
	reader = bot.UserKey("telegram:7")
	editor = bot.UserKey("telegram:1")
)

// newTalk starts a private talk of the reader; the editor is an admin. Limits
// are off unless change sets them.
func newTalk(t *testing.T, change func(*bot.Config)) *talk {
	t.Helper()
	c := newClock()
	lib := newFakeLibrary(c.Now, paper()...)
	cfg := bot.Config{
		Admins: []bot.UserKey{editor}, Now: c.Now, NewReference: func() string { return "7F3A" },
		Limits: bot.Limits{Person: bot.Rate{Burst: -1}, Chat: bot.Rate{Burst: -1}, Press: bot.Rate{Burst: -1}},
	}
	if change != nil {
		change(&cfg)
	}
	b, err := bot.New(cfg, lib)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	return &talk{t: t, bot: b, lib: lib, clock: c, who: reader, chat: "telegram:7"}
}

func (k *talk) message(said string) bot.Message {
	k.ids++
	m := bot.Message{Platform: bot.Telegram, ID: strconv.Itoa(k.ids), Chat: k.chat, User: k.who, Private: true, Text: said, Sent: k.clock.Now()}
	if rest, ok := strings.CutPrefix(said, "/"); ok {
		m.Command, m.Text, _ = strings.Cut(rest, " ")
	}
	return m
}

// say says something and returns the reply.
func (k *talk) say(said string) bot.Reply {
	k.t.Helper()
	return k.handle(k.message(said))
}

func (k *talk) handle(m bot.Message) bot.Reply {
	k.t.Helper()
	r := k.bot.Handle(context.Background(), m)
	checkReply(k.t, r)
	return r
}

// press presses a button under the reply to a question.
func (k *talk) press(a bot.Action, question string) bot.PressReply {
	k.t.Helper()
	r := k.bot.Press(context.Background(), bot.Press{
		Platform: bot.Telegram, Chat: k.chat, User: k.who, Private: true, Action: a.Encode(), Question: question,
	})
	checkReply(k.t, r.Edit)
	checkReply(k.t, r.Send)
	return r
}

// as speaks as somebody else from now on.
func (k *talk) as(who bot.UserKey) *talk {
	other := *k
	other.who = who
	return &other
}

// checkReply holds every reply to what adapters rely on.
func checkReply(t *testing.T, r bot.Reply) {
	t.Helper()
	if r.Kind == bot.Silent {
		if r.Text != "" || len(r.Cards) > 0 || len(r.Titles) > 0 || len(r.Buttons) > 0 {
			t.Errorf("reply without a kind has something to show: %+v", r)
		}
		return
	}
	if r.Language != text.English && r.Language != text.Vietnamese {
		t.Errorf("reply is in language %q", r.Language)
	}
	if r.Text == "" && len(r.Cards) == 0 {
		t.Errorf("reply of kind %q shows nothing", r.Kind)
	}
	if r.Kind == bot.ShowNone && len(r.Cards) > 0 {
		t.Error("a reply that the articles do not say has a passage")
	}
	if strings.ContainsAny(r.Text, "{}") {
		t.Errorf("a place was not filled: %q", r.Text)
	}
	if len(r.Buttons) > 4 {
		t.Errorf("%d rows of buttons", len(r.Buttons))
	}
	for _, row := range r.Buttons {
		if len(row) == 0 || len(row) > 5 {
			t.Errorf("a row of %d buttons", len(row))
		}
		for _, b := range row {
			checkButton(t, b)
		}
	}
	for _, title := range r.Titles {
		checkAction(t, title.Action)
	}
	for _, c := range r.Cards {
		for _, s := range append(slices.Clone(c.Highlights), c.Sentence) {
			if s.Start < 0 || s.End > len(c.Text) || s.Start > s.End {
				t.Errorf("span %v is outside of %q", s, c.Text)
			}
		}
	}
}

func checkButton(t *testing.T, b bot.Button) {
	t.Helper()
	if b.Label == "" || len([]rune(b.Label)) > 80 {
		t.Errorf("button is labelled %q", b.Label)
	}
	if b.URL == "" {
		checkAction(t, b.Action)
	}
}

func checkAction(t *testing.T, a bot.Action) {
	t.Helper()
	code := a.Encode()
	if len(code) > bot.MaxActionBytes {
		t.Errorf("action %q has %d bytes", code, len(code))
	}
	if back, err := bot.ParseAction(code); err != nil || back != a {
		t.Errorf("action %q is read back as %+v, %v", code, back, err)
	}
}

// button finds the button with a label.
func button(t *testing.T, r bot.Reply, label string) bot.Action {
	t.Helper()
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Label == label {
				return b.Action
			}
		}
	}
	t.Fatalf("no button %q in %+v", label, r.Buttons)
	return bot.Action{}
}

// labels lists the buttons' labels, rows parted by " / ".
func labels(r bot.Reply) string {
	var rows []string
	for _, row := range r.Buttons {
		var names []string
		for _, b := range row {
			names = append(names, b.Label)
		}
		rows = append(rows, strings.Join(names, " "))
	}
	return strings.Join(rows, " / ")
}

// alertInto collects alerts as "admin: text".
func alertInto(list *[]string) func(context.Context, bot.UserKey, bot.Reply) {
	return func(_ context.Context, admin bot.UserKey, r bot.Reply) {
		*list = append(*list, string(admin)+": "+r.Text)
	}
}
