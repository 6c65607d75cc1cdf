package bot

import (
	"context"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// leadIns begin a question that continues the one before it.
var leadIns = splitList(`and what about, and how about, what about, how about, and for, and in, and at, and on, and, but, also, what of, or,
	thế còn, vậy còn, còn về, còn ở, còn, thế, vậy, và, vậy thì, thế thì`)

// keptLeadIns are the last words of lead-ins that belong to what follows.
var keptLeadIns = map[string]bool{"in": true, "for": true, "at": true, "on": true, "ở": true}

// trailers end such a question in Vietnamese.
var trailers = splitList(`thì sao, thì thế nào, thì như thế nào, thì sao nhỉ, thì sao ạ, sao, thì sao vậy, nữa`)

// pronouns point at something said before.
var pronouns = phraseSet(`he, she, it, they, him, her, them, his, their, its, that, this, those, these, there,
	ông ấy, bà ấy, anh ấy, chị ấy, cô ấy, em ấy, ông ta, bà ta, anh ta, cô ta, họ, nó, đó, ở đó, việc đó, việc này, điều đó, điều này, ở đây`)

// bareAskings are questions without any topic of their own.
var bareAskings = phraseSet(`why, when, where, who, how, how many, how much, which one, which ones, since when, how long, who said that, why not, why is that,
	where is that, when was that, how come, tại sao, vì sao, sao vậy, tại sao vậy, tại sao thế, khi nào, bao giờ, lúc nào, ở đâu, đâu, ai, ai vậy, ai nói,
	ai nói vậy, bao nhiêu, mấy, bao lâu, như thế nào, thế nào`)

// Bounds of a leaning question: longer ones stand on their own.
const (
	maxLeadInWords  = 12
	maxPronounTopic = 2 // words with a topic beside the pronoun
)

func phraseSet(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range splitList(list) {
		set[strings.Join(w, " ")] = true
	}
	return set
}

// leans tells whether a question makes sense only with the one before it, and
// returns what it adds to that.
func leans(question string) (rest string, ok bool) {
	words := phraseWords(question)
	if len(words) == 0 || len(words) > maxLeadInWords {
		return "", false
	}
	if bareAskings[strings.Join(words, " ")] {
		return question, true
	}
	if rest, ok := afterLeadIn(question, words); ok {
		return rest, true
	}
	if hasPronoun(words) && len(topics(question)) <= maxPronounTopic {
		return question, true
	}
	return "", false
}

// afterLeadIn takes the lead-in and a trailer off: "and in Xa Dung?" adds "in
// Xa Dung".
func afterLeadIn(question string, words []string) (string, bool) {
	n, ended := 0, 0
	for _, p := range leadIns {
		if len(p) < len(words) && len(p) > n && sameWords(words[:len(p)], p) {
			n = len(p)
		}
	}
	if n == 0 {
		return "", false
	}
	if keptLeadIns[words[n-1]] {
		n--
	}
	for _, p := range trailers {
		if cut := len(words) - len(p); cut > n && len(p) > ended && sameWords(words[cut:], p) {
			ended = len(p)
		}
	}
	typed := strings.Fields(question)
	if len(typed) != len(words) { // punctuation standing alone
		return strings.Join(words[n:len(words)-ended], " "), true
	}
	return strings.TrimRight(strings.Join(typed[n:len(typed)-ended], " "), " ?!.,…"), true
}

func hasPronoun(words []string) bool {
	for i, w := range words {
		if pronouns[w] || i > 0 && pronouns[words[i-1]+" "+w] {
			return true
		}
	}
	return false
}

// topics are the folded words of a question that carry a topic.
func topics(question string) []string {
	var list []string
	for _, tok := range text.QueryTokens(question, text.Detect(question)) {
		if !tok.Stop {
			list = append(list, tok.Folded)
		}
	}
	return list
}

// joined puts a leaning question together with the one before it: first with
// that one's names taken out, since "and in Xa Dung?" is about another place,
// then with all of it.
func joined(before, rest string) []string {
	all := before + " " + rest
	if len(topics(rest)) == 0 {
		return []string{all}
	}
	if nameless := withoutNames(before); nameless != before && len(topics(nameless)) > 0 {
		return []string{nameless + " " + rest, all}
	}
	return []string{all}
}

// withoutNames drops the words that begin with a capital, but for the first.
func withoutNames(question string) string {
	var kept []string
	for i, tok := range strings.Fields(question) {
		if tokens := text.Tokens(tok, text.English); i > 0 && len(tokens) > 0 && tokens[0].Upper {
			continue
		}
		kept = append(kept, tok)
	}
	return strings.TrimRight(strings.Join(kept, " "), " ?!.,…")
}

// about tells whether the best passage of an answer speaks of what the leaning
// question added: of two thirds of its topics, in the passage or its title.
func about(ans retrieval.Answer, rest string) bool {
	if ans.Outcome == retrieval.None || len(ans.Hits) == 0 {
		return false
	}
	h := ans.Hits[0]
	there := make(map[string]bool)
	for _, tok := range text.Tokens(h.Passage.Text+" "+h.Article.Title, text.English) {
		there[tok.Folded] = true
	}
	wanted, found := 0, 0
	for _, w := range topics(rest) {
		wanted++
		if there[w] {
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
	gap      string // the question to keep if there is no answer
}

// background is what a question may lean on.
type background struct {
	question string              // as searched, "" if none is remembered
	scope    retrieval.ArticleID // of that question
	quoted   retrieval.ArticleID // the article that a reply is to, "" for none
}

// contextOf returns what a message may lean on.
func (b *Bot) contextOf(v *visit, m Message) background {
	var back background
	s := b.sessions.get(v.key, v.now)
	message := ""
	if m.Edited {
		message = m.ID
	}
	if q, ok := s.before(message); ok {
		back.question, back.scope = q.searched, q.scope
	}
	if m.Quoted != "" {
		if a, ok := b.quotedArticle(m, 0); ok {
			back.quoted = a.ID
		}
	}
	return back
}

// understand asks the library. A question that leans on what came before is
// asked together with that, and alone; the reading with the better outcome
// wins, the one with the context where they are equal.
func (b *Bot) understand(ctx context.Context, question string, scope retrieval.ArticleID, back background) (understood, error) {
	alone, err := b.search(ctx, question, scope)
	best := understood{answer: alone, scope: scope, gap: question}
	rest, ok := leans(question)
	if err != nil || !ok {
		return best, err
	}
	for _, c := range readings(question, rest, scope, back) {
		ans, err := b.search(ctx, c.searched, c.scope)
		if err != nil {
			return best, err
		}
		if best.gap == question {
			best.gap = c.searched
		}
		if about(ans, rest) && rank(ans.Outcome) >= rank(best.answer.Outcome) && !best.together ||
			about(ans, rest) && rank(ans.Outcome) > rank(best.answer.Outcome) {
			best.answer, best.scope, best.together = ans, c.scope, true
		}
	}
	return best, nil
}

// readings are the ways to read a leaning question with its context.
func readings(question, rest string, scope retrieval.ArticleID, back background) []reading {
	var list []reading
	if back.question != "" {
		if scope == "" {
			scope = back.scope
		}
		for _, q := range joined(back.question, rest) {
			list = append(list, reading{searched: q, scope: scope})
		}
	}
	if back.quoted != "" {
		list = append(list, reading{searched: question, scope: back.quoted})
	}
	return list
}

// rank orders outcomes.
func rank(o retrieval.Outcome) int {
	switch o {
	case retrieval.Answered:
		return 2
	case retrieval.Unsure:
		return 1
	}
	return 0
}
