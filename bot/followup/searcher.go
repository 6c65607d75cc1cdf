// Package followup puts what people ask to the library: alone, or where a question
// leans on what came before it, together with that, in the way that finds more.
// It remembers nothing: what came before is told to it.
package followup

import (
	"context"
	"fmt"
	"strings"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Searcher asks the library.
type Searcher struct {
	Lib      bot.Library
	Passages int // of an answer
	Detect   intent.Detector
	Parser   *intent.Parser
}

// Focus is where a question is searched.
type Focus struct {
	Scope retrieval.ArticleID // this article alone, "" for all
	Shown retrieval.ArticleID // the one shown last, "" where that is nothing to it
	// Listed are those whose titles were shown last, in the place of Shown.
	Listed []retrieval.ArticleID
}

// Read takes a question apart whose language is not known yet.
func (s *Searcher) Read(question string) intent.Query {
	return s.Parser.Query(question, s.Detect(question))
}

// Find asks one question. One that means nothing by itself is never answered
// confidently: a passage on a place alone does not answer what was asked of it.
func (s *Searcher) Find(ctx context.Context, q intent.Query, in Focus) (retrieval.Answer, error) {
	return s.findMore(ctx, q, in, s.Passages)
}

// findMore is find for so many passages.
func (s *Searcher) findMore(ctx context.Context, q intent.Query, in Focus, limit int) (retrieval.Answer, error) {
	ans, err := s.Ask(ctx, q, in, limit)
	if err == nil {
		ans, err = s.unconfirmed(ctx, q, in, limit, ans)
	}
	ans.Hits = reply.FoldReprints(ans.Hits)
	if q.Need == intent.PlaceOnly || q.Need == intent.Anaphoric {
		ans.Outcome = hedge(ans.Outcome)
	}
	if other := otherFigures(q, ans); len(other) > 0 {
		ans.Outcome, ans.Missing = hedge(ans.Outcome), other
	}
	return ans, err
}

// otherFigures are the numbers that a question asks to be confirmed and that the
// first passage does not have: it shows another, and must not pass for a yes.
func otherFigures(q intent.Query, ans retrieval.Answer) []string {
	if !q.YesNo() || ans.Outcome == retrieval.None || len(ans.Hits) == 0 {
		return nil
	}
	there := make(map[string]bool)
	for _, tok := range text.Tokens(ans.Hits[0].Passage.Text, text.English) {
		there[tok.Term] = true
	}
	var other []string
	for _, tok := range q.Topics() {
		if tok.Number && !there[tok.Term] {
			other = append(other, q.Text[tok.Start:tok.End])
		}
	}
	return other
}

// Ask asks one question for so many passages.
func (s *Searcher) Ask(ctx context.Context, q intent.Query, in Focus, limit int) (retrieval.Answer, error) {
	ans, err := s.Lib.Ask(ctx, retrieval.Question{Text: q.Text, Limit: limit, Article: in.Scope, Shown: in.Shown, Listed: in.Listed, Points: q.Need == intent.Anaphoric, Language: q.Language, Filler: q.Filler()})
	if err != nil {
		return retrieval.Answer{}, fmt.Errorf("search articles: %w", err)
	}
	ans.Question = q.Text
	return ans, nil
}

// Mentions lists all articles on a topic, the newest first, where the library can
// tell.
func (s *Searcher) Mentions(ctx context.Context, topic intent.Query) ([]retrieval.Summary, error) {
	c, ok := s.Lib.(bot.Counter)
	if !ok {
		return nil, nil
	}
	list, err := c.Mentions(ctx, retrieval.Question{Text: topic.Text, Language: topic.Language})
	if err != nil {
		return nil, fmt.Errorf("list articles on a topic: %w", err)
	}
	return list, nil
}

// Asked is a question as it was searched.
type Asked struct {
	Text     string
	Language text.Language
	Focus
	Names  []string // that it asked for, as namesOf tells them
	Hedged bool     // its answer is never shown as confident
}

// Query takes a question apart as it was searched before.
func (s *Searcher) Query(a Asked) intent.Query { return s.Parser.Query(a.Text, a.Language) }

// TopicOf is what a question asks about, without the words that ask.
func (s *Searcher) TopicOf(a Asked) intent.Query {
	return s.Parser.Query(strings.Join(topicsOf(s.Query(a)), " "), a.Language)
}

// Again asks a question as it was read before.
func (s *Searcher) Again(ctx context.Context, a Asked) (retrieval.Answer, error) {
	ans, err := s.Find(ctx, s.Query(a), a.Focus)
	if a.Hedged {
		ans.Outcome = hedge(ans.Outcome)
	}
	return ans, err
}

// hedge makes an outcome one that is not confident.
func hedge(o retrieval.Outcome) retrieval.Outcome {
	if o == retrieval.Answered {
		return retrieval.Unsure
	}
	return o
}
