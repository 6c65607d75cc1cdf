// Package saved reads the text of a web page as somebody saved it from a browser:
// no markup is left, so title, list of other articles, captions and comment form
// are told by their shape and place.
package saved

import (
	"strings"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// maxPageText bounds the text of a page, in bytes: a long novel.
const maxPageText = 2 << 20

// line is one line of a saved page.
type line struct {
	text   string // cleaned; "" for a blank line
	indent int    // columns before the text
	bullet bool   // a list mark stood before the text
	// aside marks where a list of other articles was taken out; it has no text.
	aside bool
	// heading marks a line that stood directly before such a list: most likely
	// the list's heading.
	heading bool
}

// Parse reads the text of a saved page: title, paragraphs, captions and
// byline become an article, the entries of its list of other articles become
// briefs, comment form and navigation are dropped. The parts are told by their
// structure and may be missing or stand in another order.
func Parse(name, content string, paper draft.Paper) draft.Result {
	if len(content) > maxPageText {
		return draft.Skipped(name, decode.TooLarge(maxPageText).Error())
	}
	lines := splitLines(content)
	entries, lines := takeEntries(lines, paper)
	lines = dropFurniture(lines)
	var out draft.Result
	if article, ok := pageArticle(lines, len(entries) > 0, paper); ok {
		out.Drafts = append(out.Drafts, article)
	}
	for _, e := range entries {
		out.Drafts = append(out.Drafts, e.draft())
	}
	if len(out.Drafts) == 0 {
		return draft.Skipped(name, "no article text found: a saved page needs a title and at least one paragraph")
	}
	return out
}

// splitLines cleans the lines of a page and notes their indentation.
func splitLines(content string) []line {
	var lines []line
	for raw := range strings.Lines(prose.UnixLines(content)) {
		lines = append(lines, newLine(raw))
	}
	return lines
}

// tabWidth is what a tab adds to the indentation.
const tabWidth = 4

func newLine(raw string) line {
	var l line
	body := strings.TrimLeftFunc(raw, func(r rune) bool {
		switch r {
		case ' ', '\u00A0', '\uFEFF':
			l.indent++
		case '\t':
			l.indent += tabWidth
		default:
			return false
		}
		return true
	})
	if mark, size := utf8.DecodeRuneInString(body); strings.ContainsRune("•●▪■◦‣⁃·*-+", mark) && size < len(body) {
		if rest := body[size:]; strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\t") || strings.HasPrefix(rest, "\u00A0") {
			l.bullet, body = true, rest
		}
	}
	l.text = text.Clean(body)
	return l
}

// pageArticle makes an article of what is left when the lists and the
// furniture are out. beside tells whether there were lists.
func pageArticle(lines []line, beside bool, paper draft.Paper) (draft.Draft, bool) {
	blocks := pageBlocks(lines, paper)
	first := 0
	for first < len(blocks) && !prose.Running(blocks[first].text) {
		first++
	}
	if first == len(blocks) && (beside || len(blocks) < 2) {
		return draft.Draft{}, false // a list of articles, or a stray line
	}
	var d draft.Draft
	if first == len(blocks) { // short lines only: a title and what it says
		d.Title, blocks = blocks[0].text, blocks[1:]
	} else {
		takeHead(&d, blocks[:first], paper)
		blocks = blocks[first:]
	}
	blocks = takeByline(&d, blocks)
	for _, b := range blocks {
		if !b.heading {
			d.Parts = append(d.Parts, draft.Part{Kind: retrieval.Body, Text: b.text})
		}
	}
	if len(d.Parts) == 0 {
		return draft.Draft{}, false
	}
	markCaptions(d.Parts)
	if d.Title == "" {
		d.Title = prose.TitleFrom(d.Parts[0].Text)
	}
	d.Detect("")
	return d, true
}

// block is one paragraph of a page.
type block struct {
	text    string
	heading bool
}

