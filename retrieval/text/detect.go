package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"articlebot/retrieval/text/vietnamese"

	"golang.org/x/text/unicode/norm"
)

const (
	// maxDetectBytes is how much of a text is looked at to tell its language.
	maxDetectBytes = 4096
	// settled is a lead that what follows does not take back.
	settled = 25.0
	// leastEvidence is how much tells Vietnamese where no English does: a name
	// or two typed alone stay undetermined.
	leastEvidence = 2.5
	// leastLead is how much more tells Vietnamese than English where a single
	// glue word does: in English it may be a name.
	leastLead = 1.0
	// farMore is how many times more must tell Vietnamese than English without
	// any of its glue words: English may be about Vietnamese names.
	farMore = 3.0
	// leastSyllables is the same without any of its glue words, in that many
	// words at least: fewer may be a name.
	leastSyllables = 3.0
	leastWords     = 4
)

// Detect tells the language of a text: Vietnamese, written with or without
// its accents, in keys of Telex or VNI or in the short forms of chats, or
// English; Undetermined where neither shows (a bare name, a number).
// Vietnamese names in an English sentence do not make it Vietnamese.
//
// Each word speaks for a language by what it is: glue of one of them, spelt as
// only Vietnamese is, a word of English. Names, written with a capital, say
// little.
func Detect(s string) Language { return builtin().detect(s) }

func (l *lists) detect(s string) Language {
	if len(s) > maxDetectBytes {
		s = strings.ToValidUTF8(s[:maxDetectBytes], "")
	}
	s = norm.NFC.String(s)
	if strings.ToUpper(s) == s { // no capital marks a name
		s = strings.ToLower(s)
	}
	e := evidence{lists: l, others: make([]float64, len(l.others))}
	eachPart(s, func(w string) bool {
		e.add(w)
		return e.vietnamese-e.english < settled && e.english-e.vietnamese < settled
	})
	return e.language()
}

// eachPart calls f with each run of letters, digits and apostrophes until it
// returns false.
func eachPart(s string, f func(string) bool) {
	for s != "" {
		start := strings.IndexFunc(s, inPart)
		if start < 0 {
			return
		}
		s = s[start:]
		end := strings.IndexFunc(s, func(r rune) bool { return !inPart(r) })
		if end < 0 {
			end = len(s)
		}
		if !f(s[:end]) {
			return
		}
		s = s[end:]
	}
}

func inPart(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '\'' || r == '’'
}

// evidence is what the words of a text say about its language.
type evidence struct {
	lists               *lists
	vietnamese, english float64
	others              []float64 // of each of lists.others
	words               int
	glue, plain         int // words of Vietnamese glue, and those without accents
	// accented counts words with accents that Vietnamese shares with other
	// languages, exclusive those with accents of its own.
	accented, exclusive int
	keyed               int // words that are keys of a typing method left over
	previous            string
}

// What a word says.
const (
	saysGlue     = 2.0
	saysPair     = 3.0 // two words that are glue together
	saysKeys     = 1.5
	saysEnglish  = 1.5
	saysAccents  = 1.5
	saysSyllable = 1.0
	saysEither   = 0.5 // glue of English that is a syllable as well: "the", "do"
	nameShare    = 0.25
)

// add weighs the next word.
func (e *evidence) add(w string) {
	w = strings.Trim(strings.ReplaceAll(w, "’", "'"), "'")
	low := Accented(w)
	folded := Fold(low)
	if !strings.ContainsFunc(folded, unicode.IsLetter) {
		return
	}
	e.words++
	for i, other := range e.lists.others {
		if other.glue[other.form(low, folded)] {
			e.others[i] += saysGlue
		}
	}
	weight := 1.0
	if first, _ := utf8.DecodeRuneInString(w); e.words > 1 && unicode.IsUpper(first) {
		weight = nameShare
	}
	if low != folded {
		e.addAccented(low, weight)
	} else {
		e.addPlain(folded, weight)
	}
	e.previous = folded
}

func (e *evidence) addAccented(low string, weight float64) {
	e.accented++
	if onlyVietnamese(low) {
		e.exclusive++
	}
	switch {
	case e.lists.of[Vietnamese].glue[low]:
		e.vietnamese += saysGlue
		e.glue++
	case vietnamese.IsSyllable(low) || onlyVietnamese(low) && vietnamese.IsPlainSyllable(vietnamese.Plain(low)):
		e.vietnamese += saysAccents * weight
	}
}

func (e *evidence) addPlain(w string, weight float64) {
	shaped := vietnamese.IsPlainSyllable(w)
	vi, en := e.lists.of[Vietnamese], e.lists.of[English]
	switch {
	case weight == 1 && vi.pairsPlain[e.previous+" "+w]:
		e.vietnamese += saysPair
		e.glue += 2
	case weight == 1 && (vi.gluePlain[w] || vi.chat[w]):
		e.vietnamese += saysGlue
		e.plain++
	case (en.glue[w] || en.function[w]) && shaped:
		e.english += saysEither * weight
	case en.glue[strings.TrimSuffix(w, "'s")], en.function[w], strings.HasSuffix(w, "n't"):
		e.english += saysGlue
	default:
		e.addTopic(w, weight, shaped)
	}
}

// addTopic weighs a word that is no glue.
func (e *evidence) addTopic(w string, weight float64, shaped bool) {
	switch english := IsEnglishWord(w); {
	case english && !shaped:
		e.english += saysEnglish * max(weight, saysEither)
	case shaped && !english:
		e.vietnamese += saysSyllable * weight
	case !shaped:
		e.addKeys(w, weight)
	}
}

// leastKeys is the length of a word that may be keys of a typing method left
// over.
const leastKeys = 3

// addKeys weighs a word that is of neither language as it stands.
func (e *evidence) addKeys(w string, weight float64) {
	meant, ok := vietnamese.VNI(w)
	if !ok {
		meant, ok = vietnamese.Telex(w)
	}
	if !ok || len(w) < leastKeys {
		return
	}
	e.keyed++
	if e.lists.of[Vietnamese].glue[meant] && weight == 1 {
		e.vietnamese += saysGlue
		e.glue++
		return
	}
	e.vietnamese += saysKeys * weight
}

func (e *evidence) language() Language {
	for i, says := range e.others {
		if says >= leastEvidence && says > max(e.vietnamese, e.english) && says == slices.Max(e.others) {
			return e.lists.others[i].language
		}
	}
	glue := e.glue
	if e.accented == 0 || e.plain > 1 { // who types accents types those of glue: "Pú Nhung" is a name
		glue += e.plain
	}
	switch {
	case e.words == 0:
		return Undetermined
	case e.words >= longEnough && e.accented > 0 && e.exclusive == 0 && glue == 0:
		if e.english >= saysGlue {
			return English
		}
		return Undetermined // French, Spanish: their accents, but none of Vietnamese alone
	case glue > 1 && e.vietnamese > e.english, glue == 1 && e.vietnamese >= e.english+leastLead:
		return Vietnamese
	case e.vietnamese >= farMore*e.english && e.vietnamese >= leastEvidence && (e.exclusive > 0 || e.keyed > 1):
		return Vietnamese
	case e.english >= saysEither:
		return English
	case e.vietnamese >= leastSyllables && e.words >= leastWords, e.vietnamese >= leastEvidence && e.accented > 0:
		return Vietnamese
	case e.vietnamese == 0:
		return English // no word that could be Vietnamese
	}
	return Undetermined
}
