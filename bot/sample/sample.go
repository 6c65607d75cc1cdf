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
	Text  string
	From  reply.PassageRef // the passage that answers it, and how it was drawn
	About string           // the name that it asks for, "" for none
	// Doubt is how little speaks for it: none for a name in the title, 1 for one that the
	// text has several times and for what is counted once, and Weak for a name that it
	// has once, or a measure: that is for where there is nothing else.
	Doubt int
}

// Weak is the Doubt of a question for want of better ones.
const Weak = 2

// Configured is a question of the configuration. It is named by its own
// words, as it is drawn from no passage.
func Configured(question string, lang text.Language) Question {
	key := retrieval.ArticleID(question).Key()
	return Question{Text: question, From: reply.PassageRef{Key: key, Lang: lang, Sample: reply.ConfiguredSample}}
}

// Draw draws questions from an article, one of each kind from each
// passage at most. They may be clumsy or have no answer: only those are shown
// that the library answers, and from the very passage.
func Draw(t *locale.Texts, a *retrieval.Article) []Question {
	var list []Question
	for _, p := range a.Passages {
		for _, kind := range []reply.SampleKind{reply.NameSample, reply.CountSample} {
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
	tokens, q := text.Tokens(p.Text, a.Language), Question{}
	switch kind {
	case reply.CountSample: // asked in the words of the passage
		if what, weak := counted(a, p.Text, tokens); what != "" && a.Language == t.Language {
			if q.Text, q.Doubt = t.SampleCount.With("what", what), 1; weak {
				q.Doubt = Weak
			}
		}
	case reply.NameSample: // a name is the same in every language
		if n := tellingName(a, p, tokens); n.name != "" {
			q.Text, q.About, q.Doubt = t.SampleName.With("name", n.name), n.name, n.doubt()
		}
	}
	if q.Text == "" || utf8.RuneCountInString(q.Text) > maxSampleRunes {
		return Question{}, false
	}
	q.From = reply.PassageRef{Key: p.ArticleID.Key(), Ordinal: p.Ordinal, Lang: t.Language, Sample: kind}
	return q, true
}

// counted is what the first number of a passage counts, up to the next mark:
// "files were resolved ahead of schedule" for "918 files were resolved …". A
// number that may be a year counts nothing. What the article gives several numbers of,
// or none but with a number, is weak: measures, or what has more than one answer.
func counted(a *retrieval.Article, passage string, tokens []text.Token) (what string, weak bool) {
	for i, number := range tokens[:max(0, len(tokens)-1)] {
		digits := passage[number.Start:number.End]
		if !number.Number || number.Folded[0] < '0' || number.Folded[0] > '9' || len(digits) == 4 || fraction(passage, number) {
			continue
		}
		first := tokens[i+1]
		if first.Function || first.Number || first.Upper || passage[number.End:first.Start] != " " {
			continue
		}
		if clause := clauseOf(passage, tokens[i+1:]); topicsIn(clause) >= leastCounted && !slices.ContainsFunc(clause, namedOrNumber) {
			return passage[first.Start:clause[len(clause)-1].End], !countedOnce(a, first)
		}
	}
	return "", false
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

// fraction tells a number with a part behind its point, or that part, or one of a day
// or a time: nothing is counted so.
func fraction(passage string, number text.Token) bool {
	digits := passage[number.Start:number.End]
	at := strings.LastIndexAny(digits, ".,")
	return at >= 0 && len(digits)-at-1 != 3 || number.Start > 0 && strings.ContainsRune("./-:", rune(passage[number.Start-1]))
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

// countedOnce tells whether an article has one number of a thing, and speaks of that
// thing without a number, too: a measure stands behind numbers alone.
func countedOnce(a *retrieval.Article, word text.Token) bool {
	with, without := 0, 0
	for _, p := range a.Passages {
		tokens := text.Tokens(p.Text, a.Language)
		for i, tok := range tokens {
			switch {
			case tok.Term != word.Term:
			case i > 0 && tokens[i-1].Number:
				with++
			default:
				without++
			}
		}
	}
	return with == 1 && without > 0
}

// tellingName is the name in a passage that tells best whom or what the article is
// about: one that its title has, or else the one that comes most often, else the longest. A name is a run of words with capitals
// that does not begin a sentence; words in nothing but capitals are a heading that
// stands within the text.
func tellingName(a *retrieval.Article, p retrieval.Passage, tokens []text.Token) telling {
	begins := make(map[int]bool)
	for _, s := range p.Sentences {
		begins[s.Start] = true
	}
	said := textOf(a)
	var best telling
	for i := 0; i < len(tokens); i++ {
		end := i
		for end < len(tokens) && named(tokens[end]) && (end == i || p.Text[tokens[end-1].End:tokens[end].Start] == " ") {
			end++
		}
		if n := end - i; n >= leastName && n <= maxSampleWords && !begins[tokens[i].Start] {
			if t := tell(a, said, bare(p.Text[tokens[i].Start:tokens[end-1].End])); t.better(best) {
				best = t
			}
		}
		i = max(i, end-1)
	}
	return best
}

// telling is how much a name tells of an article.
type telling struct {
	name    string
	inTitle bool
	times   int
}

// leastTimes is how often an article has a name that tells something of it: what it
// has once may be a byline, a heading or somebody's office.
const leastTimes = 2

func (t telling) doubt() int {
	switch {
	case t.times == 0 || !t.inTitle && t.times < leastTimes:
		return Weak
	case t.inTitle:
		return 0
	}
	return 1
}

func (t telling) better(o telling) bool {
	switch {
	case t.inTitle != o.inTitle:
		return t.inTitle
	case t.times != o.times:
		return t.times > o.times
	}
	return len(t.name) > len(o.name)
}

// tell tells how much a name tells, nothing where it is part of more: the one letter
// of an abbreviation, words that always stand before the same one.
func tell(a *retrieval.Article, said, name string) telling {
	words := strings.Fields(name)
	if len(words) < leastName || shouted(name) || utf8.RuneCountInString(words[len(words)-1]) == 1 {
		return telling{}
	}
	times, found, next := 0, 0, make(map[string]bool)
	for at := 0; ; found++ {
		i := strings.Index(said[at:], name)
		if i < 0 {
			break
		}
		if at += i; within(said[:at]) {
			times++
		}
		at += len(name)
		next[follower(said[at:])] = true
	}
	if found > 1 && len(next) == 1 && !next[""] {
		return telling{}
	}
	inTitle := strings.Contains(a.Title, name)
	return telling{name, inTitle, times}
}

// within tells whether what comes before a name is a word of its sentence. Behind other
// signs stands who took a picture: "Photo: Anna Lind", "AP/Anna Lind".
func within(before string) bool {
	rest, spaced := strings.CutSuffix(before, " ")
	r, _ := utf8.DecodeLastRuneInString(rest)
	return spaced && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == ',')
}

// follower is the word that follows at once, "" where a sign does.
func follower(s string) string {
	if s == "" || s[0] != ' ' {
		r, _ := utf8.DecodeRuneInString(s)
		if !unicode.IsLetter(r) {
			return ""
		}
	}
	s = strings.TrimPrefix(s, " ")
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	return s[:end]
}

// bare is a name without the ending of a possessive.
func bare(name string) string {
	for _, s := range [...]string{"'s", "’s", "'", "’"} {
		name = strings.TrimSuffix(name, s)
	}
	return name
}

// textOf is what an article says, without its title.
func textOf(a *retrieval.Article) string {
	var b strings.Builder
	for _, p := range a.Passages {
		b.WriteString(p.Text)
		b.WriteByte('\n')
	}
	if a.Title == "" {
		return b.String()
	}
	return strings.ReplaceAll(b.String(), a.Title, "")
}

// namedOrNumber tells what nobody asks for who asks how many there are.
func namedOrNumber(t text.Token) bool { return t.Number || named(t) }

// named tells a word of a name: a capital, and then no other.
func named(t text.Token) bool {
	return t.Upper && !strings.ContainsFunc(t.Folded, func(r rune) bool { return !unicode.IsLetter(r) })
}
