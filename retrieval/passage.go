package retrieval

import (
	"slices"
	"strconv"
	"unicode/utf8"
)

// PassageID names a passage: its article's id, "#" and its ordinal.
type PassageID string

// NewPassageID returns the id of passage ordinal of an article.
func NewPassageID(article ArticleID, ordinal int) PassageID {
	return PassageID(string(article) + "#" + strconv.Itoa(ordinal))
}

// Kind says what part of an article a passage is.
type Kind string

// The kinds of passages.
const (
	Body    Kind = "body"    // a paragraph of the running text
	Caption Kind = "caption" // the line under a photo
	Brief   Kind = "brief"   // the standfirst of an article known only from a list
)

// ParagraphBreak parts the paragraphs of a passage.
const ParagraphBreak = "\n\n"

// Passage is what is searched and shown as one: a paragraph as published, or
// several with a ParagraphBreak between them. In each, text is NFC and every run
// of white space (non-breaking included) one space, none at the ends.
type Passage struct {
	ID        PassageID
	ArticleID ArticleID
	Ordinal   int // 0-based place in the article
	Kind      Kind
	Text      string
	// Sentences are in order, do not overlap and cover all but the spaces
	// between them.
	Sentences []Span
}

// Span is a half-open range of byte offsets into a text, [Start, End).
// Both ends lie on rune boundaries.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Overlaps tells whether two spans share a byte; an empty one shares none.
func (s Span) Overlaps(o Span) bool { return max(s.Start, o.Start) < min(s.End, o.End) }

// Cut parts the span of a text wherever one of others begins or ends: each piece
// is wholly inside or outside of every one. What does not lie between characters
// does not cut.
func (s Span) Cut(text string, others []Span) []Span {
	at := []int{s.Start, s.End}
	for _, o := range others {
		for _, end := range []int{o.Start, o.End} {
			if end > s.Start && end < s.End && utf8.RuneStart(text[end]) {
				at = append(at, end)
			}
		}
	}
	slices.Sort(at)
	at = slices.Compact(at)
	pieces := make([]Span, len(at)-1)
	for i := range pieces {
		pieces[i] = Span{Start: at[i], End: at[i+1]}
	}
	return pieces
}
