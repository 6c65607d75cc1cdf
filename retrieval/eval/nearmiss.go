package eval

import (
	"hash/fnv"
	"maps"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// kindOfWord is what is exchanged in a near miss.
type kindOfWord int

const (
	nameWord kindOfWord = iota
	numberWord
	yearWord
	otherWord // a word of the topic
	kindsOfWord
)

// NearMisses makes, by rule, of each question one that its passage does not
// answer: a name, year, number or, with topics set, a word of the topic that the
// passage has is exchanged for another of the same kind, from an article of the
// same title if there is one, that it has not. All else stays. It is
// deterministic; questions that have nothing to exchange are left out.
func NearMisses(questions []Question, articles []retrieval.Article, topics bool) []Question {
	return newPool(articles).misses(questions, topics)
}

// OutsideMisses are near misses that ask for what no article has: the words come
// from those of others, as people ask for what a paper never wrote of.
func OutsideMisses(questions []Question, articles, others []retrieval.Article, topics bool) []Question {
	p, far := newPool(articles), newPool(others)
	known := map[string]bool{}
	for _, pl := range p.places {
		maps.Copy(known, pl.words)
	}
	p.by = nil
	for k := range p.all {
		p.all[k] = slices.DeleteFunc(far.all[k], func(w string) bool {
			return slices.ContainsFunc(strings.Fields(text.Fold(w)), func(part string) bool { return known[part] })
		})
	}
	return p.misses(questions, topics)
}

func (p *pool) misses(questions []Question, topics bool) []Question {
	var out []Question
	for i := range questions {
		if q, ok := p.miss(&questions[i], topics); ok {
			out = append(out, q)
		}
	}
	return out
}

// place is a passage with what can be exchanged in it.
type place struct {
	passage *retrieval.Passage
	title   string
	words   map[string]bool // folded, the title's too
}

// pool is what near misses are made of.
type pool struct {
	places []place
	by     map[string][kindsOfWord]map[string]bool // by title
	all    [kindsOfWord][]string
	df     map[string]int
}

func newPool(articles []retrieval.Article) *pool {
	p := &pool{by: map[string][kindsOfWord]map[string]bool{}, df: map[string]int{}}
	var all [kindsOfWord]map[string]bool
	for k := range all {
		all[k] = map[string]bool{}
	}
	for i := range articles {
		a := &articles[i]
		found, ok := p.by[a.Title]
		if !ok {
			for k := range found {
				found[k] = map[string]bool{}
			}
		}
		for j := range a.Passages {
			passage := a.Passages[j]
			passage.ArticleID = a.ID
			pl := place{&passage, a.Title, map[string]bool{}}
			for _, t := range text.Tokens(a.Title, a.Language) {
				pl.words[t.Folded] = true
			}
			for k, w := range exchangeable(pl.passage.Text, a.Language) {
				found[k][w], all[k][w] = true, true
			}
			for _, t := range text.Tokens(pl.passage.Text, a.Language) {
				if !pl.words[t.Folded] {
					p.df[t.Folded]++
				}
				pl.words[t.Folded] = true
			}
			p.places = append(p.places, pl)
		}
		p.by[a.Title] = found
	}
	for k := range all {
		p.all[k] = slices.Sorted(maps.Keys(all[k]))
	}
	return p
}

// exchangeable yields the words of a text that may be exchanged, with their
// kind; names as long as their capitals go.
func exchangeable(s string, lang text.Language) func(func(kindOfWord, string) bool) {
	return func(yield func(kindOfWord, string) bool) {
		for k, r := range wordsOf(s, lang) {
			if !yield(k, s[r[0]:r[1]]) {
				return
			}
		}
	}
}

// wordsOf yields the same as ranges of bytes.
func wordsOf(s string, lang text.Language) func(func(kindOfWord, [2]int) bool) {
	return func(yield func(kindOfWord, [2]int) bool) {
		tokens := text.QueryTokens(s, lang)
		for i := 0; i < len(tokens); i++ {
			t := tokens[i]
			k := otherWord
			end := t.End
			switch {
			case t.Number && s[t.Start] >= '0' && s[t.Start] <= '9':
				if k = numberWord; len(t.Folded) == 4 && (t.Folded[0] == '1' || t.Folded[0] == '2') {
					k = yearWord
				}
			case t.Upper && within(s, t.Start):
				k = nameWord
				for i+1 < len(tokens) && tokens[i+1].Upper && s[end:tokens[i+1].Start] == " " {
					i++
					end = tokens[i].End
				}
			case t.Upper || t.Stop || t.Function || len(t.Folded) < leastOf(lang):
				continue
			}
			if !yield(k, [2]int{t.Start, end}) {
				return
			}
		}
	}
}

// leastLetters is the shortest word of a topic that is exchanged, leastSyllable
// that of Vietnamese.
const (
	leastLetters  = 4
	leastSyllable = 2
)

func leastOf(lang text.Language) int {
	if lang == text.Vietnamese {
		return leastSyllable
	}
	return leastLetters
}

// within tells whether a word does not begin the text or a sentence of it, where
// a capital says nothing.
func within(s string, start int) bool {
	before := strings.TrimRight(s[:start], " \"“‘'(")
	return before != "" && !strings.ContainsAny(before[len(before)-1:], ".!?:")
}

// common is the share of the passages from which on a word is no topic.
const common = 0.1

func (p *pool) miss(q *Question, topics bool) (Question, bool) {
	i := slices.IndexFunc(p.places, func(pl place) bool { return !q.Unanswerable && q.Right(pl.passage) })
	if i < 0 {
		return Question{}, false
	}
	pl := p.places[i]
	lang := text.Detect(q.Text)
	var spots []kindOfWord
	var ranges [][2]int
	for k, r := range wordsOf(q.Text, lang) {
		if (k == otherWord) != topics || !pl.has(q.Text[r[0]:r[1]]) {
			continue
		}
		if topics && float64(p.df[text.Fold(q.Text[r[0]:r[1]])]) > common*float64(len(p.places)) {
			continue
		}
		spots, ranges = append(spots, k), append(ranges, r)
	}
	if len(spots) == 0 {
		return Question{}, false
	}
	n := pick(q.ID, len(spots))
	other, ok := p.other(q, pl, spots[n])
	if !ok {
		return Question{}, false
	}
	out := *q
	out.ID += "-miss"
	out.About, out.Exchanged = pl.passage, other
	out.Text = q.Text[:ranges[n][0]] + other + q.Text[ranges[n][1]:]
	out.Unanswerable, out.Passages, out.Evidence, out.Answers = true, nil, nil, nil
	return out, true
}

// other is a word of the same kind that the passage lacks.
func (p *pool) other(q *Question, pl place, k kindOfWord) (string, bool) {
	asked := strings.ToLower(q.Text)
	fits := func(w string) bool { return !pl.hasAny(w) && !strings.Contains(asked, strings.ToLower(w)) }
	near := slices.Sorted(maps.Keys(p.by[pl.title][k]))
	near = slices.DeleteFunc(near, func(w string) bool { return !fits(w) })
	if len(near) > 0 {
		return near[pick(q.ID+"other", len(near))], true
	}
	for i := range 40 {
		if all := p.all[k]; len(all) > 0 {
			if w := all[(pick(q.ID, len(all))+i)%len(all)]; fits(w) {
				return w, true
			}
		}
	}
	return "", false
}

// has tells whether the passage or its title has all parts of a word.
func (pl place) has(w string) bool {
	for _, part := range strings.Fields(text.Fold(w)) {
		if !pl.words[part] {
			return false
		}
	}
	return true
}

func (pl place) hasAny(w string) bool {
	for _, part := range strings.Fields(text.Fold(w)) {
		if pl.words[part] {
			return true
		}
	}
	return false
}

// pick chooses one of n by a hash.
func pick(s string, n int) int {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s))
	return int(h.Sum64() % uint64(n))
}
