package sample

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Bounds of a sample question.
const (
	maxSampleRunes = 64 // it stands on a button
	maxSampleWords = 8  // that are taken from the article
	leastCounted   = 3  // words with a topic of what is counted: "how many minutes?" asks nothing
	leastName      = 2  // words of a name
)

// Question is a question to begin with.
type Question struct {
	Text string
	From reply.PassageRef // the passage that answers it, and how it was drawn
}

// Configured is a question of the configuration. It is named by its own
// words, as it is drawn from no passage.
func Configured(question string, lang text.Language) Question {
	key := retrieval.ArticleID(question).Key()
	return Question{question, reply.PassageRef{Key: key, Lang: lang, Sample: reply.ConfiguredSample}}
}

// Draw draws questions from an article, one of each kind from each
// passage at most. They may be clumsy or have no answer: only those are shown
// that the library answers, and from the very passage.
func Draw(t *locale.Texts, a *retrieval.Article) []Question {
	var list []Question
	for _, p := range a.Passages {
		for _, kind := range []reply.SampleKind{reply.CountSample, reply.NameSample} {
			if s, ok := drawKind(t, a, p, kind); ok {
				list = append(list, s)
			}
		}
	}
	return list
}

// Again draws the question that a reference names.
func Again(t *locale.Texts, a *retrieval.Article, ref reply.PassageRef) (Question, bool) {
	if ref.Ordinal >= len(a.Passages) {
		return Question{}, false
	}
	if ref.Sample == reply.TitleSample {
		s, ok := Titled(t, a)
		return s, ok && s.From == ref
	}
	s, ok := drawKind(t, a, a.Passages[ref.Ordinal], ref.Sample)
	return s, ok && s.From == ref
}

// drawSample draws the question of a kind from a passage: how many there are
// of what the passage counts, or what it says of a name.
func drawKind(t *locale.Texts, a *retrieval.Article, p retrieval.Passage, kind reply.SampleKind) (Question, bool) {
	if p.Kind != retrieval.Body {
		return Question{}, false
	}
	tokens, question := text.Tokens(p.Text, a.Language), ""
	switch kind {
	case reply.CountSample: // asked in the words of the passage
		if what := counted(p.Text, tokens); what != "" && a.Language == t.Language {
			question = t.SampleCount.With("what", what)
		}
	case reply.NameSample: // a name is the same in every language
		if name := longestName(p, tokens); name != "" {
			question = t.SampleName.With("name", name)
		}
	}
	if question == "" || utf8.RuneCountInString(question) > maxSampleRunes {
		return Question{}, false
	}
	return Question{question, reply.PassageRef{Key: p.ArticleID.Key(), Ordinal: p.Ordinal, Lang: t.Language, Sample: kind}}, true
}

// counted is what the first number of a passage counts, up to the next mark:
// "files were resolved ahead of schedule" for "918 files were resolved …". A
// number that may be a year counts nothing.
func counted(passage string, tokens []text.Token) string {
	for i, number := range tokens[:max(0, len(tokens)-1)] {
		digits := passage[number.Start:number.End]
		if !number.Number || number.Folded[0] < '0' || number.Folded[0] > '9' || len(digits) == 4 || fraction(passage, number) {
			continue
		}
		first := tokens[i+1]
		if first.Function || first.Number || first.Upper || passage[number.End:first.Start] != " " {
			continue
		}
		if clause := clauseOf(passage, tokens[i+1:]); topicsIn(clause) >= leastCounted && !slices.ContainsFunc(clause, named) {
			return passage[first.Start:clause[len(clause)-1].End]
		}
	}
	return ""
}

// clauseOf is the words up to the next mark, none where there are too many.
func clauseOf(passage string, tokens []text.Token) []text.Token {
	for i, tok := range tokens[:min(len(tokens), maxSampleWords)] {
		if i+1 == len(tokens) || strings.TrimSpace(passage[tok.End:tokens[i+1].Start]) != "" {
			return tokens[:i+1]
		}
	}
	return nil
}

// fraction tells a number with a part behind its point, or that part: nothing is
// counted so.
func fraction(passage string, number text.Token) bool {
	digits := passage[number.Start:number.End]
	at := strings.LastIndexAny(digits, ".,")
	return at >= 0 && len(digits)-at-1 != 3 || strings.HasSuffix(passage[:number.Start], ".")
}

// topicsIn counts the words that carry a topic.
func topicsIn(tokens []text.Token) int {
	n := 0
	for _, tok := range tokens {
		if !tok.Function {
			n++
		}
	}
	return n
}

// longestName is the longest run of words with capitals that does not begin a
// sentence: it tells best of whom or what it is the name. Words in nothing but
// capitals are a heading that stands within the text.
func longestName(p retrieval.Passage, tokens []text.Token) string {
	begins := make(map[int]bool)
	for _, s := range p.Sentences {
		begins[s.Start] = true
	}
	name, most := "", leastName-1
	for i := 0; i < len(tokens); i++ {
		end := i
		for end < len(tokens) && named(tokens[end]) && (end == i || p.Text[tokens[end-1].End:tokens[end].Start] == " ") {
			end++
		}
		if n := end - i; n > most && n <= maxSampleWords && !begins[tokens[i].Start] && !shouted(p.Text[tokens[i].Start:tokens[end-1].End]) {
			name, most = p.Text[tokens[i].Start:tokens[end-1].End], n
		}
		i = max(i, end-1)
	}
	return name
}

// named tells a word of a name: a capital, and then no other.
func named(t text.Token) bool {
	return t.Upper && !strings.ContainsFunc(t.Folded, func(r rune) bool { return !unicode.IsLetter(r) })
}
