package sample

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Titled asks what an article says of its title, in the paper's words; ok is false
// where that is too long for a button or says too little.
func Titled(t *locale.Texts, a *retrieval.Article) (Question, bool) {
	title := strings.Join(strings.Fields(a.Title), " ")
	if len(a.Passages) == 0 || topicsIn(text.Tokens(title, a.Language)) < leastName {
		return Question{}, false
	}
	question := t.SampleTitle.With("title", quotable(ordinary(title, a)))
	if utf8.RuneCountInString(question) > maxSampleRunes {
		return Question{}, false
	}
	first := a.Passages[0]
	return Question{Text: question, From: reply.PassageRef{Key: a.ID.Key(), Ordinal: first.Ordinal, Lang: t.Language, Sample: reply.TitleSample}}, true
}

// quotable is a title that stands in quotation marks: without its full stop, and with
// other marks inside.
func quotable(title string) string {
	return strings.NewReplacer("“", "‘", "”", "’", `"`, "'").Replace(strings.TrimRight(title, ". "))
}

// shouted tells words in nothing but capitals.
func shouted(s string) bool {
	return strings.ContainsFunc(s, unicode.IsUpper) && !strings.ContainsFunc(s, unicode.IsLower)
}

// ordinary is a title in nothing but capitals as its article writes its words: small
// where it does so anywhere, else as a name. Every other title is as it is.
func ordinary(title string, a *retrieval.Article) string {
	if !shouted(title) {
		return title
	}
	written := writings(a)
	words := strings.Fields(strings.ToLower(title))
	for i, w := range words {
		bare := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		if as, known := written[bare]; known && bare != "" {
			words[i] = strings.Replace(w, bare, as, 1)
		}
	}
	s := strings.Join(words, " ")
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[size:]
}

// writings is how an article writes its words, by their small letters: in those where
// it does so anywhere, else as it does inside of a sentence. Several words in nothing
// but capitals are a heading, and tell nothing.
func writings(a *retrieval.Article) map[string]string {
	written := make(map[string]string)
	for _, p := range a.Passages {
		starts := make(map[int]bool)
		for _, s := range p.Sentences {
			starts[s.Start] = true
		}
		tokens := text.Tokens(p.Text, a.Language)
		loud := func(i int) bool {
			return i >= 0 && i < len(tokens) && shouted(p.Text[tokens[i].Start:tokens[i].End])
		}
		for i, tok := range tokens {
			word := p.Text[tok.Start:tok.End]
			lower := strings.ToLower(word)
			_, known := written[lower]
			if word == lower || !known && !starts[tok.Start] && !(loud(i) && (loud(i-1) || loud(i+1))) {
				written[lower] = word
			}
		}
	}
	return written
}
