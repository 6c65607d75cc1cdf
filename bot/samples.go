package bot

import (
	"context"
	"regexp"
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
	maxSamples        = 9  // kept
	maxSampleRunes    = 64 // of a question: it stands on a button
)

// sample is a question that the articles answer.
type sample struct {
	question string
	lang     text.Language
	from     place // the passage that answers it
}

// samplePattern draws a question from a sentence. The questions of group {1}
// are put in the language of the pattern.
type samplePattern struct {
	lang     text.Language
	sentence *regexp.Regexp
	question string // with $1, $2 for the groups
}

// name is two to five words with capitals; a title of respect may precede.
const name = `(\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,4})`

// samplePatterns are tried in order. A question so drawn may be clumsy or have
// no answer: only those are shown that the library answers, and from the very
// passage.
var samplePatterns = []samplePattern{
	{text.English, regexp.MustCompile(`(?:^|[\s“"])\d[\d.,]*\d ((?:[a-z-]+ ){0,2}[a-z]+s) were ((?:[a-z]+ ?){1,4}[a-z]+)(?:[.,;”]|$)`), "How many $1 were $2?"},
	{text.English, regexp.MustCompile(`^` + name + `, [^“”]{3,120}, (?:said|affirmed|shared|stated|expressed|emphasized|explained|noted|added|stressed)\b`), "What did $1 say?"},
	{text.English, regexp.MustCompile(`(?:^|\. )(?:According to )?` + name + `, (?:(?:Deputy|Vice|Acting|Permanent|Standing) )*(?:Secretary|Chairman|Chairwoman|Chairperson|Director|Head|Chief|President|Minister|Principal|Mayor)\b`), "Who is $1?"},
	{text.Vietnamese, regexp.MustCompile(`(?:^|[.!?] )((?:Ông|Bà|Anh|Chị|Đồng chí) ` + name + `),[^“”]{3,120} (?:cho biết|chia sẻ|khẳng định|nhấn mạnh|cho hay|bày tỏ|nói)`), "$1 nói gì?"},
	{text.Vietnamese, regexp.MustCompile(`(?:^|[.!?] )(?:Theo )?(?:đồng chí |ông |bà )?` + name + `, (?:Phó )?(?:Bí thư|Chủ tịch|Giám đốc|Trưởng|Hiệu trưởng)`), "$1 là ai?"},
}

// drawSample draws a question from a passage: the first pattern that fits.
func drawSample(p retrieval.Passage) (sample, bool) {
	if p.Kind != retrieval.Body {
		return sample{}, false
	}
	for _, pattern := range samplePatterns {
		m := pattern.sentence.FindStringSubmatchIndex(p.Text)
		if m == nil {
			continue
		}
		q := string(pattern.sentence.ExpandString(nil, pattern.question, p.Text, m))
		if utf8.RuneCountInString(q) <= maxSampleRunes {
			return sample{q, pattern.lang, place{p.ArticleID.Key(), p.Ordinal}}, true
		}
	}
	return sample{}, false
}

// samples keeps the sample questions of the current generation. It is safe for
// concurrent use.
type samples struct {
	mu         sync.Mutex
	generation retrieval.Generation
	made       bool
	list       []sample
}

// pick returns up to n sample questions, those in lang first.
func (s *samples) pick(ctx context.Context, b *Bot, lang text.Language, n int) []sample {
	var mine, others []sample
	for _, c := range s.all(ctx, b) {
		if c.lang == lang {
			mine = append(mine, c)
		} else {
			others = append(others, c)
		}
	}
	mine = append(mine, others...)
	return mine[:min(n, len(mine))]
}

func (s *samples) all(ctx context.Context, b *Bot) []sample {
	g := b.lib.Status().Generation
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.made && s.generation == g {
		return s.list
	}
	list, err := makeSamples(ctx, b)
	if err != nil { // cut short: do not keep half a list
		return list
	}
	s.list, s.generation, s.made = list, g, true
	return list
}

// makeSamples draws questions from the newest articles, one of each article
// in turn, and keeps those that are answered from where they were drawn.
func makeSamples(ctx context.Context, b *Bot) ([]sample, error) {
	var list []sample
	for _, c := range sampleCandidates(b) {
		if len(list) == maxSamples {
			break
		}
		ans, err := b.search(ctx, c.question, "")
		if err != nil {
			return list, err
		}
		if ans.Outcome == retrieval.Answered && len(ans.Hits) > 0 && placeOf(ans.Hits[0]) == c.from {
			list = append(list, c)
		}
	}
	return list, nil
}

// sampleCandidates lists questions drawn from the newest articles: the first
// of each article, then the second of each, so that they are varied.
func sampleCandidates(b *Bot) []sample {
	var rounds [][]sample
	list := b.lib.Articles()
	for _, summary := range list[:min(len(list), maxSampleArticles)] {
		a, ok := b.lib.Article(string(summary.ID))
		if !ok {
			continue
		}
		round := 0
		seen := make(map[string]bool)
		for _, p := range a.Passages {
			c, ok := drawSample(p)
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
	var all []sample
	for _, r := range rounds {
		all = append(all, r...)
	}
	return all[:min(len(all), maxSampleAsks)]
}

// sampleAt draws the question of a button again.
func (b *Bot) sampleAt(at place) (sample, bool) {
	a, ok := b.lib.Article(at.key)
	if !ok || at.ordinal >= len(a.Passages) {
		return sample{}, false
	}
	return drawSample(a.Passages[at.ordinal])
}
