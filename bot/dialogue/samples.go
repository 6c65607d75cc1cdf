package dialogue

import (
	"context"
	"regexp"
	"slices"
	"sync"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Bounds of the search for sample questions, so that the first greeting after
// a reload stays quick on any corpus.
const (
	maxSampleArticles = 60 // looked at, newest first
	maxSampleAsks     = 24 // candidates tried on the library
	maxSampleRunes    = 64 // of a question: it stands on a button
)

// sample is a question that the articles answer.
type sample struct {
	question string
	pattern  int   // of samplePatterns
	from     place // the passage that answers it, with the question's language
}

// samplePattern draws questions from a sentence, with $1 and $2 for the
// groups of the expression.
type samplePattern struct {
	sentence *regexp.Regexp
	question map[text.Language]string
}

// name is two to five words with capitals.
const name = `(\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,4})`

var (
	saidWhat = map[text.Language]string{text.English: "What did $1 say?", text.Vietnamese: "$1 nói gì?"}
	whoIs    = map[text.Language]string{text.English: "Who is $1?", text.Vietnamese: "$1 là ai?"}
	howMany  = map[text.Language]string{text.English: "How many $1 were $2?"}
)

// samplePatterns are tried in order. A question so drawn may be clumsy or have
// no answer: only those are shown that the library answers, and from the very
// passage.
var samplePatterns = []samplePattern{
	{regexp.MustCompile(`(?:^|[\s“"])\d[\d.,]*\d ((?:[a-z-]+ ){0,2}[a-z]+s) were ((?:[a-z]+ ?){1,4}[a-z]+)(?:[.,;”]|$)`), howMany},
	{regexp.MustCompile(`^` + name + `, [^“”]{3,120}, (?:said|affirmed|shared|stated|expressed|emphasized|explained|noted|added|stressed)\b`), saidWhat},
	{regexp.MustCompile(`(?:^|\. )(?:According to )?` + name + `, (?:(?:Deputy|Vice|Acting|Permanent|Standing) )*(?:Secretary|Chairman|Chairwoman|Chairperson|Director|Head|Chief|President|Minister|Principal|Mayor)\b`), whoIs},
	{regexp.MustCompile(`(?:^|[.!?] )(?:Ông|Bà|Anh|Chị|Đồng chí) ` + name + `,[^“”]{3,120} (?:cho biết|chia sẻ|khẳng định|nhấn mạnh|cho hay|bày tỏ|nói)`), saidWhat},
	{regexp.MustCompile(`(?:^|[.!?] )(?:Theo )?(?:(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à) )?` + name + `, (?:Phó )?(?:Bí thư|Chủ tịch|Giám đốc|Trưởng|Hiệu trưởng)`), whoIs},
}

// drawSample draws a question in lang from a passage: the first pattern that
// fits.
func drawSample(p retrieval.Passage, lang text.Language) (sample, bool) {
	if p.Kind != retrieval.Body {
		return sample{}, false
	}
	for i, pattern := range samplePatterns {
		asked, ok := pattern.question[lang]
		m := pattern.sentence.FindStringSubmatchIndex(p.Text)
		if !ok || m == nil {
			continue
		}
		q := string(pattern.sentence.ExpandString(nil, asked, p.Text, m))
		if utf8.RuneCountInString(q) <= maxSampleRunes {
			return sample{q, i, place{p.ArticleID.Key(), p.Ordinal, lang}}, true
		}
	}
	return sample{}, false
}

// samples keeps the sample questions of the current generation. It is safe for
// concurrent use.
type samples struct {
	mu         sync.Mutex
	generation retrieval.Generation
	lists      map[text.Language][]sample
}

// pick returns up to n sample questions in lang, or in the other language where
// none in lang is answered.
func (s *samples) pick(ctx context.Context, b *Bot, lang text.Language, n int) []sample {
	list := s.in(ctx, b, lang)
	if other := text.English; len(list) == 0 {
		if lang == text.English {
			other = text.Vietnamese
		}
		list = s.in(ctx, b, other)
	}
	return list[:min(n, len(list))]
}

// in returns the sample questions in a language, made once per generation.
func (s *samples) in(ctx context.Context, b *Bot, lang text.Language) []sample {
	g := b.lib.Status().Generation
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.generation != g || s.lists == nil {
		s.generation, s.lists = g, make(map[text.Language][]sample)
	}
	if list, ok := s.lists[lang]; ok {
		return list
	}
	list, err := makeSamples(ctx, b, lang)
	if err == nil { // one that was cut short is not kept
		s.lists[lang] = list
	}
	return list
}

// makeSamples draws questions from the newest articles and keeps those that
// are answered from where they were drawn, varied in kind.
func makeSamples(ctx context.Context, b *Bot, lang text.Language) ([]sample, error) {
	var list []sample
	for _, c := range sampleCandidates(b, lang) {
		ans, err := b.search(ctx, c.question, "")
		if err != nil {
			return list, err
		}
		if ans.Outcome == retrieval.Answered && len(ans.Hits) > 0 && placeOf(ans.Hits[0]) == c.from.passage() {
			list = append(list, c)
		}
	}
	return varied(list), nil
}

// varied orders samples so that each kind comes once before any comes again.
func varied(list []sample) []sample {
	round := make(map[string]int)
	used := make(map[int]int)
	for _, s := range list {
		round[s.question] = used[s.pattern]
		used[s.pattern]++
	}
	slices.SortStableFunc(list, func(a, b sample) int { return round[a.question] - round[b.question] })
	return list
}

// sampleCandidates lists questions drawn from the newest articles: the first
// of each article, then the second of each, so that they are from many.
func sampleCandidates(b *Bot, lang text.Language) []sample {
	var rounds [][]sample
	seen := make(map[string]bool)
	list := b.catalogues.of(b.lib).list
	for _, summary := range list[:min(len(list), maxSampleArticles)] {
		a, ok := b.lib.Article(string(summary.ID))
		if !ok {
			continue
		}
		round := 0
		for _, p := range a.Passages {
			c, ok := drawSample(p, lang)
			if !ok || seen[c.question] {
				continue
			}
			seen[c.question] = true
			if round == len(rounds) {
				rounds = append(rounds, nil)
			}
			rounds[round] = append(rounds[round], c)
			round++
		}
	}
	all := slices.Concat(rounds...)
	return all[:min(len(all), maxSampleAsks)]
}

// sampleAt draws the question of a button again.
func (b *Bot) sampleAt(at place) (sample, bool) {
	a, ok := b.lib.Article(at.key)
	if !ok || at.ordinal >= len(a.Passages) {
		return sample{}, false
	}
	return drawSample(a.Passages[at.ordinal], at.lang)
}
