package rank

import (
	"strings"

	"articlebot/retrieval/text"
)

// answerType is the kind of words that an answer must hold.
type answerType uint8

const (
	anything answerType = iota
	person
	date
	place
	number
	reason
)

// askers map what a question begins or is built with to the type of its
// answer, in folded words. The first that stands in the question wins.
var askers = []struct {
	words string
	want  answerType
}{
	{"how many", number}, {"how much", number}, {"how long", number}, {"how old", number}, {"how far", number}, {"how high", number},
	{"how large", number}, {"how big", number}, {"how tall", number}, {"how often", number}, {"how fast", number}, {"how soon", date},
	{"what percentage", number}, {"what percent", number}, {"what number", number}, {"what share", number}, {"what proportion", number}, {"which percentage", number},
	{"what rate", number}, {"what amount", number}, {"what size", number}, {"what distance", number}, {"what score", number}, {"what price", number}, {"what age", number},
	{"bao nhieu", number}, {"bao lau", number}, {"may", number},
	{"what year", date}, {"what date", date}, {"which year", date}, {"what day", date}, {"what month", date}, {"what time", date}, {"what century", date},
	{"which month", date}, {"which day", date}, {"when", date}, {"khi nao", date}, {"nam nao", date}, {"ngay nao", date}, {"thang nao", date}, {"bao gio", date}, {"luc nao", date},
	{"who", person}, {"whom", person}, {"whose", person}, {"ai", person},
	{"where", place}, {"what city", place}, {"what country", place}, {"which city", place}, {"which country", place}, {"o dau", place}, {"noi nao", place},
	{"why", reason}, {"vi sao", reason}, {"tai sao", reason},
}

func expectedAnswer(tokens []text.Token, lang text.Language) answerType {
	var b strings.Builder
	b.WriteByte(' ')
	for _, t := range tokens {
		b.WriteString(t.Folded)
		b.WriteByte(' ')
	}
	s := b.String()
	for _, a := range askers {
		if vietnameseAsker(a.words) != (lang == text.Vietnamese) {
			continue
		}
		if strings.Contains(s, " "+a.words+" ") {
			return a.want
		}
	}
	return anything
}

// vietnameseAsker tells the Vietnamese entries of askers.
func vietnameseAsker(words string) bool {
	switch strings.Fields(words)[0] {
	case "bao", "may", "khi", "nam", "ngay", "thang", "luc", "ai", "o", "noi", "vi", "tai":
		return true
	}
	return false
}

// monthWords are words of dates, accents kept.
var monthWords = set(`january february march april may june july august september october november december
	monday tuesday wednesday thursday friday saturday sunday century decade
	tháng ngày năm thứ today yesterday tomorrow morning afternoon evening`)

var reasonWords = set(`because due since reason reasons cause causes caused owing vi do nen boi`)

func set(s string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
