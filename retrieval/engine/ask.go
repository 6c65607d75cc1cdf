package engine

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// Bounds of one search.
const (
	// candidateCount is how many passages the index proposes: the right one is
	// among them for 99 of 100 questions.
	candidateCount = 64
	// postingBudget is how many entries of posting lists one search may read
	// before common words of the question are left to the ranking.
	postingBudget = 10_000
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
	f, err := e.find(ctx, s, question)
	if err != nil {
		return retrieval.Answer{}, err
	}
	a := retrieval.Answer{
		Question: question.Text, Outcome: f.verdict.Outcome, Confidence: f.verdict.Confidence, Language: f.language,
		News: f.news, Generation: s.generation, BuiltAt: s.builtAt, ReadAt: s.read.Load().since(), Searched: s.counts,
	}
	a.Corrections = f.query.Corrections()
	if a.Hits, err = s.hits(f.query, f.ranked, limitOf(question), e.model); err != nil {
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

// bounded is as much of a question as is read.
func bounded(t string) string {
	if len(t) > retrieval.MaxQuestionBytes {
		cut := retrieval.MaxQuestionBytes
		for !utf8.RuneStart(t[cut]) {
			cut--
		}
		t = t[:cut]
	}
	return strings.ToValidUTF8(t, " ")
}

// search finds and orders the candidates.
func (s *snapshot) search(ctx context.Context, q *rank.Query, article retrieval.ArticleID, m rank.Model) ([]rank.Ranked, error) {
	return s.searchDeep(ctx, q, article, candidateCount, m)
}

// searchDeep is search over that many candidates.
func (s *snapshot) searchDeep(ctx context.Context, q *rank.Query, article retrieval.ArticleID, count int, m rank.Model) ([]rank.Ranked, error) {
	terms := s.forward.SearchTerms(q)
	if len(terms) == 0 {
		return nil, nil
	}
	candidates := s.passagesOf(article)
	if article == "" {
		var err error
		if candidates, err = s.index.Search(ctx, rarestTerms(terms), count); err != nil {
			return nil, err
		}
	}
	for _, n := range candidates {
		if n < 0 || n >= len(s.passages) {
			return nil, fmt.Errorf("index names passage %d of %d", n, len(s.passages))
		}
	}
	return s.forward.Rank(q, candidates, m), nil
}

// leastTerms are searched for whatever they cost.
const leastTerms = 2

// fewTerms keeps the rarest terms, as many as the budget of postings allows
// and leastTerms at least.
func rarestTerms(terms []rank.SearchTerm) []retrieval.IndexTerm {
	var out []retrieval.IndexTerm
	read := 0
	for _, t := range terms {
		read += t.DF
		if len(out) >= leastTerms && read > postingBudget {
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

func (s *snapshot) hits(q *rank.Query, ranked []rank.Ranked, limit int, m rank.Model) ([]retrieval.Hit, error) {
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
