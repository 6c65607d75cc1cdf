package rank

import (
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/want"
	"articlebot/retrieval/restore"
	"articlebot/retrieval/text"
)

// Bounds of a question, so that any input costs a bounded time.
const (
	maxQueryTokens = 256 // words that are looked at
	maxQueryTerms  = 64  // different words that are searched
	maxTranslated  = 24  // expressions that are read as words of another language
)

// Query is a question analysed against one collection. It is immutable and may
// be used by several goroutines.
type Query struct {
	Language text.Language
	meant    restore.Result
	respelt  []respelling
	wording  wording
	// terms are the different words, function words too (for exact phrases).
	terms []term
	// order are the words as asked, as indexes into terms.
	order []int
	// content are the words of order that carry topic.
	content []int
	expects want.Kind
	// mass is the sum of the idf of the content words, the unknown included.
	mass        float64
	corrections []retrieval.Correction
	translated  int // expressions read as words of another language
	docs        int
	cased       bool // whether names are written with capitals
	pairs       []pair
	contentPair []pair
	gramIDs     []uint32
	gramIDF     []float64 // of gramIDs
}

// term is one word of a question.
type term struct {
	text.Token
	// interpretations are the terms of the index that the word may mean, the word
	// itself alone where the collection has it; none if it stays unknown.
	interpretations []interpretation
	idf             float64 // of the likeliest reading; of an absent word if unknown
	count           int     // times asked
	corrected       bool
	// translated marks a word of another language than the question's.
	translated bool
	common     bool // a common word of English
	name       bool // written with a capital by the collection
}

type interpretation struct {
	term   uint32
	weight float64 // in (0, 1]
}

// pair is two words asked one after the other.
type pair struct {
	a, b int // indexes into terms
	idf  float64
}

// Analyse reads a question in lang.
func (c *Lexicon) Analyse(question string, lang text.Language) *Query {
	meant := restore.Result{Text: question}
	if lang == text.Vietnamese {
		meant = restore.Question(question, written{c})
	}
	tokens := text.QueryTokens(meant.Text, lang)
	if strings.ToUpper(question) == question { // its capitals mark no names
		for i := range tokens {
			tokens[i].Upper = false
		}
	}
	if len(tokens) > maxQueryTokens {
		tokens = tokens[:maxQueryTokens]
	}
	q := &Query{Language: lang, meant: meant, docs: c.documents, expects: want.Builtin().Expected(tokens, lang)}
	for _, r := range meant.Readings {
		if r.How == restore.Slip {
			q.corrections = append(q.corrections, retrieval.Correction{Typed: r.Typed, Read: r.Read})
		}
	}
	index := make(map[string]int, len(tokens))
	for i := 0; i < len(tokens); {
		i += c.addNext(q, index, tokens, i, lang)
	}
	q.join(c)
	q.cased = q.hasCapitals(lang == text.English || c.vietnamese)
	for _, i := range q.content {
		q.mass += q.terms[i].idf
	}
	c.queryGrams(q)
	q.word(meant.Text)
	return q
}

// hasCapitals tells whether names are written with capitals: there is one, other
// than that of the first word where that may be the telephone's keyboard.
func (q *Query) hasCapitals(first bool) bool {
	order := q.order
	if !first {
		order = order[min(1, len(order)):]
	}
	return slices.ContainsFunc(order, func(i int) bool { return q.terms[i].Upper })
}

// addNext adds what begins at tokens[i] and returns how many tokens that took:
// an expression of another language, or a word. An expression whose meaning no
// document has is kept as it was typed; its parts mean something else.
func (c *Lexicon) addNext(q *Query, index map[string]int, tokens []text.Token, i int, lang text.Language) int {
	other := inEnglish
	if lang == text.English {
		other = inVietnamese
	}
	if q.translated >= maxTranslated || lang == text.English && !c.foreignTo(tokens[i]) {
		return c.addTerm(q, index, tokens, i, lang)
	}
	used, found := c.translate(q, index, tokens[i:], other)
	if used == 0 {
		return c.addTerm(q, index, tokens, i, lang)
	}
	if !found {
		spelling := lang
		if lang != text.English {
			spelling = text.Vietnamese
		}
		for end := i + used; i < end; {
			i += c.addTerm(q, index, tokens[:end], i, spelling)
		}
	}
	return used
}

