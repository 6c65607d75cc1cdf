package page

import (
	"slices"
	"strings"

	"articlebot/retrieval"
)

// Paragraph is a paragraph as runs of one look.
type Paragraph []Run

// Run is a piece of text in one look.
type Run struct {
	Text   string
	Answer bool // part of the sentence that answers
	Word   bool // a word that was asked for
	First  bool // begins the answering sentence
	Last   bool // ends it
}

// Paragraphs parts a text at its empty lines and at the ends of its marks.
// Spans that do not fit the text are cut to it.
func Paragraphs(s string, sentence retrieval.Span, words []retrieval.Span) []Paragraph {
	var list []Paragraph
	for start := 0; start <= len(s); {
		end := len(s)
		if i := strings.Index(s[start:], retrieval.ParagraphBreak); i >= 0 {
			end = start + i
		}
		if p := paragraph(s, retrieval.Span{Start: start, End: end}, sentence, words); len(p) > 0 {
			list = append(list, p)
		}
		start = end + len(retrieval.ParagraphBreak)
	}
	return list
}

// paragraph makes the runs of one paragraph.
func paragraph(s string, part, sentence retrieval.Span, words []retrieval.Span) Paragraph {
	var p Paragraph
	for _, piece := range part.Cut(s, append([]retrieval.Span{sentence}, words...)) {
		p = append(p, Run{
			Text:   s[piece.Start:piece.End],
			Answer: piece.Overlaps(sentence),
			Word:   slices.ContainsFunc(words, piece.Overlaps),
		})
	}
	for i := range p {
		p[i].First = p[i].Answer && (i == 0 || !p[i-1].Answer)
		p[i].Last = p[i].Answer && (i == len(p)-1 || !p[i+1].Answer)
	}
	return p
}
