package stamp

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/retrieval/text"
)

// token is a number, a word or a sign of a text.
type token struct {
	start, end int    // in the text
	word       string // folded, "" for a number or a sign
	sign       rune   // 0 for a number or a word
	number     int    // of at most maxDigits digits
	digits     int    // 0 for a word or a sign
}

// maxDigits is the length of the longest number that is read: a calendar's
// date and time in one.
const maxDigits = 14

// scan is a text on its way of being read, and which tokens are understood.
type scan struct {
	names  *names
	text   string
	tokens []token
	taken  []bool
	twelve bool // the time is one of AM or PM
}

func newScan(s string) *scan {
	q := &scan{names: builtin(), text: s}
	for at := 0; at < len(s); {
		r, size := utf8.DecodeRuneInString(s[at:])
		t := token{start: at, end: at + size}
		switch {
		case r >= '0' && r <= '9':
			for t.end = at; t.end < len(s) && s[t.end] >= '0' && s[t.end] <= '9'; t.end++ {
				if t.digits++; t.digits <= maxDigits {
					t.number = t.number*10 + int(s[t.end]-'0')
				}
			}
		case unicode.IsLetter(r):
			t.end = wordEnd(s, at)
			if t.word = s[at:t.end]; !strings.Contains(yearSigns+monthSigns+daySigns, t.word) { //nolint:gocritic // the signs are the text: is the word one of them?
				t.word = text.Fold(t.word)
			}
		case unicode.IsSpace(r):
			at += size
			continue
		default:
			t.sign = r
		}
		q.tokens = append(q.tokens, t)
		at = t.end
	}
	q.taken = make([]bool, len(q.tokens))
	return q
}

// wordEnd is where the word that begins at an offset ends. The Chinese and
// Korean signs of years, months and days are words of their own.
func wordEnd(s string, at int) int {
	end := at
	for i, r := range s[at:] {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			break
		}
		end = at + i + utf8.RuneLen(r)
		if strings.ContainsRune(yearSigns+monthSigns+daySigns, r) {
			break
		}
	}
	return end
}

const yearSigns, monthSigns, daySigns = "年년", "月월", "日일"

// at is the token i, a sign that is none for what is no token or is taken.
func (q *scan) at(i int) token {
	if i < 0 || i >= len(q.tokens) || q.taken[i] {
		return token{sign: utf8.RuneError}
	}
	return q.tokens[i]
}

// close tells whether nothing stands between token i and the next.
func (q *scan) close(i int) bool {
	return i >= 0 && i+1 < len(q.tokens) && q.tokens[i].end == q.tokens[i+1].start
}

func (q *scan) take(from, to int) {
	for i := from; i < to; i++ {
		q.taken[i] = true
	}
}

// skip passes the tokens that are taken and the signs of a set.
func (q *scan) skip(i int, signs string) int {
	for i < len(q.tokens) && (q.taken[i] || q.tokens[i].sign != 0 && strings.ContainsRune(signs, q.tokens[i].sign)) {
		i++
	}
	return i
}

// between are the signs that part a date and what stands beside it.
const between = `,.;:()[]|/-–—•·+'’~`

// noise tells whether all that is left beside a date says nothing else.
func (q *scan) noise() bool {
	for i, t := range q.tokens {
		switch {
		case q.taken[i] || t.sign != 0 && strings.ContainsRune(between, t.sign):
		case t.word != "" && (q.names.labels[t.word] || q.names.weekdays[t.word] || q.weekday(i)):
		case t.digits == 1 && t.number >= 2 && t.number <= 8 && q.weekday(i-1):
		default:
			return false
		}
	}
	return true
}

// weekday tells a word of a Vietnamese day of the week: "thứ hai", "Thứ 2",
// "Chủ nhật", "T2", "CN".
func (q *scan) weekday(i int) bool {
	word := func(i int) string {
		if i < 0 || i >= len(q.tokens) {
			return ""
		}
		return q.tokens[i].word
	}
	w := word(i)
	return q.names.weekday[w] || q.names.numerals[w] > 0 && q.names.numbered[word(i-1)]
}

// around is what stands before and after the date. Separators, labels and days
// of the week next to it belong to it.
func (q *scan) around() (before, after string) {
	from, to := len(q.tokens), 0
	for i := range q.tokens {
		if q.taken[i] {
			from, to = min(from, i), i+1
		}
	}
	for from > 0 && q.beside(from-1) {
		from--
	}
	for to < len(q.tokens) && q.beside(to) {
		to++
	}
	if from > 0 {
		before = strings.TrimSpace(q.text[:q.tokens[from-1].end])
	}
	if to < len(q.tokens) {
		after = strings.TrimSpace(q.text[q.tokens[to].start:])
	}
	return before, after
}

// beside tells whether a token next to a date says nothing of its own.
func (q *scan) beside(i int) bool {
	t := q.tokens[i]
	return t.sign != 0 && t.sign != '.' && strings.ContainsRune(between, t.sign) || t.word != "" && (q.names.weekdays[t.word] || q.weekday(i) || q.names.labels[t.word]) || t.digits == 1 && q.weekday(i-1)
}
