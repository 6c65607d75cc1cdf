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

// nearlyAsSure is how sure the article shown last must be of a short question, as a share
// of how sure another is, if neither is sure: alone it has no others to lead. Measured by
// articlebot eval --conversations: follow-ups gain 5 points, and after a change of topic
// nothing is lost.
const nearlyAsSure = .8

// within asks a short question that no article answers, and that names nothing, of
// the article shown last alone, or of those that were listed, of each alone. So is one
// that another article may answer, for all that is known. What is found there is never
// sure.
func (s *Searcher) within(ctx context.Context, q intent.Query, u Understood, seen Focus) (Understood, error) {
	list := seen.Listed[:min(len(seen.Listed), retrieval.MaxListed)]
	if len(list) == 0 && seen.Shown != "" {
		list = []retrieval.ArticleID{seen.Shown}
	}
	if u.Answer.News != nil || u.Scope != "" || q.Len() > mostLeaning || names(q) || u.Answer.Outcome != retrieval.None && !strays(u, list) {
		return u, nil
	}
	var ans retrieval.Answer
	in := candidate{query: q}
	for _, id := range list {
		one, err := s.Find(ctx, q, Focus{Scope: id})
		if err != nil {
			return u, err
		}
		more := gain(one, ans)
		if len(one.Hits) > 0 && (more > 0 || more == 0 && one.Confidence > ans.Confidence) {
			ans, in.Focus = one, Focus{Scope: id}
		}
	}
	if in.Scope == "" || ans.Outcome == retrieval.None || u.Answer.Outcome != retrieval.None && ans.Confidence < nearlyAsSure*u.Answer.Confidence {
		return u, nil
	}
	ans.Leaned, ans.Outcome = true, hedge(ans.Outcome)
	again := settled(q, in, ans, q)
	again.Loose = true // a later question leans on what was asked before
	return again, nil
}

// strays tells whether a question is answered perhaps, and by none of the articles that
// were shown.
func strays(u Understood, shown []retrieval.ArticleID) bool {
	return u.Answer.Outcome == retrieval.Unsure && len(u.Answer.Hits) > 0 && len(shown) > 0 && !slices.Contains(shown, u.Answer.Hits[0].Article.ID)
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

// held is a sure answer to a question that was read together with the one before, with
// what the question says itself held against the passage: beside all the words of the
// question before, which are found, one of its own that is not would count for little,
// and it is what was asked.
func (s *Searcher) held(ctx context.Context, q intent.Query, c candidate, ans retrieval.Answer) (retrieval.Answer, error) {
	own := q.Added()
	if !c.together || q.Bare() || timeOnly(q) || len(own.Topics()) == 0 {
		return ans, nil
	}
	alone, err := s.Ask(ctx, s.Parser.Query(own.Text, c.query.Language), Focus{}, s.Passages)
	if err != nil {
		return ans, err
	}
	first := ans.Hits[0]
	missing := unspoken(first, alone.Missing)
	article, ok := s.Lib.Article(string(first.Article.ID))
	same := ok && c.query.Language == article.Language // else no passage has its words
	if len(missing) > 0 || same && alone.Outcome != retrieval.Answered && len(unspoken(first, topicsOf(own))) > 0 {
		ans.Outcome, ans.Missing = hedge(ans.Outcome), missing
	}
	return ans, nil
}

// topicsOf are the words of a question that carry a topic.
func topicsOf(q intent.Query) (words []string) {
	for _, tok := range q.Topics() {
		words = append(words, q.Text[tok.Start:tok.End])
	}
	return words
}

// wordsOf are the words of a passage and its title.
func wordsOf(h retrieval.Hit) map[string]bool {
	there := make(map[string]bool)
	for _, tok := range text.Tokens(h.Passage.Text+" "+h.Article.Title, text.English) {
		there[tok.Folded], there[tok.Term] = true, true
	}
	return there
}

// unspoken are those of some words that a passage and its title do not have.
func unspoken(h retrieval.Hit, words []string) []string {
	there := wordsOf(h)
	return slices.DeleteFunc(slices.Clone(words), func(word string) bool {
		return !slices.ContainsFunc(text.Tokens(word, text.English), func(t text.Token) bool { return !there[t.Folded] && !there[t.Term] })
	})
}
