package retrieval

import "strconv"

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

// Passage is one paragraph as published: NFC, every run of white space
// (non-breaking included) one space, none at the ends.
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
