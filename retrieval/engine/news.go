package engine

import (
	"context"
	"slices"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/dates"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
	"articlebot/retrieval/text"
)

// found is what was found for a question.
type found struct {
	ranking
	query   *analysis.Query
	verdict rank.Verdict
	nearest []retrieval.Summary // instead of the articles of the best passages
	news    *retrieval.News
	leaned  bool // the first passage is that only for the article shown last
	// language is the question's: of its words for searching, else of those
	// about time.
	language text.Language
}

const (
	// newsCandidates is how many passages are looked through for the newest
	// ones about a topic.
	newsCandidates = 1000
	// aboutTopic is the least share of the topic's idf, of the best passage's,
	// that a passage about the same has.
	aboutTopic = 0.9
	// worthPeriod is the least share of the topic's idf that a passage of the
	// right days must have to come before better ones of other days.
	worthPeriod = 0.5
)

// find searches for what a question asks. One that says nothing of time, or
// where no article has a date, is searched by its words alone.
func (e *Engine) find(ctx context.Context, s *snapshot, question retrieval.Question) (found, error) {
	wish := dates.Read(bounded(question.Text), e.cfg.Now())
	f, err := e.findWish(ctx, s, question, wish)
	if err == nil {
		f.language = f.query.Language
		if f.language == text.Undetermined && wish.Language != "" {
			f.language = wish.Language
		}
	}
	return f, err
}

func (e *Engine) findWish(ctx context.Context, s *snapshot, question retrieval.Question, wish dates.Wish) (found, error) {
	if wish.None() || question.Article != "" {
		return e.findWords(ctx, s, question)
	}
	if s.newest.IsZero() {
		return e.findUndated(ctx, s, question, wish)
	}
	if wish.Topic == "" {
		return s.newestFirst(ctx, question, wish)
	}
	if wish.Latest {
		return e.findLatest(ctx, s, question, wish)
	}
	return e.findPeriod(ctx, s, question, wish)
}

func (e *Engine) findWords(ctx context.Context, s *snapshot, question retrieval.Question) (found, error) {
	f := found{query: s.readFor(ctx, question)}
	var err error
	if f.ranking, err = e.search(ctx, s, f.query, whereOf(question)); err != nil {
		return found{}, err
	}
	if f.verdict, err = e.decide(ctx, s, f.query, f.ranking); err != nil {
		return found{}, err
	}
	if question.Article == "" && len(shownTo(question)) > 0 {
		return e.inLight(ctx, s, f, question)
	}
	return f, nil
}

// findUndated answers where no article has a date. Which is the newest cannot
// be said then, so nothing counts as an answer to that.
func (e *Engine) findUndated(ctx context.Context, s *snapshot, question retrieval.Question, wish dates.Wish) (found, error) {
	if !wish.Latest {
		return e.findWords(ctx, s, question)
	}
	f := found{news: &retrieval.News{Latest: true, Undated: true}}
	if wish.Topic == "" {
		f.query = s.readQuestion(onTopic(question, wish))
		f.verdict = rank.Verdict{Outcome: retrieval.None}
		f.nearest = s.head(func(retrieval.Summary) bool { return true })
		return f, nil
	}
	topic, err := e.findWords(ctx, s, onTopic(question, wish))
	topic.news = f.news
	if topic.verdict.Outcome == retrieval.Answered || len(topic.ranked) > 0 && coverage(topic.ranked[0]) == 1 {
		topic.verdict.Outcome = retrieval.Unsure
	}
	return topic, err
}

// newestFirst answers a question for news of whatever kind: the beginnings of the
// newest articles, or of those of the days asked about.
func (s *snapshot) newestFirst(ctx context.Context, question retrieval.Question, wish dates.Wish) (found, error) {
	f := found{query: s.readQuestion(onTopic(question, wish)), news: &retrieval.News{Latest: wish.Latest, Period: wish.Period}}
	dated := func(a retrieval.Summary) bool { return !a.Published.IsZero() }
	var numbers []int
	for _, i := range s.byDate[s.firstOf(wish.Period):] {
		a := &s.heads[i]
		if !dated(a.Summary) || len(numbers) == limitOf(question) || before(a.Published, wish.Period) {
			break
		}
		if a.passages > 0 && (wish.Period.None() || wish.Period.Has(a.Published)) {
			numbers = append(numbers, s.first[i]+a.opening)
		}
	}
	if len(numbers) == 0 {
		f.news.Outside = true
		f.verdict = rank.Verdict{Outcome: retrieval.None}
		f.nearest = s.head(dated)
		return f, nil
	}
	var err error
	if f.hand, err = s.shelf.Bring(ctx, numbers); err != nil {
		return found{}, err
	}
	for _, doc := range f.hand.Docs(numbers) {
		f.ranked = append(f.ranked, rank.Ranked{Doc: doc})
	}
	f.verdict = rank.Verdict{Outcome: retrieval.Answered, Confidence: 1}
	return f, nil
}

