package dialogue

import (
	"strconv"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// place names a passage in a button: an article's key and the passage's
// ordinal. The zero place is none. A sample question is named by the passage
// it is drawn from and its language: "ABCDEFGHIJKLM.7vi".
type place struct {
	key     string // retrieval.ArticleID.Key
	ordinal int
	lang    text.Language // of a sample question, "" for a passage
}

func placeOf(h retrieval.Hit) place {
	return place{key: h.Passage.ArticleID.Key(), ordinal: h.Passage.Ordinal}
}

// passage is the place without a sample's language.
func (p place) passage() place { return place{key: p.key, ordinal: p.ordinal} }

func (p place) String() string { return p.key + "." + strconv.Itoa(p.ordinal) + string(p.lang) }

// maxOrdinal bounds the numbers in buttons, which anybody can forge.
const maxOrdinal = 1_000_000

// fields splits an action's argument.
func fields(arg string) []string { return strings.Split(arg, ".") }

// placeFrom reads a place from two fields of an argument.
func placeFrom(f []string) (place, bool) {
	if len(f) < 2 || len(f[0]) != retrieval.KeyLen {
		return place{}, false
	}
	p := place{key: f[0]}
	digits := f[1]
	for _, lang := range []text.Language{text.English, text.Vietnamese} {
		if rest, ok := strings.CutSuffix(digits, string(lang)); ok {
			digits, p.lang = rest, lang
		}
	}
	var ok bool
	p.ordinal, ok = count(digits)
	return p, ok
}

// count reads a number from 0 to maxOrdinal.
func count(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= maxOrdinal
}

// passageRef is the argument of ShowPassage and AnswerPrivate: the passage's
// index in the answer, and where known the passage itself and the sample
// question that was answered. So a button finds its passage even where the
// index has changed, and the question even where no person typed it.
type passageRef struct {
	index  int
	at     place
	origin place
}

func (r passageRef) String() string {
	s := strconv.Itoa(r.index)
	if r.at.key != "" {
		s += "." + r.at.String()
		if r.origin.key != "" {
			s += "." + r.origin.String()
		}
	}
	return s
}

func parsePassageRef(arg string) (passageRef, bool) {
	f := fields(arg)
	var r passageRef
	n, ok := count(f[0])
	if !ok {
		return r, false
	}
	r.index = n
	r.at, r.origin, ok = placePair(f[1:])
	return r, ok || len(f) == 1
}

// voteArg is the argument of the thumbs: the passage shown, and the sample
// question that was answered if it was one.
func voteArg(at, origin place) string {
	if origin.key == "" {
		return at.String()
	}
	return at.String() + "." + origin.String()
}

// placePair reads one place, or two.
func placePair(f []string) (first, second place, ok bool) {
	if len(f) != 2 && len(f) != 4 {
		return place{}, place{}, false
	}
	first, ok = placeFrom(f)
	if ok && len(f) == 4 {
		second, ok = placeFrom(f[2:])
	}
	return first, second, ok
}

// pageRef is the argument of OpenArticle: which page of an article, and
// whether it turns the page of the message that the button is under.
type pageRef struct {
	key  string
	page int
	turn bool
}

// turnMark ends the argument of a button that turns a page.
const turnMark = ".t"

func (r pageRef) String() string {
	s := place{key: r.key, ordinal: r.page}.String()
	if r.turn {
		s += turnMark
	}
	return s
}

func parsePageRef(arg string) (pageRef, bool) {
	rest, turn := strings.CutSuffix(arg, turnMark)
	f := fields(rest)
	if len(f) != 2 {
		return pageRef{}, false
	}
	p, ok := placeFrom(f)
	return pageRef{p.key, p.ordinal, turn}, ok
}
