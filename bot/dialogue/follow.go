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
	answer retrieval.Answer
	focus
	language text.Language   // of the question as searched
	together bool            // with the question before
	on       string          // the title of the article shown last where that decided, else ""
	loose    bool            // it brings nothing that a later question could lean on
	hedged   bool            // it only asks on, so what is found may be beside the point
	gap      intent.Query    // the question to keep if there is no answer
	choice   []retrieval.Hit // what a search by few words found, to choose from
}

// background is what a question may lean on.
type background struct {
	before interpretation      // the question before, without text if none is remembered
	shown  retrieval.ArticleID // the article shown last
	quoted retrieval.ArticleID // the article that a reply is to, "" for none
}

// candidate is a way to read a question.
type candidate struct {
	query intent.Query
	focus
	together bool // with the question before, or in the article that was quoted
}

// understand asks the library, once for a question that stands alone and at most
// twice for one that leans on what came before. That is asked together with it
// first; where this gives no sure answer, it is asked in the next likely way, and
// the better outcome wins, the one with the context where they are equal.
func (s *searcher) understand(ctx context.Context, q intent.Query, scope retrieval.ArticleID, back background) (understood, error) {
	shown := cmp.Or(back.quoted, back.shown)
	alone := candidate{query: q, focus: focus{scope, shown}}
	list := s.candidates(q, scope, back)
	if len(list) == 0 && s.few(q, scope) {
		return s.findFew(ctx, alone)
	}
	if q.Need == intent.Anaphoric && len(q.Topics()) > 0 && shown != "" && len(list) > 0 {
		return s.askOn(ctx, q, alone, list[0])
	}
	if len(list) == 0 {
		ans, err := s.find(ctx, alone.query, alone.focus)
		return settled(q, alone, ans, q), err
	}
	first := list[0]
	ans, err := s.find(ctx, first.query, first.focus)
	fits := suits(ans, q)
	if err != nil || fits && ans.Outcome == retrieval.Answered {
		return settled(q, first, ans, first.query), err
	}
	other := alone
	if fits && len(list) > 1 {
		other = list[1]
	}
	second, err := s.find(ctx, other.query, other.focus)
	switch {
	case err != nil:
	case !fits, gain(second, ans) > 0 && (!other.together || suits(second, q)):
		return settled(q, other, second, first.query), nil
	}
	return settled(q, first, ans, first.query), err
}

// askOn asks a question that points at something said before and names something
// too: in the light of the article shown last, and only where that finds nothing
// together with the question before.
func (s *searcher) askOn(ctx context.Context, q intent.Query, alone, joined candidate) (understood, error) {
	ans, err := s.find(ctx, alone.query, alone.focus)
	if err != nil || ans.Outcome != retrieval.None {
		return settled(q, alone, ans, joined.query), err
	}
	second, err := s.find(ctx, joined.query, joined.focus)
	if err != nil || second.Outcome == retrieval.None {
		return settled(q, alone, ans, joined.query), err
	}
	return settled(q, joined, second, joined.query), nil
}

// settled is a question that was read in one of the ways.
func settled(q intent.Query, c candidate, ans retrieval.Answer, gap intent.Query) understood {
	u := understood{answer: ans, focus: c.focus, language: c.query.Language, together: c.together, gap: gap}
	if ans.Leaned && len(ans.Hits) > 0 {
		u.on = ans.Hits[0].Article.Title
	}
	u.hedged = q.Need == intent.Anaphoric
	u.loose = u.hedged || q.Need != intent.Standalone && !c.together
	if u.hedged {
		u.answer.Outcome = hedge(ans.Outcome)
	}
	return u
}

// gain is how much surer one answer is than another.
func gain(a, b retrieval.Answer) int { return a.Outcome.Certainty() - b.Outcome.Certainty() }

// suits tells whether an answer to the joined question is one to what was
// added. Asking on adds no topic: any answer about the same article fits.
func suits(ans retrieval.Answer, q intent.Query) bool {
	return ans.Outcome != retrieval.None && len(ans.Hits) > 0 && (q.Need == intent.Anaphoric || speaksOf(ans.Hits[0], q.Added()))
}

// candidates are the ways to read a leaning question with its context, the
// likeliest first; none for a question that needs none or has none.
func (s *searcher) candidates(q intent.Query, scope retrieval.ArticleID, back background) []candidate {
	before := back.before
	quotes := back.quoted != "" && (before.searched == "" || back.quoted != back.shown)
	switch {
	case q.Need == intent.Standalone:
		return nil
	case q.Need == intent.Anaphoric && before.searched != "":
		return fitting(candidate{s.after(before, before.searched, q), focus{scope: cmp.Or(scope, before.scope, back.quoted, back.shown)}, true})
	case quotes: // a reply to a message says what it is about
		return []candidate{{q, focus{scope: back.quoted}, true}}
	case before.searched != "":
		return fitting(s.joined(before, q, cmp.Or(scope, before.scope))...)
	}
	return nil
}

// fitting leaves out what is too long to be asked: a long chain of follow-ups.
func fitting(list ...candidate) []candidate {
	return slices.DeleteFunc(list, func(c candidate) bool { return utf8.RuneCountInString(c.query.Text) > DefaultMaxQuestion })
}

// joined puts a leaning question together with the one before it. One that adds
// a name is about something else of that kind, so that the names of the one before
// are taken out first: "and in Xa Dung?".
func (s *searcher) joined(before interpretation, q intent.Query, scope retrieval.ArticleID) []candidate {
	all := candidate{s.after(before, before.searched, q), focus{scope: scope}, true}
	nameless := withoutNames(before.searched, before.names)
	if !q.AddsName() || nameless == before.searched || len(s.parser.Query(nameless, before.language).Topics()) == 0 {
		return []candidate{all}
	}
	return []candidate{{s.after(before, nameless, q), focus{scope: scope}, true}, all}
}

// after is a question with what a later one adds. It is in the language of the
// first, which is most of it, unless that does not show.
func (s *searcher) after(before interpretation, asked string, q intent.Query) intent.Query {
	lang := before.language
	if lang == text.Undetermined {
		lang = q.Language
	}
	return s.parser.Query(asked+" "+q.Added().Text, lang)
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