// zones is by how much the day of a moment may be another elsewhere.
const zones = 48 * time.Hour

// firstOf is where the articles of a period begin in byDate, or a little before.
func (s *snapshot) firstOf(p dates.Period) int {
	if p.None() {
		return 0
	}
	i, _ := slices.BinarySearchFunc(s.byDate, p.To.Add(zones), func(i int, to time.Time) int {
		return to.Compare(s.heads[i].Published)
	})
	return i
}

// before tells that an article, and all that are older, are of days before a period.
func before(published time.Time, p dates.Period) bool {
	return !p.None() && published.Before(p.From.Add(-zones))
}

// head is the beginning of the list of articles, newest first, of those that
// are wanted.
func (s *snapshot) head(wanted func(retrieval.Summary) bool) []retrieval.Summary {
	var out []retrieval.Summary
	for _, i := range s.byDate {
		if len(out) == nearestTitles {
			break
		}
		if a := &s.heads[i].Summary; wanted(*a) {
			out = append(out, *a)
		}
	}
	return out
}

// findLatest lists articles about a topic, the newest first, each by its best
// passage.
func (e *Engine) findLatest(ctx context.Context, s *snapshot, question retrieval.Question, wish dates.Wish) (found, error) {
	f, err := e.findTopic(ctx, s, question, wish)
	if err != nil || len(f.ranked) == 0 {
		return f, err
	}
	f.news = &retrieval.News{Latest: true, Period: wish.Period}
	about := s.about(f.ranking, aboutTopic*coverage(f.ranked[0]))
	if within := s.within(f.hand, about, wish.Period); len(within) > 0 {
		about = within
	} else if !wish.Period.None() {
		f.news.Outside = true
	}
	published := func(r rank.Ranked) time.Time { return s.published(f.hand.Number(r.Doc)) }
	slices.SortStableFunc(about, func(x, y rank.Ranked) int { return published(y).Compare(published(x)) })
	if f.ranked, err = s.asMeant(ctx, f, wish.Topic, about); err != nil {
		return f, err
	}
	about = f.ranked
	f.verdict = rank.Verdict{Outcome: retrieval.Unsure, Confidence: coverage(about[0]), Near: f.verdict.Near}
	switch {
	case coverage(about[0]) < worthPeriod:
		f.verdict.Outcome = retrieval.None
	case coverage(about[0]) == 1 && !f.news.Outside && !published(about[0]).IsZero():
		f.verdict.Outcome = retrieval.Answered
	}
	return f, nil
}

// findPeriod prefers passages of the days asked about. Days said by name may
// also stand in the text of articles of other days, so there the surer of the
// two readings wins.
func (e *Engine) findPeriod(ctx context.Context, s *snapshot, question retrieval.Question, wish dates.Wish) (found, error) {
	f, err := e.findTopic(ctx, s, question, wish)
	if err != nil {
		return f, err
	}
	f.news = &retrieval.News{Period: wish.Period}
	onTopicAnywhere := f.ranking
	f.ranked = s.within(f.hand, f.ranked, wish.Period)
	f.ranked = slices.DeleteFunc(f.ranked, func(r rank.Ranked) bool { return coverage(r) < worthPeriod })
	if f.verdict, err = e.decide(ctx, s, f.query, f.ranking); err != nil {
		return f, err
	}
	if wish.Relative && len(f.ranked) > 0 {
		return f, nil
	}
	if wish.Relative { // the topic, of other days
		question = onTopic(question, wish)
	}
	words, err := e.findWords(ctx, s, question)
	if err != nil {
		return f, err
	}
	if len(f.ranked) > 0 && (f.verdict.Confidence >= words.verdict.Confidence || !covers(onTopicAnywhere, words.ranking, coverage(f.ranked[0]))) {
		return f, nil
	}
	if wish.Relative {
		words.news = &retrieval.News{Period: wish.Period, Outside: true}
		if words.verdict.Outcome == retrieval.Answered {
			words.verdict.Outcome = retrieval.Unsure
		}
	}
	return words, nil
}

