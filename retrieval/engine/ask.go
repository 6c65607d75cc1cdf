package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
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
	question.Text = s.withoutFiller(question)
	f, err := e.find(ctx, s, question)
	if err != nil {
		return retrieval.Answer{}, err
	}
	a := retrieval.Answer{
		Question: asked, Outcome: f.verdict.Outcome, Confidence: f.verdict.Confidence, Language: f.language,
		News: f.news, Leaned: f.leaned, Generation: s.generation, BuiltAt: s.builtAt, ReadAt: s.read.Load().since(), Searched: s.counts,
	}
	a.Corrections = f.query.Corrections()
	a.Missing = phrases(f.query.Meant(), f.verdict.Missing)
	if a.Hits, err = s.hits(f.query, f.ranked, limitOf(question), e.models); err != nil {
		return retrieval.Answer{}, err
	}
	if a.Outcome == retrieval.None {
		a.Nearest = f.nearest
		if f.nearest == nil && f.verdict.Near {
			a.Nearest = s.nearest(f.ranked)
		}
	}
	a.Took = e.cfg.Now().Sub(started)
	return a, nil
}

// Mentions returns all articles that speak of every word of a topic, however many,
// the newest first. None where a word of it is unknown.
func (e *Engine) Mentions(ctx context.Context, topic retrieval.Question) ([]retrieval.Summary, error) {
	s, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer s.release()
	var list []retrieval.Summary
	for _, i := range s.forward.Having(s.readQuestion(topic)) {
		list = append(list, s.articles[i].Summary())
	}
	slices.SortStableFunc(list, func(x, y retrieval.Summary) int { return y.Published.Compare(x.Published) })
	return list, ctx.Err()
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
func (s *snapshot) readQuestion(question retrieval.Question) *rank.Query {
	t := bounded(question.Text)
	lang := question.Language
	if lang == "" {
		lang = text.Detect(t)
	}
	return s.forward.Analyse(t, lang)
}

// withoutFiller is a question's text without the words that only fill it here.
func (s *snapshot) withoutFiller(question retrieval.Question) string {
	if len(question.Filler) == 0 {
		return question.Text
	}
	t, lang := bounded(question.Text), question.Language
	if lang == "" {
		lang = text.Detect(t)
	}
	return s.forward.WithoutFiller(t, lang, question.Filler)
}

// bounded is as much of a question as is read.
func bounded(t string) string {
	return strings.ToValidUTF8(beginning(t, retrieval.MaxQuestionBytes), " ")
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
	article retrieval.ArticleID // this alone, "" for all
	shown   retrieval.ArticleID // this too, whatever the index proposes
}

func whereOf(q retrieval.Question) where { return where{q.Article, q.Shown} }

// search finds and orders the candidates.
func (e *Engine) search(ctx context.Context, s *snapshot, q *rank.Query, in where) ([]rank.Ranked, error) {
	return e.searchDeep(ctx, s, q, in, candidateCount)
}

// searchDeep is search over that many candidates by words.
func (e *Engine) searchDeep(ctx context.Context, s *snapshot, q *rank.Query, in where, count int) ([]rank.Ranked, error) {
	if !q.HasTopic() {
		return nil, nil
	}
	terms := s.forward.SearchTerms(q)
	meant := e.encode(ctx, q)
	if len(terms) == 0 && meant == nil {
		return nil, ctx.Err()
	}
	candidates := s.passagesOf(in.article)
	if in.article == "" {
		var err error
		if candidates, err = e.propose(ctx, s, q, terms, meant != nil, count); err != nil {
			return nil, err
		}
	}
	if meant != nil && !e.embedBest(ctx, s, q, candidates) {
		meant = nil
	}
	if in.article == "" {
		candidates = union(candidates, s.near(meant))
		candidates = union(candidates, s.forward.Shortlist(q, s.passagesOf(in.shown), shownCandidates))
	}
	for _, n := range candidates {
		if n < 0 || n >= len(s.passages) {
			return nil, fmt.Errorf("index names passage %d of %d", n, len(s.passages))
		}
	}
	return s.forward.Rank(q, candidates, e.similarities(s, meant), e.models), nil
}

// decide says how sure the ranking is of its first candidate.
func (e *Engine) decide(s *snapshot, q *rank.Query, ranked []rank.Ranked) rank.Verdict {
	published := time.Time{}
	if len(ranked) > 0 {
		published = s.published(ranked[0].Doc)
	}
	return s.forward.Decide(q, ranked, published, e.models)
}

// leastTerms are searched for whatever they cost.
const leastTerms = 2

// rarestTerms keeps the rarest terms, as many as a budget of postings allows
// and leastTerms at least.
func rarestTerms(terms []rank.SearchTerm, budget int) []retrieval.IndexTerm {
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
	out := make([]int, len(s.articles[i].Passages))
	for j := range out {
		out[j] = s.first[i] + j
	}
	return out
}

func (s *snapshot) hits(q *rank.Query, ranked []rank.Ranked, limit int, m rank.Models) ([]retrieval.Hit, error) {
	var out []retrieval.Hit
	for _, r := range ranked {
		if len(out) == limit {
			break
		}
		a, p, err := s.passage(r.Doc)
		if err != nil {
			return nil, err
		}
		h := retrieval.Hit{Passage: *p, Article: a.Summary(), Author: a.Author, Source: a.Origin.File, Total: len(a.Passages), Score: r.Score, AlsoIn: a.AlsoIn}
		mark := s.forward.Mark(q, r, p.Text, m)
		h.Sentence = retrieval.Span{Start: mark.Sentence[0], End: mark.Sentence[1]}
		for _, w := range mark.Words {
			h.Highlights = append(h.Highlights, retrieval.Span{Start: w[0], End: w[1]})
		}
		out = append(out, h)
	}
	return out, nil
}

// nearest are the articles of the best passages.
func (s *snapshot) nearest(ranked []rank.Ranked) []retrieval.Summary {
	var out []retrieval.Summary
	seen := make(map[int]bool)
	for _, r := range ranked {
		i := s.forward.Article(r.Doc)
		if seen[i] {
			continue
		}
		seen[i] = true
		out = append(out, s.articles[i].Summary())
		if len(out) == nearestTitles {
			break
		}
	}
	return out
}
