package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/shelf"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"
)

// Bounds of one search.
const (
	// candidateCount is how many passages are ranked of those that the index
	// proposes.
	candidateCount = 40
	// postingBudget is how many entries of posting lists one search may read
	// before common words of the question are left to the ranking, and
	// proposalCount how many passages the index proposes by the others: over 20,000
	// passages of Vietnamese news that finds nearly what ten times the postings
	// would.
	postingBudget = 10_000
	proposalCount = 256
	// Where an encoder takes longer anyway, there is time for more.
	meaningBudget    = 40_000
	meaningProposals = 512
	// nearestTitles is how many titles are offered where nothing answers.
	nearestTitles = 3
)

// Ask answers a question from one snapshot. Any text gets an answer; an error
// means that the search itself failed or ctx ended.
func (e *Engine) Ask(ctx context.Context, question retrieval.Question) (retrieval.Answer, error) {
	started := e.cfg.Now()
	defer e.traffic.ask()()
	s, err := e.acquire()
	if err != nil {
		return retrieval.Answer{}, err
	}
	defer s.release()
	asked := question.Text
	question.Text = s.withoutFiller(ctx, question)
	f, err := e.find(ctx, s, question)
	if err != nil {
		return retrieval.Answer{}, err
	}
	if why := f.hand.Partial(); why != nil && (f.verdict.Outcome == retrieval.None || errors.Is(why, shelf.ErrRecent) && f.verdict.Outcome != retrieval.Answered) {
		return retrieval.Answer{}, fmt.Errorf("search the articles: %w", why)
	}
	a := retrieval.Answer{
		Question: asked, Outcome: f.verdict.Outcome, Confidence: f.verdict.Confidence, Language: f.language,
		News: f.news, Leaned: f.leaned, Generation: s.generation, BuiltAt: s.builtAt, ReadAt: s.read.Load().since(), Searched: s.counts,
	}
	a.Corrections = f.query.Corrections()
	a.Missing = phrases(f.query.Meant(), f.verdict.Missing)
	if a.Hits, err = s.hits(ctx, f, limitOf(question), e.models); err != nil {
		return retrieval.Answer{}, err
	}
	if a.Outcome == retrieval.None {
		a.Nearest = f.nearest
		if f.nearest == nil && f.verdict.Near {
			a.Nearest = s.nearest(f)
		}
	}
	a.Took = e.cfg.Now().Sub(started)
	return a, nil
}

// Mentions returns all articles that speak of every word of a topic, however many,
// the newest first. None where a word of it is unknown. Accents that were typed tell
// words apart, where any article has them.
func (e *Engine) Mentions(ctx context.Context, topic retrieval.Question) ([]retrieval.Summary, error) {
	s, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer s.release()
	having, err := s.shelf.Having(ctx, s.readQuestion(topic))
	if err == nil {
		having, err = s.asTyped(ctx, having, topic)
	}
	if err != nil {
		return nil, err
	}
	var list []retrieval.Summary
	for _, i := range having {
		list = append(list, s.heads[i].Summary)
	}
	slices.SortStableFunc(list, func(x, y retrieval.Summary) int { return y.Published.Compare(x.Published) })
	return list, ctx.Err()
}

// mostAsTyped is how many articles are read for the accents of their words: where there
// are more, some that have other words do not matter.
const mostAsTyped = 300

// asTyped are those articles of which a passage, with the title, has the words of a
// topic with the accents that were typed, or without any; all of them where none has.
func (s *snapshot) asTyped(ctx context.Context, articles []int, topic retrieval.Question) ([]int, error) {
	wanted := make(map[string]string) // accented, by the same without accents
	for _, t := range text.QueryTokens(bounded(topic.Text), topic.Language) {
		if !t.Stop && t.Accented != t.Folded {
			wanted[t.Folded] = t.Accented
		}
	}
	if len(wanted) == 0 || len(articles) > mostAsTyped {
		return articles, nil
	}
	read, err := s.shelf.Articles(ctx, articles)
	if err != nil {
		return nil, err
	}
	var out []int
	for i, a := range read {
		if slices.ContainsFunc(a.Passages, func(p retrieval.Passage) bool { return text.HasForms(a.Title+" "+p.Text, a.Language, wanted) }) {
			out = append(out, articles[i])
		}
	}
	if len(out) == 0 {
		return articles, nil
	}
	return out, nil
}