// covers tells whether the first passage of one ranking has a share of the
// topic that the other one is a ranking for.
func covers(topic, words ranking, least float64) bool {
	for n, r := range topic.ranked {
		if len(words.ranked) > 0 && topic.number(n) == words.number(0) {
			return coverage(r) >= least
		}
	}
	return false
}

// findTopic searches deeper than usual for what is left of a question without
// its words about time.
func (e *Engine) findTopic(ctx context.Context, s *snapshot, question retrieval.Question, wish dates.Wish) (found, error) {
	f := found{query: s.readFor(ctx, onTopic(question, wish))}
	var err error
	if f.ranking, err = e.searchDeep(ctx, s, f.query, where{}, newsCandidates); err != nil {
		return found{}, err
	}
	f.verdict, err = e.decide(ctx, s, f.query, f.ranking)
	return f, err
}

// onTopic leaves out what a question says about time. Its language is that of
// the whole, as the rest may be a single word.
func onTopic(q retrieval.Question, wish dates.Wish) retrieval.Question {
	if q.Language == "" {
		q.Language = text.Detect(bounded(q.Text))
	}
	q.Text = wish.Topic
	return q
}

// about keeps the best passage of each article that has a share of the topic.
func (s *snapshot) about(all ranking, least float64) []rank.Ranked {
	seen := make(map[int]bool)
	var out []rank.Ranked
	for n, r := range all.ranked {
		if i := s.articleOf(all.number(n)); coverage(r) >= least && !seen[i] {
			seen[i] = true
			out = append(out, r)
		}
	}
	return out
}

// within keeps the passages of a period; without one there are none to keep.
func (s *snapshot) within(h *shelf.Hand, ranked []rank.Ranked, p dates.Period) []rank.Ranked {
	var out []rank.Ranked
	for _, r := range ranked {
		if p.Has(s.published(h.Number(r.Doc))) {
			out = append(out, r)
		}
	}
	return out
}

// coverageSignal is where a candidate tells how much of the question it has.
var coverageSignal = slices.Index(rank.Names(false), "coverage")

// coverage is the share of the question's idf that a passage and its title
// have.
func coverage(r rank.Ranked) float64 { return r.Signals[coverageSignal] }

// mostAsMeant is how many of the newest articles are read for the accents of their words,
// and mostTelling how many of the best passages may tell which are meant.
const mostAsMeant, mostTelling = 30, 5

// asMeant leaves out of passages on a topic, the newest first, those that have its words
// with other accents than they stand with, side by side, in one of the best: "Đà Nẵng" is
// neither "đa" nor "năng".
func (s *snapshot) asMeant(ctx context.Context, f found, topic string, about []rank.Ranked) ([]rank.Ranked, error) {
	newest := about[:min(len(about), mostAsMeant)]
	best := f.ranked[:min(len(f.ranked), mostTelling)]
	var docs []int
	for _, r := range slices.Concat(newest, best) {
		docs = append(docs, r.Doc)
	}
	numbers := make([]int, len(docs))
	for i, doc := range docs {
		numbers[i] = s.articleOf(f.hand.Number(doc))
	}
	read, err := s.shelf.Articles(ctx, numbers)
	if err != nil {
		return nil, err
	}
	textOf := func(i int) string {
		return read[i].Title + "\n" + read[i].Passages[f.hand.Number(docs[i])-s.first[numbers[i]]].Text
	}
	var wanted map[string]string
	for i := len(newest); i < len(docs) && len(wanted) == 0; i++ {
		wanted = text.FormsOf(topic, textOf(i), read[i].Language)
	}
	if len(wanted) == 0 {
		return about, nil
	}
	var out []rank.Ranked
	for i, r := range newest {
		if text.HasForms(textOf(i), read[i].Language, wanted) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return about, nil
	}
	return append(out, about[len(newest):]...), nil
}
