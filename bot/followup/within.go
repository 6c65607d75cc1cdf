package followup

import (
	"context"
	"slices"
	"strings"

	"articlebot/bot/intent"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// mostLeaning is the longest question, in words, that is asked again of the article
// shown last alone: a longer one says itself what it is about.
const mostLeaning = 8

// within asks a short question that no article answers, and that names nothing, of
// the article shown last alone. What is found there is never sure.
func (s *Searcher) within(ctx context.Context, q intent.Query, u Understood, shown retrieval.ArticleID) (Understood, error) {
	if u.Answer.Outcome != retrieval.None || u.Answer.News != nil || shown == "" || u.Scope != "" || q.Len() > mostLeaning || names(q) {
		return u, nil
	}
	in := candidate{query: q, Focus: Focus{Scope: shown}}
	ans, err := s.Find(ctx, q, in.Focus)
	if err != nil || ans.Outcome == retrieval.None || len(ans.Hits) == 0 {
		return u, err
	}
	ans.Leaned, ans.Outcome = true, hedge(ans.Outcome)
	again := settled(q, in, ans, q)
	again.Loose = true // a later question leans on what was asked before
	return again, nil
}

// names tells whether a question has a name of its own.
func names(q intent.Query) bool {
	return slices.ContainsFunc(q.Topics(), func(t text.Token) bool { return t.Upper && t.Start > 0 })
}

// unconfirmed asks a question for the confirmation of a number again without it,
// where nothing has that number: what the articles say instead helps more than that
// they do not say so.
func (s *Searcher) unconfirmed(ctx context.Context, q intent.Query, in Focus, limit int, ans retrieval.Answer) (retrieval.Answer, error) {
	if !q.YesNo() || ans.Outcome != retrieval.None {
		return ans, nil
	}
	var figures []string
	rest := q.Text
	for _, tok := range slices.Backward(q.Topics()) {
		if tok.Number {
			figures = append(figures, q.Text[tok.Start:tok.End])
			rest = rest[:tok.Start] + rest[tok.End:]
		}
	}
	if len(figures) == 0 {
		return ans, nil
	}
	other, err := s.Ask(ctx, s.Parser.Query(strings.Join(strings.Fields(rest), " "), q.Language), in, limit)
	if err != nil || other.Outcome == retrieval.None {
		return ans, err
	}
	other.Question = q.Text
	slices.Reverse(figures)
	other.Missing = figures
	other.Outcome = hedge(other.Outcome)
	return other, nil
}
