package analysis

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
	maxTranslated  = 24  // expressions that are read as words of another language

	// MaxTerms is how many different words of a question are searched.
	MaxTerms = 64
)

// Query is a question analysed against one collection, for whoever holds it
// against passages. It is immutable once it was cut (see Cut) and may be used by
// several goroutines.
type Query struct {
	Language text.Language
	meant    restore.Result
	respelt  []respelling
	wording  wording
	// Terms are the different words, function words too (for exact phrases).
	Terms []Term
	// Order are the words as asked, as indexes into Terms.
	Order []int
	// Content are the words of Order that carry topic.
	Content []int
	// Expects is what the question wants to be told.
	Expects want.Kind
	// Mass is the sum of the idf of the content words, the unknown included.
	Mass        float64
	corrections []retrieval.Correction
	translated  int                 // expressions read as words of another language
	dated       map[string]datePart // by term
	// Docs is how many documents the collection has.
	Docs  int
	cased bool // whether names are written with capitals
	// Pairs are the words asked side by side, ContentPairs those of Content.
	Pairs, ContentPairs []Pair
	// GramIDs are the n-grams of the words in Lexicon.Grams, the rarest first.
	GramIDs []uint32
	GramIDF []float64 // of GramIDs
}

// Term is one word of a question.
type Term struct {
	text.Token
	// Interpretations are the terms of the index that the word may mean, the word
	// itself alone where the collection has it; none if it stays unknown.
	Interpretations []Interpretation
	IDF             float64 // of the likeliest reading; of an absent word if unknown
	count           int     // times asked
	Corrected       bool    // read as another word than the one typed
	// translated marks a word of another language than the question's.
	translated bool
	common     bool // a common word of English
	name       bool // written with a capital by the collection
}

// Interpretation is a term of the index that a word may mean.
type Interpretation struct {
	Term   uint32  // its number in the Lexicon
	Weight float64 // in (0, 1]
}

// Pair is two words asked one after the other.
type Pair struct {
	A, B int // indexes into Query.Terms
	IDF  float64
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
	q := &Query{Language: lang, meant: meant, Docs: c.documents, Expects: want.Builtin().Expected(tokens, lang)}
	for _, r := range meant.Readings {
		if r.How == restore.Slip {
			q.corrections = append(q.corrections, retrieval.Correction{Typed: r.Typed, Read: r.Read})
		}
	}
	q.dated = dateParts(meant.Text, tokens)
	index := make(map[string]int, len(tokens))
	for i := 0; i < len(tokens); {
		i += c.addNext(q, index, tokens, i, lang)
	}
	q.join(c)
	q.cased = q.hasCapitals(lang == text.English || c.vietnamese)
	for _, i := range q.Content {
		q.Mass += q.Terms[i].IDF
	}
	c.queryGrams(q)
	q.word(meant.Text)
	return q
}

// hasCapitals tells whether names are written with capitals: there is one, other
// than that of the first word where that may be the telephone's keyboard.
func (q *Query) hasCapitals(first bool) bool {
	order := q.Order
	if !first {
		order = order[min(1, len(order)):]
	}
	return slices.ContainsFunc(order, func(i int) bool { return q.Terms[i].Upper })
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
	if len(q.Terms) >= MaxTerms {
		return 1
	}
	t := Term{Token: tok}
	used, second := 1, (*Term)(nil)
	known := c.lookUp(&t)
	if p, ok := q.dated[tok.Term]; ok {
		known = c.readDate(&t, p) || known
	}
	if !known && !tok.Stop {
		used, second = c.spell(q, &t, tokens, i, lang)
	}
	index[tok.Term] = len(q.Terms)
	q.add(c, t)
	if second != nil {
		q.add(c, *second)
	}
	return used
}

func (q *Query) add(c *Lexicon, t Term) {
	t.IDF = c.termIDF(t)
	t.common, t.name = text.IsEnglishWord(t.Folded), c.isName(&t)
	q.Terms = append(q.Terms, t)
	q.ask(len(q.Terms) - 1)
}

// ask notes that the term stands in the question once more.
func (q *Query) ask(at int) {
	q.Order = append(q.Order, at)
	t := &q.Terms[at]
	t.count++
	if t.count == 1 && !t.Stop {
		q.Content = append(q.Content, at)
	}
}

// lookUp gives a word that the collection has its one reading.
func (c *Lexicon) lookUp(t *Term) bool {
	id, ok := c.termID[t.Term]
	if ok && c.df[id] > 0 {
		t.Interpretations = []Interpretation{{id, 1}}
	}
	return ok
}

func (c *Lexicon) termIDF(t Term) float64 {
	if len(t.Interpretations) == 0 {
		return IDF(c.documents, 0)
	}
	return IDF(c.documents, c.df[t.Interpretations[0].Term])
}

// join finds the pairs of words asked one after the other: of all words, and
// of those that carry topic.
func (q *Query) join(c *Lexicon) {
	q.Pairs = c.pairsOf(q, q.Order)
	var content []int
	for _, i := range q.Order {
		if !q.Terms[i].Stop {
			content = append(content, i)
		}
	}
	q.ContentPairs = c.pairsOf(q, content)
}

func (c *Lexicon) pairsOf(q *Query, order []int) []Pair {
	var pairs []Pair
	type key struct{ a, b int }
	seen := make(map[key]bool)
	for i := 1; i < len(order); i++ {
		a, b := order[i-1], order[i]
		if seen[key{a, b}] || len(q.Terms[a].Interpretations) == 0 || len(q.Terms[b].Interpretations) == 0 {
			continue
		}
		seen[key{a, b}] = true
		n := c.bigrams.Count(q.Terms[a].Interpretations[0].Term, q.Terms[b].Interpretations[0].Term)
		pairs = append(pairs, Pair{a, b, IDF(c.documents, min(n, uint32(c.documents)))})
	}
	return pairs
}

func (c *Lexicon) queryGrams(q *Query) {
	seen := make(map[uint32]bool)
	for _, i := range q.Content {
		Grams(q.Terms[i].Folded, func(g Gram) {
			if id, ok := c.Grams.id[g]; ok && !seen[id] {
				seen[id] = true
				q.GramIDs = append(q.GramIDs, id)
			}
		})
	}
	// The rarest say most; those of very many words say little and cost much.
	slices.SortStableFunc(q.GramIDs, func(x, y uint32) int { return len(c.Grams.Words(x)) - len(c.Grams.Words(y)) })
	words := 0
	for n, id := range q.GramIDs {
		if words += len(c.Grams.Words(id)); n == maxQueryGrams || words > gramBudget {
			q.GramIDs = q.GramIDs[:n]
			break
		}
	}
	for _, id := range q.GramIDs {
		q.GramIDF = append(q.GramIDF, IDF(q.Docs, c.Grams.df[id]))
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
func (q *Query) HasTopic() bool { return len(q.Content) > 0 }

// Vietnamese tells whether the question is in Vietnamese.
func (q *Query) Vietnamese() bool { return q.Language == text.Vietnamese }

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
	for _, i := range q.Content {
		for _, r := range q.Terms[i].Interpretations {
			df := c.df[r.Term]
			out = append(out, SearchTerm{c.terms[r.Term], r.Weight, int(df)})
		}
	}
	sortByDF(out)
	return out
}
