package dialogue

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/bot/intent"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// understood is how a question was read.
type understood struct {
	answer   retrieval.Answer
	scope    retrieval.ArticleID
	language text.Language // of the question as searched
	together bool          // with the question before
	loose    bool          // it brings nothing that a later question could lean on
	hedged   bool          // it only asks on, so what is found may be beside the point
	gap      intent.Query  // the question to keep if there is no answer
}

// background is what a question may lean on.
type background struct {
	before interpretation      // the question before, without text if none is remembered
	shown  retrieval.ArticleID // the article shown last
	quoted retrieval.ArticleID // the article that a reply is to, "" for none
}

// candidate is a way to read a question that leans on another.
type candidate struct {
	query intent.Query
	scope retrieval.ArticleID
}

// understand asks the library. A question that leans on what came before is
// asked together with that, and alone; the candidate with the better outcome
// wins, the one with the context where they are equal.
func (s *searcher) understand(ctx context.Context, q intent.Query, scope retrieval.ArticleID, back background) (understood, error) {
	alone, err := s.find(ctx, q, scope)
	best := understood{answer: alone, scope: scope, language: q.Language, gap: q}
	f := q.FollowUp()
	if err != nil || f.Need == intent.Standalone {
		return best, err
	}
	list := candidates(q, f, scope, back)
	for i, c := range list {
		ans, err := s.find(ctx, c.query, c.scope)
		if err != nil {
			return best, err
		}
		if i == 0 {
			best.gap = c.query
		}
		gain := certainty(ans.Outcome) - certainty(best.answer.Outcome)
		if suits(ans, f) && (gain > 0 || gain == 0 && !best.together) {
			best.answer, best.scope, best.language, best.together = ans, c.scope, c.query.Language, true
		}
	}
	best.loose = !best.together || f.Need == intent.Anaphoric
	if best.hedged = f.Need == intent.Anaphoric; best.hedged {
		best.answer.Outcome = hedge(best.answer.Outcome)
	}
	return best, nil
}

// suits tells whether an answer to the joined question is one to what was
// added. Asking on adds no topic: any answer about the same article fits.
func suits(ans retrieval.Answer, f intent.FollowUp) bool {
	return ans.Outcome != retrieval.None && len(ans.Hits) > 0 && (f.Need == intent.Anaphoric || speaksOf(ans.Hits[0], f.Rest))
}

// candidates are the ways to read a leaning question with its context.
func candidates(q intent.Query, f intent.FollowUp, scope retrieval.ArticleID, back background) []candidate {
	var list []candidate
	if back.before.searched != "" {
		if scope == "" {
			scope = back.before.scope
		}
		if f.Need == intent.Anaphoric && utf8.RuneCountInString(back.before.searched+f.Rest.Text) < DefaultMaxQuestion {
			return append(list, candidate{after(back.before, back.before.searched, f.Rest), cmp.Or(scope, back.quoted, back.shown)})
		}
		for _, j := range joined(back.before, f.Rest) {
			if utf8.RuneCountInString(j.Text) > DefaultMaxQuestion {
				continue // a long chain of follow-ups
			}
			list = append(list, candidate{j, scope})
		}
	}
	if back.quoted != "" {
		list = append(list, candidate{q, back.quoted})
	}
	return list
}

// joined puts a leaning question together with the one before it: first with
// that one's names taken out, since "and in Xa Dung?" is about another place,
// then with all of it.
func joined(before interpretation, rest intent.Query) []intent.Query {
	all := after(before, before.searched, rest)
	nameless := withoutNames(before.searched, before.names)
	if nameless == before.searched || len(intent.NewQuery(nameless, before.language).Topics()) == 0 {
		return []intent.Query{all}
	}
	return []intent.Query{after(before, nameless, rest), all}
}

// after is a question with what a later one adds. It is in the language of the
// first, which is most of it, unless that does not show.
func after(before interpretation, asked string, rest intent.Query) intent.Query {
	lang := before.language
	if lang == text.Undetermined {
		lang = rest.Language
	}
	return intent.NewQuery(asked+" "+rest.Text, lang)
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
func speaksOf(h retrieval.Hit, asked intent.Query) bool {
	there := make(map[string]bool)
	for _, tok := range text.Tokens(h.Passage.Text+" "+h.Article.Title, text.English) {
		there[tok.Folded], there[tok.Term] = true, true
	}
	wanted, found := 0, 0
	for _, tok := range asked.Topics() {
		wanted++
		if there[tok.Folded] || there[tok.Term] {
			found++
		}
	}
	return 3*found >= 2*wanted
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
