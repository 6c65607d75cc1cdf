package dialogue

import (
	"context"
	"fmt"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// searcher asks the library.
type searcher struct {
	lib      bot.Library
	passages int // of an answer
	detect   intent.Detector
	parser   *intent.Parser
}

// focus is where a question is searched.
type focus struct {
	scope retrieval.ArticleID // this article alone, "" for all
	shown retrieval.ArticleID // the one shown last, "" where that is nothing to it
}

// read takes a question apart whose language is not known yet.
func (s *searcher) read(question string) intent.Query {
	return s.parser.Query(question, s.detect(question))
}

// find asks one question. One that means nothing by itself is never answered
// confidently: a passage on a place alone does not answer what was asked of it.
func (s *searcher) find(ctx context.Context, q intent.Query, in focus) (retrieval.Answer, error) {
	return s.findMore(ctx, q, in, s.passages)
}

// findMore is find for so many passages.
func (s *searcher) findMore(ctx context.Context, q intent.Query, in focus, limit int) (retrieval.Answer, error) {
	ans, err := s.ask(ctx, q, in, limit)
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

// ask asks one question for so many passages.
func (s *searcher) ask(ctx context.Context, q intent.Query, in focus, limit int) (retrieval.Answer, error) {
	ans, err := s.lib.Ask(ctx, retrieval.Question{Text: q.Text, Limit: limit, Article: in.scope, Shown: in.shown, Language: q.Language, Filler: q.Filler()})
	if err != nil {
		return retrieval.Answer{}, fmt.Errorf("search articles: %w", err)
	}
	ans.Question = q.Text
	return ans, nil
}

// mentions lists all articles on a topic, the newest first, where the library can
// tell.
func (s *searcher) mentions(ctx context.Context, topic intent.Query) ([]retrieval.Summary, error) {
	c, ok := s.lib.(bot.Counter)
	if !ok {
		return nil, nil
	}
	list, err := c.Mentions(ctx, retrieval.Question{Text: topic.Text, Language: topic.Language})
	if err != nil {
		return nil, fmt.Errorf("list articles on a topic: %w", err)
	}
	return list, nil
}

// asked is a question as it was searched before.
func (s *searcher) asked(i interpretation) intent.Query {
	return s.parser.Query(i.searched, i.language)
}

// again asks a question as it was read before.
func (s *searcher) again(ctx context.Context, i interpretation) (retrieval.Answer, error) {
	ans, err := s.find(ctx, s.asked(i), i.focus)
	if i.hedged {
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
