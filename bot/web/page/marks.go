package page

import (
	"slices"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval"
)

// paragraphBreak parts the paragraphs of a text.
const paragraphBreak = "\n\n"

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
		if i := strings.Index(s[start:], paragraphBreak); i >= 0 {
			end = start + i
		}
		if p := paragraph(s, retrieval.Span{Start: start, End: end}, sentence, words); len(p) > 0 {
			list = append(list, p)
		}
		start = end + len(paragraphBreak)
	}
	return list
}

// paragraph makes the runs of one paragraph.
func paragraph(s string, part, sentence retrieval.Span, words []retrieval.Span) Paragraph {
	var p Paragraph
	cuts := cutsOf(s, part, append([]retrieval.Span{sentence}, words...))
	for i := 1; i < len(cuts); i++ {
		piece := retrieval.Span{Start: cuts[i-1], End: cuts[i]}
		p = append(p, Run{
			Text:   s[piece.Start:piece.End],
			Answer: overlap(piece, sentence),
			Word:   slices.ContainsFunc(words, func(w retrieval.Span) bool { return overlap(piece, w) }),
		})
	}
	for i := range p {
		p[i].First = p[i].Answer && (i == 0 || !p[i-1].Answer)
		p[i].Last = p[i].Answer && (i == len(p)-1 || !p[i+1].Answer)
	}
	return p
}

// cutsOf returns the offsets at which the look of a part may change, both its
// ends included, in order.
func cutsOf(s string, part retrieval.Span, spans []retrieval.Span) []int {
	cuts := []int{part.Start, part.End}
	for _, span := range spans {
		for _, at := range []int{span.Start, span.End} {
			if at > part.Start && at < part.End && utf8.RuneStart(s[at]) {
				cuts = append(cuts, at)
			}
		}
	}
	slices.Sort(cuts)
	return slices.Compact(cuts)
}

// overlap tells whether two spans share a byte; an empty one shares none.
func overlap(a, b retrieval.Span) bool { return max(a.Start, b.Start) < min(a.End, b.End) }
