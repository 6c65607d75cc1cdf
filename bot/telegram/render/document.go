package render

import (
	"html"
	"strings"
)

// style is how a run of text looks; styles add up.
type style uint8

const (
	bold style = 1 << iota
	italic
	quote // inside a block quote
	fold  // the block quote can be expanded; always with quote
)

// block are the styles that make a block and not a run.
const block = quote | fold

// run is text in one style. The text is plain: no run is ever markup.
type run struct {
	text  string
	style style
	link  string // http or https address, "" for none
}

// document is a message before it is split and written. It cannot be
// unbalanced: tags exist only where html writes them.
type document []run

func (d *document) add(s style, text string) {
	if text != "" {
		*d = append(*d, run{text: text, style: s})
	}
}

// line starts a new line unless the document is at the start of one.
func (d *document) line() {
	if n := len(*d); n > 0 && !(strings.HasSuffix((*d)[n-1].text, "\n") && (*d)[n-1].style&block == 0) {
		d.add(0, "\n")
	}
}

// gap leaves one empty line.
func (d *document) gap() {
	if len(*d) > 0 {
		d.line()
		d.add(0, "\n")
	}
}

// plain is the text without styles, as a person reads it.
func (d document) plain() string {
	var b strings.Builder
	for _, r := range d {
		b.WriteString(r.text)
	}
	return b.String()
}

// html writes the document in Telegram's HTML,
// https://core.telegram.org/bots/api#html-style. Block quotes do not nest,
// and inside a run the tags always open in the same order.
func (d document) html() string {
	var b strings.Builder
	var open style
	for _, r := range d {
		if r.text == "" {
			continue
		}
		if r.style&block != open {
			closeBlock(&b, open)
			open = r.style & block
			openBlock(&b, open)
		}
		writeRun(&b, r)
	}
	closeBlock(&b, open)
	return b.String()
}

func openBlock(b *strings.Builder, s style) {
	switch {
	case s&fold != 0:
		b.WriteString("<blockquote expandable>")
	case s&quote != 0:
		b.WriteString("<blockquote>")
	}
}

func closeBlock(b *strings.Builder, s style) {
	if s&quote != 0 {
		b.WriteString("</blockquote>")
	}
}

func writeRun(b *strings.Builder, r run) {
	if r.link != "" {
		b.WriteString(`<a href="` + html.EscapeString(r.link) + `">`)
	}
	if r.style&bold != 0 {
		b.WriteString("<b>")
	}
	if r.style&italic != 0 {
		b.WriteString("<i>")
	}
	b.WriteString(escaper.Replace(r.text))
	if r.style&italic != 0 {
		b.WriteString("</i>")
	}
	if r.style&bold != 0 {
		b.WriteString("</b>")
	}
	if r.link != "" {
		b.WriteString("</a>")
	}
}

// NoPreview keeps links from drawing a page's picture under the answer,
// https://core.telegram.org/bots/api#linkpreviewoptions.
const NoPreview = `{"is_disabled":true}`

// escaper writes text between tags. Only these three are markup there, and
// quotation marks kept as they are leave the paper's words readable in logs of
// other people's tools.
var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")