// addTerm adds tokens[i], or it and the next read as one word, and returns how
// many tokens it took.
func (c *Lexicon) addTerm(q *Query, index map[string]int, tokens []text.Token, i int, lang text.Language) int {
	tok := tokens[i]
	if at, ok := index[tok.Term]; ok {
		q.ask(at)
		return 1
	}
	if len(q.terms) >= maxQueryTerms {
		return 1
	}
	t := term{Token: tok}
	used, second := 1, (*term)(nil)
	if !c.lookUp(&t) && !tok.Stop {
		used, second = c.spell(q, &t, tokens, i, lang)
	}
	index[tok.Term] = len(q.terms)
	q.add(c, t)
	if second != nil {
		q.add(c, *second)
	}
	return used
}

func (q *Query) add(c *Lexicon, t term) {
	t.idf = c.termIDF(t)
	t.common, t.name = text.IsEnglishWord(t.Folded), c.isName(&t)
	q.terms = append(q.terms, t)
	q.ask(len(q.terms) - 1)
}

// ask notes that the term stands in the question once more.
func (q *Query) ask(at int) {
	q.order = append(q.order, at)
	t := &q.terms[at]
	t.count++
	if t.count == 1 && !t.Stop {
		q.content = append(q.content, at)
	}
}

// lookUp gives a word that the collection has its one reading.
func (c *Lexicon) lookUp(t *term) bool {
	id, ok := c.termID[t.Term]
	if ok && c.df[id] > 0 {
		t.interpretations = []interpretation{{id, 1}}
	}
	return ok
}

func (c *Lexicon) termIDF(t term) float64 {
	if len(t.interpretations) == 0 {
		return idf(c.documents, 0)
	}
	return idf(c.documents, c.df[t.interpretations[0].term])
}

// join finds the pairs of words asked one after the other: of all words, and
// of those that carry topic.
func (q *Query) join(c *Lexicon) {
	q.pairs = c.pairsOf(q, q.order)
	var content []int
	for _, i := range q.order {
		if !q.terms[i].Stop {
			content = append(content, i)
		}
	}
	q.contentPair = c.pairsOf(q, content)
}

func (c *Lexicon) pairsOf(q *Query, order []int) []pair {
	var pairs []pair
	type key struct{ a, b int }
	seen := make(map[key]bool)
	for i := 1; i < len(order); i++ {
		a, b := order[i-1], order[i]
		if seen[key{a, b}] || len(q.terms[a].interpretations) == 0 || len(q.terms[b].interpretations) == 0 {
			continue
		}
		seen[key{a, b}] = true
		n := c.bigrams.Count(q.terms[a].interpretations[0].term, q.terms[b].interpretations[0].term)
		pairs = append(pairs, pair{a, b, idf(c.documents, min(n, uint32(c.documents)))})
	}
	return pairs
}

func (c *Lexicon) queryGrams(q *Query) {
	seen := make(map[uint32]bool)
	for _, i := range q.content {
		grams(q.terms[i].Folded, func(g gram) {
			if id, ok := c.grams.id[g]; ok && !seen[id] {
				seen[id] = true
				q.gramIDs = append(q.gramIDs, id)
			}
		})
	}
	// The rarest say most; those of very many words say little and cost much.
	slices.SortStableFunc(q.gramIDs, func(x, y uint32) int { return len(c.grams.words(x)) - len(c.grams.words(y)) })
	words := 0
	for n, id := range q.gramIDs {
		if words += len(c.grams.words(id)); n == maxQueryGrams || words > gramBudget {
			q.gramIDs = q.gramIDs[:n]
			break
		}
	}
	for _, id := range q.gramIDs {
		q.gramIDF = append(q.gramIDF, idf(q.docs, c.grams.df[id]))
	}
}

// Bounds of the letter signal: how many n-grams of a question are looked for,
// and in how many words of the collection together.
const (
	maxQueryGrams = 256
	gramBudget    = 3_000
)

// Meant is the question as it was read: in Vietnamese with the accents that
// were not typed, and without the keys and short forms that were. All else is
// as typed.
func (q *Query) Meant() string { return q.meant.Text }

// HasTopic tells whether the question has words to look for.
func (q *Query) HasTopic() bool { return len(q.content) > 0 }

func (q *Query) vietnamese() bool { return q.Language == text.Vietnamese }

// Corrections are the words that were read as others.
func (q *Query) Corrections() []retrieval.Correction { return q.corrections }

// SearchTerm is a term to ask the index for.
type SearchTerm struct {
	Text   string
	Weight float64 // idf and how sure the reading is
	DF     int     // documents that have it
}

// SearchTerms returns the terms of the question that the collection has, the
// rarest first.
func (c *Lexicon) SearchTerms(q *Query) []SearchTerm {
	var out []SearchTerm
	for _, i := range q.content {
		for _, r := range q.terms[i].interpretations {
			df := c.df[r.term]
			out = append(out, SearchTerm{c.terms[r.term], r.weight, int(df)})
		}
	}
	sortByDF(out)
	return out
}
