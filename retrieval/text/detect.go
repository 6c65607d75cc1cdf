package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// maxDetectBytes is how much of a text is looked at to tell its language.
const maxDetectBytes = 4096

// Detect tells the language of a text: Vietnamese, written with or without
// its accents, or English; Undetermined where neither shows (a bare name, a
// number). Vietnamese names in an English sentence do not make it Vietnamese.
//
// It counts the words that only one of the two languages uses as glue. Where
// there are none, the share of words that can be Vietnamese syllables decides
// for text with Vietnamese accents only: a name typed alone stays undetermined.
func Detect(s string) Language {
	if len(s) > maxDetectBytes {
		s = strings.ToValidUTF8(s[:maxDetectBytes], "")
	}
	var words, accented, exclusive, english, vietnamese, viPlain int
	var previous string
	for _, w := range strings.FieldsFunc(norm.NFC.String(s), notLetter) {
		words++
		low := Accented(w)
		folded := Fold(w)
		marked := low != folded
		if marked && hasVietnameseMarks(low) {
			accented++
		}
		if marked && onlyVietnamese(low) {
			exclusive++
		}
		switch {
		case englishGlue[folded] && !marked:
			english++
		case vietnameseGlue[low]:
			vietnamese++
		}
		if !marked && (plainGlue[folded] || plainPairs[previous+" "+folded]) {
			viPlain++
		}
		previous = folded
	}
	if accented > 0 { // who types some accents types all: "Pú Nhung" is a name
		viPlain = 0
	}
	switch {
	case words == 0:
		return Undetermined
	case words >= longEnough && accented > 0 && exclusive == 0:
		if english > 0 {
			return English
		}
		return Undetermined // French, Spanish: their accents, but none of Vietnamese alone
	case vietnamese > english:
		return Vietnamese
	case english > 0 && english >= viPlain:
		return English
	case viPlain > 0 && viPlain > english && syllabic(s):
		return Vietnamese
	case english > 0:
		return English
	case 2*accented > words && words >= 4:
		return Vietnamese
	case accented == 0 && !syllabic(s):
		return English
	}
	return Undetermined
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r != '\'' }

// englishGlue are frequent English words that are not Vietnamese syllables or
// hardly ever stand alone as such.
var englishGlue = words(`the of and is are was were what who whom when where which how many much did does do for with
	from by at be been has have had this that these those it its their his her about as or if not you your my we
	why can could will would should there people`)

// vietnameseGlue are frequent Vietnamese words, with accents.
var vietnameseGlue = words(`và của là các những được cho với có này đó khi đã sẽ đang từ về tại ở như cũng gì nào đâu ai
	bao nhiêu mấy không người trong một thế vì sao để đến theo bị do ra vào thì mà hay hoặc nhất`)

// plainGlue are Vietnamese words that no English sentence has, without accents.
var plainGlue = words(`cua nhung duoc khong nhieu nguoi trong voi nay khi nhu cung dang nao dau ai gi hoi
	tai sao muc tieu hoc`)

// plainPairs are pairs of Vietnamese words that tell even where each alone
// could be English or a name.
var plainPairs = pairs("la gi", "la ai", "o dau", "bao nhieu", "bao lau", "khi nao", "the nao", "tai sao", "vi sao", "ra sao",
	"cho toi", "nhu the", "may gio", "nam nao", "bao gio", "cam on", "xin chao", "bai bao", "co bao", "da co")

func pairs(list ...string) map[string]bool {
	m := make(map[string]bool, len(list))
	for _, p := range list {
		m[p] = true
	}
	return m
}

// longEnough is the number of words in which Vietnamese that is written with
// accents has some of its own.
const longEnough = 10

// onlyVietnamese tells whether s has a letter that Vietnamese writes and French
// or Spanish do not: đ, or one with a horn, hook, dot below or breve, or with
// two marks at once.
func onlyVietnamese(s string) bool {
	marks := 0
	for _, r := range norm.NFD.String(s) {
		switch r {
		case 'đ', 'Đ', '\u031B', '\u0309', '\u0323', '\u0306':
			return true
		}
		if !unicode.Is(unicode.Mn, r) {
			marks = 0
		} else if marks++; marks == 2 {
			return true
		}
	}
	return false
}

// hasVietnameseMarks tells whether s has a letter with a mark of Vietnamese,
// some of which other languages write too.
func hasVietnameseMarks(s string) bool {
	if onlyVietnamese(s) {
		return true
	}
	for _, r := range norm.NFD.String(s) {
		switch r {
		case '\u0300', '\u0301', '\u0302', '\u0303': // grave, acute, circumflex, tilde
			return true
		}
	}
	return false
}

// syllabic tells whether nearly all words of s could be Vietnamese syllables
// once their accents are off.
func syllabic(s string) bool {
	n, yes := 0, 0
	for _, w := range strings.FieldsFunc(s, notLetter) {
		n++
		if Syllable(Fold(w)) {
			yes++
		}
	}
	return n > 0 && 10*yes >= 8*n
}

// Syllable tells whether a folded word has the shape of a Vietnamese syllable:
// an optional initial, a vowel cluster, an optional final.
func Syllable(w string) bool {
	w = trimInitial(w)
	end := len(w)
	for _, f := range []string{"ng", "nh", "ch", "c", "m", "n", "p", "t"} {
		if strings.HasSuffix(w, f) && len(w) > len(f) {
			end = len(w) - len(f)
			break
		}
	}
	return nuclei[w[:end]]
}

func trimInitial(w string) string {
	for _, i := range []string{"ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "g", "h", "k",
		"l", "m", "n", "p", "r", "s", "t", "v", "x"} {
		if strings.HasPrefix(w, i) && len(w) > len(i) {
			return w[len(i):]
		}
	}
	return w
}

// nuclei are the vowel clusters of Vietnamese without accents.
var nuclei = words(`a e i o u y ai ao au ay eo eu ia ie ieu iu oa oai oao oay oe oeo oi oo ua uay uau uao ue ueu ui uo
	uoi uou uu uy uya uye uyu ye yeu uyt uenh`)
