package reply

import (
	"strconv"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// SampleKind is how a sample question was come by; "" for none.
type SampleKind string

// The kinds of sample questions, a letter each: they stand in buttons.
const (
	CountSample      SampleKind = "c" // how many there are of what the passage counts
	NameSample       SampleKind = "n" // what it says of a name
	TitleSample      SampleKind = "t" // what the article says of its title
	ConfiguredSample SampleKind = "q" // a question of the configuration: Key is a hash of it
)

// PassageRef names a passage in a button: an article's key and the passage's
// ordinal. The zero value is none. A sample question is named by the passage
// it is drawn from, its language and its kind: "ABCDEFGHIJKLM.7vin".
type PassageRef struct {
	Key     string // retrieval.ArticleID.Key
	Ordinal int
	Lang    text.Language // of a sample question, "" for a passage
	Sample  SampleKind
}

// RefOf names the passage of a hit.
func RefOf(h retrieval.Hit) PassageRef {
	return PassageRef{Key: h.Passage.ArticleID.Key(), Ordinal: h.Passage.Ordinal}
}

// Plain is the reference without what tells a sample.
func (p PassageRef) Plain() PassageRef { return PassageRef{Key: p.Key, Ordinal: p.Ordinal} }

func (p PassageRef) String() string {
	return p.Key + "." + strconv.Itoa(p.Ordinal) + string(p.Lang) + string(p.Sample)
}

// maxOrdinal bounds the numbers in buttons, which anybody can forge.
const maxOrdinal = 1_000_000

// Fields splits an action's argument.
func Fields(arg string) []string { return strings.Split(arg, ".") }

// parseRef reads a reference from two fields of an argument.
func parseRef(f []string) (PassageRef, bool) {
	if len(f) < 2 || len(f[0]) != retrieval.KeyLen {
		return PassageRef{}, false
	}
	p := PassageRef{Key: f[0]}
	digits := strings.TrimRight(f[1], lowerLetters)
	if tail := f[1][len(digits):]; tail != "" {
		kind := len(tail) - 1
		p.Lang, p.Sample = text.Language(tail[:kind]), SampleKind(tail[kind:])
	}
	var ok bool
	p.Ordinal, ok = count(digits)
	return p, ok
}

const lowerLetters = "abcdefghijklmnopqrstuvwxyz"

// count reads a number from 0 to maxOrdinal.
func count(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && n <= maxOrdinal
}

// AnswerRef is the argument of ShowPassage and AnswerPrivate: the passage's
// index in the answer, and where known the passage itself and the sample
// question that was answered. So a button finds its passage even where the
// index has changed, and the question even where no person typed it.
type AnswerRef struct {
	Index  int
	At     PassageRef
	Origin PassageRef
}

func (r AnswerRef) String() string {
	s := strconv.Itoa(r.Index)
	if r.At.Key != "" {
		s += "." + r.At.String()
		if r.Origin.Key != "" {
			s += "." + r.Origin.String()
		}
	}
	return s
}

// ParseAnswerRef reads what String wrote.
func ParseAnswerRef(arg string) (AnswerRef, bool) {
	f := Fields(arg)
	var r AnswerRef
	n, ok := count(f[0])
	if !ok {
		return r, false
	}
	r.Index = n
	r.At, r.Origin, ok = ParsePair(f[1:])
	return r, ok || len(f) == 1
}

// voteArg is the argument of the thumbs: the passage shown, and the sample
// question that was answered if it was one.
func voteArg(at, origin PassageRef) string {
	if origin.Key == "" {
		return at.String()
	}
	return at.String() + "." + origin.String()
}

// ParsePair reads one reference, or two.
func ParsePair(f []string) (first, second PassageRef, ok bool) {
	if len(f) != 2 && len(f) != 4 {
		return PassageRef{}, PassageRef{}, false
	}
	first, ok = parseRef(f)
	if ok && len(f) == 4 {
		second, ok = parseRef(f[2:])
	}
	return first, second, ok
}

// PageRef is the argument of OpenArticle: which page of an article, and
// whether it turns the page of the message that the button is under.
type PageRef struct {
	Key  string
	Page int
	Turn bool
}

// turnMark ends the argument of a button that turns a page.
const turnMark = ".t"

func (r PageRef) String() string {
	s := PassageRef{Key: r.Key, Ordinal: r.Page}.String()
	if r.Turn {
		s += turnMark
	}
	return s
}

// ParsePageRef reads what String wrote.
func ParsePageRef(arg string) (PageRef, bool) {
	rest, turn := strings.CutSuffix(arg, turnMark)
	f := Fields(rest)
	if len(f) != 2 {
		return PageRef{}, false
	}
	p, ok := parseRef(f)
	return PageRef{p.Key, p.Ordinal, turn}, ok
}
