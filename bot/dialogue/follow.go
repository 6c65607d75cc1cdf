package dialogue

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// joined puts a leaning question together with the one before it: first with
// that one's names taken out, since "and in Xa Dung?" is about another place,
// then with all of it.
func joined(before string, names []string, rest string) []string {
	all := before + " " + rest
	if nameless := withoutNames(before, names); nameless != before && len(intent.Topics(nameless)) > 0 {
		return []string{nameless + " " + rest, all}
	}
	return []string{all}
}

// withoutNames drops the words that begin with a capital, but for the first,
// and those that are known to be names.
func withoutNames(question string, names []string) string {
	var kept []string
	for i, word := range strings.Fields(question) {
		tokens := text.Tokens(word, text.English)
		if len(tokens) > 0 && (i > 0 && tokens[0].Upper || slices.Contains(names, tokens[0].Folded)) {
			continue
		}
		kept = append(kept, word)
	}
	return strings.TrimRight(strings.Join(kept, " "), " ?!.,…")
}

// namesOf are the names that a question asked for, as the passage that answers
// it writes them: people type "na hy" for "Nà Hỳ". They are folded.
func namesOf(ans retrieval.Answer) []string {
	if ans.Outcome == retrieval.None || len(ans.Hits) == 0 {
		return nil
	}
	h := ans.Hits[0]
	starts := make(map[int]bool)
	for _, s := range h.Passage.Sentences {
		starts[s.Start] = true
	}
	var names []string
	for _, mark := range h.Highlights {
		word := h.Passage.Text[mark.Start:mark.End]
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsUpper(first) && !starts[mark.Start] {
			names = append(names, text.Fold(word))
		}
	}
	return names
}

// speaksOf tells whether a passage speaks of what was asked: of two thirds of
// its topics, in the passage or its title.
func speaksOf(h retrieval.Hit, asked string) bool {
	there := make(map[string]bool)
	for _, tok := range text.Tokens(h.Passage.Text+" "+h.Article.Title, text.English) {
		there[tok.Folded], there[tok.Term] = true, true
	}
	wanted, found := 0, 0
	for _, tok := range intent.Topics(asked) {
		wanted++
		if there[tok.Folded] || there[tok.Term] {
			found++
		}
	}
	return 3*found >= 2*wanted
}

// understood is how a question was read.
type understood struct {
	answer   retrieval.Answer
	scope    retrieval.ArticleID
	together bool   // with the question before
	loose    bool   // it brings nothing that a later question could lean on
	hedged   bool   // it only asks on, so what is found may be beside the point
	gap      string // the question to keep if there is no answer
}

// background is what a question may lean on.
type background struct {
	before reading             // the question before, without text if none is remembered
	shown  retrieval.ArticleID // the article shown last
	quoted retrieval.ArticleID // the article that a reply is to, "" for none
}

// contextOf returns what a message may lean on.
func (b *Bot) contextOf(v *visit, m bot.Message) background {
	var back background
	s := b.sessions.Get(v.key, v.now)
	message := ""
	if m.Edited {
		message = m.ID
	}
	if q, ok := s.before(message); ok {
		back.before, back.shown = q, s.article
	}
	if a, ok := b.quotedArticle(m, 0); ok {
		back.quoted = a.ID
	}
	return back
}

// understand asks the library. A question that leans on what came before is
// asked together with that, and alone; the reading with the better outcome
// wins, the one with the context where they are equal.
func (b *Bot) understand(ctx context.Context, question string, scope retrieval.ArticleID, back background) (understood, error) {
	alone, err := b.search(ctx, question, scope)
	best := understood{answer: alone, scope: scope, gap: question}
	rest, how := intent.ParseFollowUp(question)
	if err != nil || how == intent.Standalone {
		return best, err
	}
	list := readings(question, rest, how, scope, back)
	for i, c := range list {
		ans, err := b.search(ctx, c.searched, c.scope)
		if err != nil {
			return best, err
		}
		if i == 0 {
			best.gap = c.searched
		}
		gain := certainty(ans.Outcome) - certainty(best.answer.Outcome)
		if suits(ans, rest, how) && (gain > 0 || gain == 0 && !best.together) {
			best.answer, best.scope, best.together = ans, c.scope, true
		}
	}
	best.loose = !best.together || how == intent.Anaphoric
	if best.hedged = how == intent.Anaphoric; best.hedged {
		best.answer.Outcome = hedge(best.answer.Outcome)
	}
	return best, nil
}

// suits tells whether an answer to the joined question is one to what was
// added. Asking on adds no topic: any answer about the same article fits.
func suits(ans retrieval.Answer, rest string, how intent.FollowUp) bool {
	return ans.Outcome != retrieval.None && len(ans.Hits) > 0 && (how == intent.Anaphoric || speaksOf(ans.Hits[0], rest))
}

// readings are the ways to read a leaning question with its context.
func readings(question, rest string, how intent.FollowUp, scope retrieval.ArticleID, back background) []reading {
	var list []reading
	if back.before.searched != "" {
		if scope == "" {
			scope = back.before.scope
		}
		if how == intent.Anaphoric && utf8.RuneCountInString(back.before.searched+rest) < DefaultMaxQuestion {
			return append(list, reading{searched: back.before.searched + " " + rest, scope: cmp.Or(scope, back.quoted, back.shown)})
		}
		for _, q := range joined(back.before.searched, back.before.names, rest) {
			if utf8.RuneCountInString(q) > DefaultMaxQuestion {
				continue // a long chain of follow-ups
			}
			list = append(list, reading{searched: q, scope: scope})
		}
	}
	if back.quoted != "" {
		list = append(list, reading{searched: question, scope: back.quoted})
	}
	return list
}

// certainty orders outcomes.
func certainty(o retrieval.Outcome) int {
	switch o {
	case retrieval.Answered:
		return 2
	case retrieval.Unsure:
		return 1
	}
	return 0
}

// hedge makes an outcome one that is not confident.
func hedge(o retrieval.Outcome) retrieval.Outcome {
	if o == retrieval.Answered {
		return retrieval.Unsure
	}
	return o
}