// phrases are the words of requirements, those side by side as one.
func phrases(question string, list []rank.Requirement) []string {
	var out []string
	end := -1
	for _, r := range list {
		if end >= 0 && r.Start >= end && strings.TrimSpace(question[end:r.Start]) == "" {
			last := &out[len(out)-1]
			*last += " " + question[r.Start:r.End]
		} else {
			out = append(out, question[r.Start:r.End])
		}
		end = r.End
	}
	return out
}

func limitOf(q retrieval.Question) int {
	if q.Limit <= 0 {
		return retrieval.DefaultLimit
	}
	return min(q.Limit, retrieval.MaxLimit)
}

// readQuestion analyses the question's bounded beginning.
func (s *snapshot) readQuestion(question retrieval.Question) *analysis.Query {
	t := bounded(question.Text)
	lang := question.Language
	if lang == "" {
		lang = text.Detect(t)
	}
	return s.shelf.Lexicon().Analyse(t, lang)
}

// readFor is readQuestion for somebody who waits, timed.
func (s *snapshot) readFor(ctx context.Context, question retrieval.Question) *analysis.Query {
	defer stage.Begin(ctx, stage.Read)()
	return s.readQuestion(question)
}

// withoutFiller is a question's text without the words that only fill it here.
func (s *snapshot) withoutFiller(ctx context.Context, question retrieval.Question) string {
	defer stage.Begin(ctx, stage.Read)()
	if len(question.Filler) == 0 {
		return question.Text
	}
	t, lang := bounded(question.Text), question.Language
	if lang == "" {
		lang = text.Detect(t)
	}
	return s.shelf.Lexicon().WithoutFiller(t, lang, question.Filler)
}

// bounded is as much of a question as is read, without what is invisible: pages are full
// of soft hyphens and zero-width spaces, and people copy them.
func bounded(t string) string {
	return text.Clean(strings.ToValidUTF8(beginning(t, retrieval.MaxQuestionBytes), " "))
}

// beginning is as many whole characters of t as fit into so many bytes.
func beginning(t string, most int) string {
	if len(t) <= most {
		return t
	}
	for !utf8.RuneStart(t[most]) {
		most--
	}
	return t[:most]
}

// where is what a search looks through.
type where struct {
	article retrieval.ArticleID   // this alone, "" for all
	shown   []retrieval.ArticleID // these too, whatever the index proposes
}

func whereOf(q retrieval.Question) where { return where{q.Article, shownTo(q)} }

// shownTo are the articles that a question may be about without saying so.
func shownTo(q retrieval.Question) []retrieval.ArticleID {
	switch {
	case len(q.Listed) > 0:
		return q.Listed[:min(len(q.Listed), retrieval.MaxListed)]
	case q.Shown != "":
		return []retrieval.ArticleID{q.Shown}
	}
	return nil
}

// ranking is candidates in their order, as documents of a hand.
type ranking struct {
	hand   *shelf.Hand
	ranked []rank.Ranked
}

// number is the passage of the nth candidate.
func (r *ranking) number(n int) int { return r.hand.Number(r.ranked[n].Doc) }

// search finds and orders the candidates.
func (e *Engine) search(ctx context.Context, s *snapshot, q *analysis.Query, in where) (ranking, error) {
	return e.searchDeep(ctx, s, q, in, candidateCount)
}

// searchDeep is search over that many candidates by words.
func (e *Engine) searchDeep(ctx context.Context, s *snapshot, q *analysis.Query, in where, count int) (ranking, error) {
	if !q.HasTopic() {
		return ranking{}, nil
	}
	terms := s.shelf.Lexicon().SearchTerms(q)
	meant := e.encode(ctx, q)
	if len(terms) == 0 && meant == nil {
		return ranking{}, ctx.Err()
	}
	c, err := e.candidates(ctx, s, q, terms, meant, in, count)
	if err != nil {
		return ranking{}, err
	}
	docs := c.words
	if meant != nil && !e.embedBest(ctx, s, q, c.hand, docs) {
		meant = nil
	}
	if meant != nil {
		docs = union(docs, c.near)
	}
	defer stage.Begin(ctx, stage.Rank)()
	docs = union(docs, rank.Shortlist(c.hand.ForwardIndex, q, c.shown, shownCandidates))
	return ranking{c.hand, rank.Rank(c.hand.ForwardIndex, q, docs, e.similarities(s, c.hand, meant), e.models)}, nil
}

// candidates are documents of a hand: those that words propose, that lie near by
// meaning, and that are of the article shown last.
type candidates struct {
	hand               *shelf.Hand
	words, near, shown []int
}

