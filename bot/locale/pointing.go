package locale

import (
	"strings"

	"articlebot/retrieval/text"
)

// OnlyPoints tells whether a message says no more, in any of the languages, than that
// what it replies to is to be answered: "pls answer this", "đúng không bot".
func (s *Set) OnlyPoints(said string) bool {
	var around, pointing []string
	for _, l := range s.All() {
		p := &l.Phrases
		pointing = append(pointing, p.Pointing...)
		for _, list := range []List{p.QuestionLeads, p.QuestionTails, p.Filler} {
			around = append(around, list...)
		}
	}
	rest, points := plain(said), false
	for rest != "" {
		n := longestAt(rest, pointing)
		points = points || n > 0
		if n = max(n, longestAt(rest, around)); n == 0 {
			return false
		}
		rest = strings.TrimPrefix(rest[n:], " ")
	}
	return points
}

// longestAt is the length of the longest phrase that a text of plain words begins
// with, 0 if it begins with none.
func longestAt(words string, phrases []string) int {
	n := 0
	for _, phrase := range phrases {
		p := plain(phrase)
		if len(p) > n && strings.HasPrefix(words+" ", p+" ") {
			n = len(p)
		}
	}
	return n
}

// plain is the words of a text without case, accents and apostrophes, a space between
// each.
func plain(s string) string {
	s = strings.NewReplacer("'", "", "’", "").Replace(s)
	var words []string
	for _, w := range text.Words(s) {
		words = append(words, text.Fold(s[w[0]:w[1]]))
	}
	return strings.Join(words, " ")
}
