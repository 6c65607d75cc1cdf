package dialogue_test

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

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
	withinOnly  string // a question that is answered in one article alone
	corrections []retrieval.Correction
	sources     []retrieval.SourceStatus
	read        time.Time
	news        *retrieval.News
	missed      []retrieval.Probe
	opened      retrieval.Opened
	same        bool // Reload finds what there is
}

func newFakeLibrary(now func() time.Time, articles ...retrieval.Article) *fakeLibrary {
	l := &fakeLibrary{now: now}
	l.live = edition{"1", now(), articles}
	return l
}

// set changes the library. Other articles are another generation.
func (l *fakeLibrary) set(change func(*fakeLibrary)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	was := l.live
	change(l)
	if l.live.generation == was.generation && !reflect.DeepEqual(l.live.articles, was.articles) {
		n, _ := strconv.Atoi(string(was.generation))
		l.live.generation = retrieval.Generation(strconv.Itoa(n + 1))
	}
}

func (l *fakeLibrary) Ask(ctx context.Context, q retrieval.Question) (retrieval.Answer, error) {
	l.mu.Lock()
	l.asked = append(l.asked, q)
	live, fail, hold, panicOn, corrections, news := l.live, l.fail, l.hold, l.panicOn, l.corrections, l.news
	hidden := q.Article == "" && q.Text == l.withinOnly
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
	if hidden {
		ans.Outcome, ans.Hits = retrieval.None, nil
	}
	ans.Corrections, ans.News = corrections, news
	return ans, nil
}

// questions are those that it was asked so far.
func (l *fakeLibrary) questions() []retrieval.Question {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.asked)
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
	h := retrieval.Hit{Passage: p, Article: a.Summary(), Author: a.Author, Total: len(a.Passages), AlsoIn: a.AlsoIn}
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
		LastReload: l.last, Reloading: l.running, Sources: l.sources, ReadAt: l.read, Missed: l.missed, Opened: l.opened,
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
	if l.same {
		return retrieval.Report{Generation: l.live.generation, Before: l.live.generation, From: l.live.counts(), To: l.live.counts(), Dry: o.Dry}, nil
	}
	n, _ := strconv.Atoi(string(l.live.generation))
	next := edition{retrieval.Generation(strconv.Itoa(n + 1)), l.now(), l.next}
	rep := retrieval.Report{
		Generation: next.generation, Before: l.live.generation, BeforeBuilt: l.live.built, Dry: o.Dry,
		From: l.live.counts(), To: next.counts(), Took: 1200 * time.Millisecond, At: l.now(),
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