// candidates brings what there is to rank.
func (e *Engine) candidates(ctx context.Context, s *snapshot, q *analysis.Query, terms []analysis.SearchTerm, meant *asked, in where, count int) (c candidates, err error) {
	defer stage.Begin(ctx, stage.Candidates)()
	if in.article != "" {
		numbers := s.passagesOf(in.article)
		if c.hand, err = s.shelf.Bring(ctx, numbers); err == nil {
			c.words = c.hand.Docs(numbers)
		}
		return c, err
	}
	near := e.near(ctx, s, meant)
	var shown []int
	for _, id := range in.shown {
		shown = append(shown, s.passagesOf(id)...)
	}
	if c.words, c.hand, err = e.propose(ctx, s, q, terms, meant != nil, count, union(near, shown)); err == nil {
		c.near, c.shown = c.hand.Docs(near), c.hand.Docs(shown)
	}
	return c, err
}

// decide says how sure the ranking is of its first candidate.
func (e *Engine) decide(ctx context.Context, s *snapshot, q *analysis.Query, r ranking) (rank.Verdict, error) {
	defer stage.Begin(ctx, stage.Rank)()
	if len(r.ranked) == 0 {
		return rank.Verdict{Outcome: retrieval.None}, nil
	}
	if err := r.complete(ctx, s, 1); err != nil {
		return rank.Verdict{}, err
	}
	return rank.Decide(r.hand.ForwardIndex, q, r.ranked, s.published(r.number(0)), e.models), nil
}

// complete sees to it that the articles of the first n candidates are whole: a few
// more than that, as they are asked for next.
func (r *ranking) complete(ctx context.Context, s *snapshot, n int) error {
	n = min(len(r.ranked), max(n, retrieval.DefaultLimit))
	docs := make([]int, n)
	for i := range docs {
		docs[i] = r.ranked[i].Doc
	}
	return s.shelf.Complete(ctx, r.hand, docs)
}

// leastTerms are searched for whatever they cost.
const leastTerms = 2

// rarestTerms keeps the rarest terms, as many as a budget of postings allows
// and leastTerms at least.
func rarestTerms(terms []analysis.SearchTerm, budget int) []retrieval.IndexTerm {
	var out []retrieval.IndexTerm
	read := 0
	for _, t := range terms {
		read += t.DF
		if len(out) >= leastTerms && read > budget {
			break
		}
		out = append(out, retrieval.IndexTerm{Text: t.Text, Boost: t.Weight})
	}
	return out
}

func (s *snapshot) passagesOf(id retrieval.ArticleID) []int {
	i, ok := s.byID[string(id)]
	if !ok {
		return nil
	}
	out := make([]int, s.heads[i].passages)
	for k := range out {
		out[k] = s.first[i] + k
	}
	return out
}

// hits are the first candidates with what is marked in them.
func (s *snapshot) hits(ctx context.Context, f found, limit int, m rank.Models) ([]retrieval.Hit, error) {
	defer stage.Begin(ctx, stage.Rank)()
	n := min(limit, len(f.ranked))
	if n == 0 {
		return nil, nil
	}
	if err := f.complete(ctx, s, n); err != nil {
		return nil, err
	}
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = s.articleOf(f.number(i))
	}
	articles, err := s.shelf.Articles(ctx, numbers)
	if err != nil {
		return nil, err
	}
	out := make([]retrieval.Hit, n)
	for i, r := range f.ranked[:n] {
		a, p, of := articles[i], f.hand.Passage(r.Doc), &s.heads[numbers[i]]
		h := retrieval.Hit{Passage: *p, Article: of.Summary, Author: a.Author, Source: of.File, Total: of.passages, Score: r.Score, AlsoIn: a.AlsoIn}
		mark := rank.Mark(f.hand.ForwardIndex, f.query, r, p.Text, m)
		h.Sentence = retrieval.Span{Start: mark.Sentence[0], End: mark.Sentence[1]}
		for _, w := range mark.Words {
			h.Highlights = append(h.Highlights, retrieval.Span{Start: w[0], End: w[1]})
		}
		out[i] = h
	}
	return out, nil
}

// nearest are the articles of the best passages.
func (s *snapshot) nearest(f found) []retrieval.Summary {
	var out []retrieval.Summary
	seen := make(map[int]bool)
	for n := range f.ranked {
		i := s.articleOf(f.number(n))
		if seen[i] {
			continue
		}
		seen[i] = true
		out = append(out, s.heads[i].Summary)
		if len(out) == nearestTitles {
			break
		}
	}
	return out
}