// pageBlocks joins the lines of each paragraph.
func pageBlocks(lines []line, paper draft.Paper) []block {
	wrap := wrapped(lines)
	var out []block
	var open []string
	flush := func(heading bool) {
		for _, group := range parted(open, paper) {
			for _, p := range prose.JoinLines(group) {
				for _, piece := range prose.Bounded(p) {
					out = append(out, block{piece, heading})
				}
			}
		}
		open = nil
	}
	for _, l := range lines {
		switch {
		case l.text == "" || l.aside:
			flush(false)
		case l.heading:
			flush(false)
			open = []string{l.text}
			flush(true)
		case l.bullet: // an item of a list in the text
			flush(false)
			open = []string{"• " + l.text}
		default:
			open = append(open, l.text)
			if !wrap {
				flush(false)
			}
		}
	}
	flush(false)
	return out
}

// parted sets the byline and the day apart in the lines of a head, such as people
// type it, one below the other. In running text such a line is a chance.
func parted(lines []string, paper draft.Paper) [][]string {
	if len(lines) < 2 || prose.Running(strings.Join(lines, " ")) {
		return [][]string{lines}
	}
	var out [][]string
	from := 0
	for i, l := range lines {
		if _, dated := paper.Date(l); dated || credited(l) {
			out = append(out, lines[from:i], lines[i:i+1])
			from = i + 1
		}
	}
	return append(out, lines[from:])
}

// credited tells a byline that begins as one ("By …"), which is no title.
func credited(s string) bool {
	_, names := byline.Names(s)
	return names && byline.Credited(s)
}

// maxWrapped is the length in characters of the longest lines that programs
// wrap text into.
const maxWrapped = 120

// wrapped tells whether the page's paragraphs are broken into lines: then none
// is long. Otherwise every line is a paragraph.
func wrapped(lines []line) bool {
	for _, l := range lines {
		if utf8.RuneCountInString(l.text) > maxWrapped {
			return false
		}
	}
	return true
}

// takeHead understands the short blocks before the running text: the title
// (the one of most words), and a section, a date and a byline where they stand.
func takeHead(d *draft.Draft, head []block, paper draft.Paper) {
	best := -1
	for i, b := range head {
		if _, dated := paper.Date(b.text); dated || b.heading || isSection(b.text) || isTrail(b.text) || credited(b.text) {
			continue
		}
		if best < 0 || len(strings.Fields(b.text)) > len(strings.Fields(head[best].text)) {
			best = i
		}
	}
	for i, b := range head { // nothing else: a section or list heading it is
		if _, dated := paper.Date(b.text); best < 0 && !dated && !isTrail(b.text) {
			best = i
		}
	}
	for i, b := range head {
		switch when, dated := paper.Date(b.text); {
		case i == best:
			d.Title = strings.TrimPrefix(b.text, "• ")
		case dated:
			d.Published = when
		case b.heading:
		case isSection(b.text):
			d.Section = draft.SectionName(b.text)
		case i > best:
			if name, ok := byline.Names(b.text); ok {
				d.Author = name
				takeDay(d, b.text, paper)
			}
		}
	}
}

// takeDay takes the day that stands in a byline's line, behind the names.
func takeDay(d *draft.Draft, line string, paper draft.Paper) {
	for piece := range strings.FieldsFuncSeq(line, func(r rune) bool { return strings.ContainsRune("|·•", r) }) {
		if when, dated := paper.Date(strings.TrimSpace(piece)); dated {
			d.Published = when
		}
	}
}

// isTrail tells a line of navigation such as "Home > News > Politics".
func isTrail(s string) bool {
	return strings.Contains(s, " > ") || strings.Contains(s, " » ") || strings.Contains(s, " › ")
}

// takeByline takes the byline off the end of an article's blocks.
func takeByline(d *draft.Draft, blocks []block) []block {
	last := len(blocks) - 1
	for last >= 0 && blocks[last].heading {
		last--
	}
	if last < 1 {
		return blocks
	}
	if name, ok := byline.Closing(blocks[last].text); ok {
		if d.Author == "" {
			d.Author = name
		}
		return blocks[:last]
	}
	return blocks
}
