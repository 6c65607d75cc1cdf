package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Conversation is questions that one person asks one after the other, all of one
// subject. All but the first may leave unsaid what that is.
type Conversation []Question

// Conversations are questions of a set in rows of their ids.
func Conversations(rows [][]string, questions []Question) ([]Conversation, error) {
	byID := make(map[string]Question, len(questions))
	for _, q := range questions {
		byID[q.ID] = q
	}
	var out []Conversation
	for _, row := range rows {
		var c Conversation
		for _, id := range row {
			q, ok := byID[id]
			if !ok {
				return nil, fmt.Errorf("there is no question %q", id)
			}
			c = append(c, q)
		}
		if len(c) > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

// HalfOf returns the conversations of one half, 0 or 1, by a hash of the ids of
// their first questions.
func HalfOf(list []Conversation, which int) []Conversation {
	var out []Conversation
	for _, c := range list {
		if pick("half"+c[0].ID, 2) == which {
			out = append(out, c)
		}
	}
	return out
}

// turnsMade is how many questions a conversation has that is made by rule.
const turnsMade = 4

// MakeConversations makes, by rule, conversations of a set whose articles are
// single passages of texts with one title: those become one article, its
// questions are asked in turn, and all but the first lose the names that they
// have. It is deterministic.
func MakeConversations(ctx context.Context, s Set) ([]Conversation, retrieval.Reader, error) {
	c, err := s.Articles.Read(ctx, nil)
	if err != nil {
		return nil, nil, fmt.Errorf("read articles of %s: %w", s.Name, err)
	}
	joined, moved := joinTitles(c.Articles)
	var titles []string
	about := map[string][]Question{}
	for _, q := range s.Questions {
		title, right := "", []string(nil)
		for _, id := range q.Passages {
			for _, p := range moved[id] {
				title, right = string(p.ArticleID), append(right, string(p.ID))
			}
		}
		q.Passages = right
		if title == "" || q.Unanswerable {
			continue
		}
		if about[title] == nil {
			titles = append(titles, title)
		}
		about[title] = append(about[title], q)
	}
	var out []Conversation
	for _, t := range titles {
		out = append(out, inTurn(about[t])...)
	}
	c.Articles = joined
	return out, fixed(c), nil
}

// inTurn deals questions out to conversations, so that each goes through all of
// the article.
func inTurn(questions []Question) []Conversation {
	n := len(questions) / turnsMade
	if n == 0 {
		return nil
	}
	out := make([]Conversation, n)
	for i, q := range questions {
		c := &out[i%n]
		if len(*c) > 0 {
			nameless, ok := withoutNames(q.Text)
			if !ok {
				continue
			}
			q.Text = nameless
		}
		*c = append(*c, q)
	}
	return slices.DeleteFunc(out, func(c Conversation) bool { return len(c) < 2 })
}

// withoutNames takes the names out of a question; false where it has none, or
// nothing is left of its topic.
func withoutNames(question string) (string, bool) {
	lang := text.Detect(question)
	tokens := text.QueryTokens(question, lang)
	var b strings.Builder
	from, taken, topics := 0, 0, 0
	for i, t := range tokens {
		name := t.Upper && (i > 0 || len(tokens) > 1 && tokens[1].Upper)
		switch {
		case name:
			b.WriteString(question[from:t.Start])
			from = t.End
			taken++
		case !t.Stop && !t.Function:
			topics++
		}
	}
	b.WriteString(question[from:])
	return strings.Join(strings.Fields(b.String()), " "), taken > 0 && topics > 0
}

// joinTitles makes one article of those with the same title, and tells where
// the passages of each article went.
func joinTitles(articles []retrieval.Article) ([]retrieval.Article, map[string][]retrieval.Passage) {
	var out []retrieval.Article
	at := map[string]int{}
	moved := map[string][]retrieval.Passage{}
	for i := range articles {
		a := articles[i]
		n, ok := at[a.Title]
		if !ok {
			n = len(out)
			at[a.Title] = n
			first := a
			first.Passages = nil
			out = append(out, first)
		}
		for _, p := range a.Passages {
			p.ArticleID, p.Ordinal = out[n].ID, len(out[n].Passages)
			p.ID = retrieval.NewPassageID(p.ArticleID, p.Ordinal)
			out[n].Passages = append(out[n].Passages, p)
			moved[string(a.ID)] = append(moved[string(a.ID)], p)
		}
	}
	return out, moved
}

// fixed is a corpus as the reader of itself.
type fixed retrieval.Corpus

// Read returns the corpus.
func (f fixed) Read(context.Context, func(done, total int)) (retrieval.Corpus, error) {
	return retrieval.Corpus(f), nil
}
