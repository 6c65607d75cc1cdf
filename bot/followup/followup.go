package followup

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"articlebot/bot/intent"
	"articlebot/retrieval"
	"articlebot/retrieval/dates"
	"articlebot/retrieval/text"
)

// Understood is how a question was read.
type Understood struct {
	Answer retrieval.Answer
	Focus
	Language text.Language   // of the question as searched
	Together bool            // with the question before
	On       string          // the title of the article shown last where that decided, else ""
	Loose    bool            // it brings nothing that a later question could lean on
	Hedged   bool            // it only asks on, so what is found may be beside the point
	Gap      intent.Query    // the question to keep if there is no answer
	Choice   []retrieval.Hit // what a search by few words found, to choose from
}

// Background is what a question may lean on.
type Background struct {
	Before Asked               // the question before, without text if none is remembered
	Shown  retrieval.ArticleID // the article shown last
	// Listed are the articles whose titles were shown last, none where something else
	// was. One alone is as good as shown.
	Listed []retrieval.ArticleID
	Quoted retrieval.ArticleID // the article that a reply is to, "" for none
}

// pointed is a background in which one article alone is listed no more than shown.
func (b Background) pointed() Background {
	switch {
	case b.Quoted != "":
		b.Listed = nil
	case len(b.Listed) == 1:
		b.Shown, b.Listed = b.Listed[0], nil
	case len(b.Listed) > 1:
		b.Shown = ""
	}
	return b
}

// candidate is a way to read a question.
type candidate struct {
	query intent.Query
	Focus
	together bool // with the question before, or in the article that was quoted
}

// Understand asks the library. Words around the question belong to it where an answer
// speaks of them and without them there is none that is surer.
func (s *Searcher) Understand(ctx context.Context, q intent.Query, scope retrieval.ArticleID, back Background) (Understood, error) {
	if q.Around == "" {
		return s.understand(ctx, q, scope, back)
	}
	whole := s.Parser.Query(q.Around, q.Language)
	first, err := s.understand(ctx, whole, scope, back)
	if err != nil {
		return first, err
	}
	speaks := len(first.Answer.Hits) > 0 && speaksOfAround(first.Answer.Hits[0], q, whole)
	if speaks && first.Answer.Outcome == retrieval.Answered {
		return first, nil
	}
	second, err := s.understand(ctx, q, scope, back)
	if err == nil && speaks && gain(second.Answer, first.Answer) <= 0 {
		return first, nil
	}
	return second, err
}

// speaksOfAround tells whether a passage has a word that stands around a question.
func speaksOfAround(h retrieval.Hit, q, whole intent.Query) bool {
	inside := make(map[string]bool)
	for _, t := range q.Tokens() {
		inside[t.Folded] = true
	}
	there := make(map[string]bool)
	for _, t := range text.Tokens(h.Passage.Text+" "+h.Article.Title, text.English) {
		there[t.Accented] = true
	}
	return slices.ContainsFunc(whole.Tokens(), func(t text.Token) bool { return !inside[t.Folded] && there[t.Accented] })
}

