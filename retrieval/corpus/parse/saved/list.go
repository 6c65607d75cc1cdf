package saved

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/furniture"
	"articlebot/retrieval/corpus/parse/prose"
)

// entry is one article of a page's list of other articles.
type entry struct {
	title      string
	section    string
	standfirst string
	published  time.Time
}

func (e entry) draft() draft.Draft {
	d := draft.Draft{Title: e.title, Section: e.section, Published: e.published, Brief: true,
		Parts: []draft.Part{{Kind: retrieval.Brief, Text: e.standfirst}}}
	d.Detect("")
	return d
}

// takeEntries takes the lists of other articles out of a page. An entry is a
// list item whose title is repeated below it, or that names its section below
// it, or both; the standfirst follows. Entries with nothing but a title are
// dropped: they have no words to answer with. Each list leaves an aside.
func takeEntries(lines []line, paper draft.Paper) ([]entry, []line) {
	var entries []entry
	rest := make([]line, 0, len(lines))
	for i := 0; i < len(lines); {
		e, next, ok := entryAt(lines, i, paper)
		if !ok {
			rest = append(rest, lines[i])
			i++
			continue
		}
		if e.standfirst != "" {
			entries = append(entries, e)
		}
		rest = openAside(rest)
		i = next
	}
	return entries, rest
}

// maxHeading is the length of a list's heading in characters.
const maxHeading = 60

// openAside ends rest with an aside, and marks the short line directly before
// a list's first entry as its heading.
func openAside(rest []line) []line {
	for i := len(rest) - 1; i >= 0; i-- {
		l := &rest[i]
		if l.aside {
			return rest[:i+1] // only blank lines since the last entry
		}
		if l.text == "" {
			continue
		}
		if utf8.RuneCountInString(l.text) <= maxHeading && !prose.EndsSentence(l.text) {
			_, named := byline.Names(l.text)
			l.heading = !named || furniture.IsListHeading(l.text)
		}
		break
	}
	return append(rest, line{aside: true})
}

// entryAt reads the entry that begins at line i, if one does, and returns the
// index of the line after it.
func entryAt(lines []line, i int, paper draft.Paper) (e entry, next int, ok bool) {
	if !lines[i].bullet || lines[i].text == "" {
		return e, i, false
	}
	bullet := lines[i]
	e.title = bullet.text
	at := skipBlank(lines, i+1)
	repeated := false
	if at < len(lines) && !lines[at].bullet && sameTitle(bullet.text, lines[at].text) {
		// The item's own line may carry a stray quotation mark; the repeated
		// one is the title as published.
		e.title, repeated = lines[at].text, true
		at = skipBlank(lines, at+1)
	}
	if at < len(lines) && !lines[at].bullet && isSection(lines[at].text) && (repeated || lines[at].indent > bullet.indent) {
		e.section, e.published = sectionAndDate(lines[at].text, paper)
		at = skipBlank(lines, at+1)
	} else if !repeated {
		return e, i, false
	}
	if !repeated {
		e.title = unquoted(e.title)
	}
	if e.title == "" { // a quotation mark alone
		return e, i, false
	}
	e.standfirst, at = standfirstAt(lines, at, bullet.indent)
	return e, at, true
}

// standfirstAt reads the paragraph at line i, and further ones that are
// indented deeper than the item.
func standfirstAt(lines []line, i, indent int) (string, int) {
	var words []string
	next := i
	for ; i < len(lines) && !lines[i].bullet; i++ {
		l := lines[i]
		if l.text == "" {
			continue
		}
		afterBlank := i > 0 && lines[i-1].text == ""
		if len(words) > 0 && afterBlank && l.indent <= indent {
			break
		}
		words = append(words, l.text)
		next = i + 1
	}
	return strings.Join(words, " "), next
}

func skipBlank(lines []line, i int) int {
	for i < len(lines) && lines[i].text == "" {
		i++
	}
	return i
}

// sameTitle tells whether the line below an item repeats its title, a stray
// quotation mark before it aside.
func sameTitle(item, below string) bool {
	return below != "" && (item == below || strings.TrimLeft(item, "'‘`") == strings.TrimLeft(below, "'‘`"))
}

// unquoted drops a quotation mark before a title that is never closed.
func unquoted(title string) string {
	if rest, ok := strings.CutPrefix(title, "'"); ok && !strings.Contains(rest, "'") {
		return strings.TrimSpace(rest)
	}
	return title
}

// isSection tells a line that names a section: short and in capitals, as in
// "NEWS - POLITICS -", or short and ended by a dash.
func isSection(s string) bool {
	if s == "" || utf8.RuneCountInString(s) > draft.MaxSection || prose.EndsSentence(s) {
		return false
	}
	if strings.HasSuffix(s, " -") || strings.HasSuffix(s, " –") || strings.HasSuffix(s, " |") {
		return true
	}
	upper := 0
	for _, r := range s {
		if unicode.IsLower(r) || unicode.IsDigit(r) && upper == 0 {
			return false
		}
		if unicode.IsUpper(r) {
			upper++
		}
	}
	return upper >= 2
}

// sectionAndDate divides a line such as "ECONOMY - 05/01/2026".
func sectionAndDate(s string, paper draft.Paper) (string, time.Time) {
	for _, sep := range []string{" - ", " – ", " | "} {
		if i := strings.LastIndex(s, sep); i > 0 {
			if when, ok := paper.Date(s[i+len(sep):]); ok {
				return draft.SectionName(s[:i]), when
			}
		}
	}
	return draft.SectionName(s), time.Time{}
}
