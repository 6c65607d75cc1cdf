package console

import (
	"slices"
	"strconv"
	"strings"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// Margins of a passage. Without color, the lines with the answering sentence
// carry the mark.
const (
	margin       = "  "
	markedMargin = "> "
)

// Render returns a reply as text that ends in a line feed, "" for a silent
// one. It depends on its arguments alone.
func Render(r bot.Reply, s Style) string {
	if r.Kind == bot.Silent {
		return ""
	}
	p := printer{style: s, words: s.Languages.Of(r.Language)}
	p.block(func(p *printer) { p.wrapped(r.Text, look{}, "") })
	for _, c := range r.Cards {
		p.card(c)
	}
	p.block(func(p *printer) { p.titles(r.Titles) })
	if s.Hints {
		p.block(func(p *printer) { p.choices(choicesOf(r)) })
	} else {
		p.block(func(p *printer) { p.samples(r) })
	}
	return p.out.String()
}

// printer gathers the text of one reply.
type printer struct {
	style Style
	words *locale.Texts
	out   strings.Builder
}

// block adds what write writes, if anything, after an empty line unless it is
// the first.
func (p *printer) block(write func(p *printer)) {
	inner := printer{style: p.style, words: p.words}
	write(&inner)
	if inner.out.Len() == 0 {
		return
	}
	if p.out.Len() > 0 {
		p.out.WriteByte('\n')
	}
	p.out.WriteString(inner.out.String())
}

// wrapped writes a text in one look, with indent before every line but the
// first.
func (p *printer) wrapped(s string, l look, indent string) {
	if s == "" {
		return
	}
	s = clean(s)
	for i, line := range wrap(s, p.style.width()-len(indent)) {
		if i > 0 {
			p.out.WriteString(indent)
		}
		p.out.WriteString(p.style.paint(l, s[line.Start:line.End]) + "\n")
	}
}

// address writes an address as it is, however long: one that is cut into lines can
// neither be clicked nor copied.
func (p *printer) address(url string) {
	if url != "" {
		p.out.WriteString(p.style.paint(look{dim: true}, cleanLine(url)) + "\n")
	}
}

// card writes one passage with where it is from.
func (p *printer) card(c bot.Card) {
	p.block(func(p *printer) {
		p.wrapped(c.Title, look{bold: true}, "")
		p.wrapped(p.origin(c), look{dim: true}, "")
		p.address(c.URL)
	})
	p.block(func(p *printer) { p.passage(c) })
	p.block(func(p *printer) { p.wrapped(c.AlsoIn, look{dim: true}, "") })
}

// origin is the line of byline, date and place.
func (p *printer) origin(c bot.Card) string {
	parts := slices.DeleteFunc([]string{c.Label, p.words.Day(c.Published), c.Place}, func(s string) bool { return s == "" })
	return strings.Join(parts, " · ")
}

// passage writes the passage with its sentence and words marked.
func (p *printer) passage(c bot.Card) {
	s := clean(c.Text)
	for _, line := range wrap(s, p.style.width()-len(margin)) {
		m := margin
		if !p.style.Color && line.Overlaps(c.Sentence) {
			m = markedMargin
		}
		p.out.WriteString(strings.TrimRight(m+p.marked(s, line, c), " ") + "\n")
	}
}

// marked returns one line of a passage, painted.
func (p *printer) marked(s string, line retrieval.Span, c bot.Card) string {
	if !p.style.Color {
		return s[line.Start:line.End]
	}
	var b strings.Builder
	for _, piece := range line.Cut(s, append([]retrieval.Span{c.Sentence}, c.Highlights...)) {
		l := look{bold: piece.Overlaps(c.Sentence)}
		l.underline = slices.ContainsFunc(c.Highlights, piece.Overlaps)
		b.WriteString(p.style.paint(l, s[piece.Start:piece.End]))
	}
	return b.String()
}

// titles writes a numbered list.
func (p *printer) titles(titles []bot.Title) {
	for _, t := range titles {
		number := strconv.Itoa(t.Number)
		label := strings.Repeat(" ", max(2-len(number), 0)) + number + " "
		p.out.WriteString(p.style.paint(look{bold: true}, label))
		line := t.Text
		if t.Section != "" {
			line += " · " + t.Section
		}
		p.wrapped(cleanLine(line), look{}, strings.Repeat(" ", len(label)))
	}
}