// understand asks the library, once for a question that stands alone and at most
// twice for one that leans on what came before. That is asked together with it
// first; where this gives no sure answer, it is asked in the next likely way, and
// the better outcome wins, the one with the context where they are equal.
func (s *Searcher) understand(ctx context.Context, q intent.Query, scope retrieval.ArticleID, back Background) (Understood, error) {
	back = back.pointed()
	shown := cmp.Or(back.Quoted, back.Shown)
	alone := candidate{query: q, Focus: Focus{scope, shown, back.Listed}}
	list := s.candidates(q, scope, back)
	if len(list) == 0 && s.few(q, scope) {
		return s.findFew(ctx, alone)
	}
	if q.Need == intent.Anaphoric && !q.Bare() && len(q.Topics()) > 0 && (shown != "" || len(back.Listed) > 0) && len(list) > 0 {
		return s.askOn(ctx, q, alone, list[0])
	}
	if len(list) == 0 {
		ans, err := s.Find(ctx, alone.query, alone.Focus)
		if err != nil {
			return Understood{}, err
		}
		return s.within(ctx, q, settled(q, alone, ans, q), alone.Focus)
	}
	first := list[0]
	ans, err := s.Find(ctx, first.query, first.Focus)
	fits := suits(ans, q)
	if err == nil && fits && ans.Outcome == retrieval.Answered {
		ans, err = s.held(ctx, q, first, ans)
		return settled(q, first, ans, first.query), err
	}
	if err != nil || q.Bare() || timeOnly(q) {
		return settled(q, first, ans, first.query), err
	}
	other := alone
	if fits && len(list) > 1 {
		other = list[1]
	}
	second, err := s.Find(ctx, other.query, other.Focus)
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
func (s *Searcher) askOn(ctx context.Context, q intent.Query, alone, joined candidate) (Understood, error) {
	ans, err := s.Find(ctx, alone.query, alone.Focus)
	if err != nil {
		return Understood{}, err
	}
	if ans.Outcome != retrieval.None {
		return s.within(ctx, q, settled(q, alone, ans, joined.query), alone.Focus)
	}
	second, err := s.Find(ctx, joined.query, joined.Focus)
	if err != nil || second.Outcome == retrieval.None {
		return settled(q, alone, ans, joined.query), err
	}
	return settled(q, joined, second, joined.query), nil
}

// settled is a question that was read in one of the ways.
func settled(q intent.Query, c candidate, ans retrieval.Answer, gap intent.Query) Understood {
	u := Understood{Answer: ans, Focus: c.Focus, Language: c.query.Language, Together: c.together, Gap: gap}
	if ans.Leaned && len(ans.Hits) > 0 {
		u.On = ans.Hits[0].Article.Title
	}
	u.Hedged = q.Need == intent.Anaphoric
	turned := q.Need == intent.Additive && ans.Outcome == retrieval.Answered // to what it names itself
	u.Loose = u.Hedged || q.Need != intent.Standalone && !c.together && !turned
	if u.Hedged {
		u.Answer.Outcome = hedge(ans.Outcome)
	}
	return u
}

// gain is how much surer one answer is than another.
func gain(a, b retrieval.Answer) int { return a.Outcome.Certainty() - b.Outcome.Certainty() }

// suits tells whether an answer to the joined question is one to what was
// added. Asking on adds no topic: any answer about the same article fits.
func suits(ans retrieval.Answer, q intent.Query) bool {
	return ans.Outcome != retrieval.None && len(ans.Hits) > 0 && (q.Need == intent.Anaphoric || SpeaksOf(ans.Hits[0], q.Added()))
}

// timeOnly tells whether a question adds nothing but another time to the one before
// it: "and last year?". No passage needs to say that in these words, and what there
// was at that time of everything else is not asked.
func timeOnly(q intent.Query) bool {
	if q.Need != intent.Additive && q.Need != intent.PlaceOnly {
		return false
	}
	w := dates.Read(q.Added().Text, time.Unix(0, 0)) // whether a time is meant is the same on any day
	return !w.None() && w.Topic == ""
}

// candidates are the ways to read a leaning question with its context, the
// likeliest first; none for a question that needs none or has none.
func (s *Searcher) candidates(q intent.Query, scope retrieval.ArticleID, back Background) []candidate {
	before := back.Before
	quotes := back.Quoted != "" && (before.Text == "" || back.Quoted != back.Shown)
	switch {
	case q.Need == intent.Standalone:
		return nil
	case q.Need == intent.Anaphoric && before.Text != "":
		return fitting(candidate{s.after(before, before.Text, q), Focus{Scope: cmp.Or(scope, before.Scope, back.Quoted, back.Shown), Listed: back.Listed}, true})
	case quotes: // a reply to a message says what it is about
		return []candidate{{q, Focus{Scope: back.Quoted}, true}}
	case before.Text != "":
		return fitting(s.joined(before, q, cmp.Or(scope, before.Scope))...)
	}
	return nil
}

// MaxCharacters is the longest question that is asked together with those before it,
// in characters: what the conversation takes at once. A question of the project's
// sets has at most 170 characters, so 300 refuses essays and pasted pages only.
const MaxCharacters = 300

// fitting leaves out what is too long to be asked: a long chain of follow-ups.
func fitting(list ...candidate) []candidate {
	return slices.DeleteFunc(list, func(c candidate) bool { return utf8.RuneCountInString(c.query.Text) > MaxCharacters })
}

// joined puts a leaning question together with the one before it. One that adds
// a name is about something else of that kind, so that the names of the one before
// are taken out first: "and in Xa Dung?".
func (s *Searcher) joined(before Asked, q intent.Query, scope retrieval.ArticleID) []candidate {
	all := candidate{s.after(before, before.Text, q), Focus{Scope: scope}, true}
	nameless := withoutNames(before.Text, before.Names)
	if !q.AddsName() || nameless == before.Text || len(s.Parser.Query(nameless, before.Language).Topics()) == 0 {
		return []candidate{all}
	}
	return []candidate{{s.after(before, nameless, q), Focus{Scope: scope}, true}, all}
}

// after is a question with what a later one adds. It is in the language of the
// first, which is most of it, unless that does not show.
func (s *Searcher) after(before Asked, asked string, q intent.Query) intent.Query {
	lang := before.Language
	if lang == text.Undetermined {
		lang = q.Language
	}
	return s.Parser.Query(asked+" "+q.Added().Text, lang)
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

// NamesOf are the names that a question asked for, as the passage that answers
// it writes them: people type "na hy" for "Nà Hỳ". They are folded.
func NamesOf(ans retrieval.Answer) []string {
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

// SpeaksOf tells whether a passage speaks of what was asked: of two thirds of
// its topics, in the passage or its title.
func SpeaksOf(h retrieval.Hit, asked intent.Query) bool {
	there := wordsOf(h)
	wanted, found := 0, 0
	for _, tok := range asked.Topics() {
		wanted++
		if there[tok.Folded] || there[tok.Term] {
			found++
		}
	}
	return 3*found >= 2*wanted
}
