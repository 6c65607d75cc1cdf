package parse

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// phrase is the form in which a line is looked up: folded, without the
// numbers, marks and brackets around it ("Comments (12):" → "comments").
func phrase(s string) string {
	return text.Fold(strings.Trim(s, " :：()[]0123456789.…+>»›-–|/"))
}

// maxPhrase is the length in bytes of the longest line that is looked up.
const maxPhrase = 96

func inSet(set map[string]bool, s string) bool { return len(s) <= maxPhrase && set[phrase(s)] }

func isCommentHead(s string) bool { return inSet(builtin().commentHeads, s) }
func isListHeading(s string) bool { return inSet(builtin().listHeads, s) }
func isControl(s string) bool     { return inSet(builtin().controls, s) }

var (
	// counter is the count of characters of a comment form: "500/500".
	counter = regexp.MustCompile(`(?:^|\s|\()(\d{2,6})\s*/\s*(\d{2,6})(?:\s|\)|$|[.,!])`)
	// bareAddress is a line that is nothing but the address of a page.
	bareAddress = regexp.MustCompile(`(?i)^(?:https?://|www\.)\S+$`)
)

// maxFormLine is the length of a line of a comment form in characters.
const maxFormLine = 90

func short(s string) bool { return utf8.RuneCountInString(s) <= maxFormLine }

// isForm tells a line of a comment form by its structure: a counter of
// characters, or a shouted request about them.
func isForm(s string) bool {
	if !short(s) {
		return false
	}
	if m := countIn(s); m != nil && (m[1] == m[2] || builtin().characters.MatchString(s)) {
		return true
	}
	return strings.HasSuffix(s, "!!!") || strings.HasSuffix(s, "!") && builtin().characters.MatchString(s)
}

func countIn(s string) []string {
	if !strings.Contains(s, "/") {
		return nil
	}
	return counter.FindStringSubmatch(s)
}

// isFurniture tells a line that is no part of an article wherever it stands.
func isFurniture(s string) bool {
	if len(s) <= maxPhrase {
		if p, w := phrase(s), builtin(); w.commentHeads[p] || w.listHeads[p] || w.controls[p] {
			return true
		}
	}
	return isForm(s) || bareAddress.MatchString(s) || strings.ContainsAny(s, ":：>›") && builtin().labelled.MatchString(s) && utf8.RuneCountInString(s) <= 3*maxFormLine
}

// dropFurniture blanks the lines that are no part of an article. After the
// head of a comment form, every short line belongs to the form as long as
// nothing but furniture, lists and the end of the page follows. Where the form
// itself follows its head below the article, so do the readers' comments, and
// all is dropped up to the next list.
func dropFurniture(lines []line) []line {
	out := make([]line, len(lines))
	copy(out, lines)
	followed := textFollows(lines)
	form, comments, read := false, false, 0
	for i, l := range out {
		switch {
		case l.aside:
			form, comments = false, false
		case l.text == "":
		case comments:
			out[i] = line{indent: l.indent}
		case isFurniture(l.text):
			form = form || isCommentHead(l.text) || isForm(l.text)
			comments = read >= minArticle && isCommentHead(l.text) && formFollows(lines[i+1:])
			out[i] = line{indent: l.indent}
		case form && short(l.text) && !followed[i]:
			out[i] = line{indent: l.indent}
		case form && !short(l.text):
			form = false
		}
		if prose.Running(out[i].text) {
			read += utf8.RuneCountInString(out[i].text)
		}
	}
	return out
}

// maxToForm is how many lines there may be between the head of a comment form
// and its counter of characters.
const maxToForm = 8

func formFollows(lines []line) bool {
	seen := 0
	for _, l := range lines {
		if l.aside || seen == maxToForm {
			return false
		}
		if l.text != "" {
			seen++
		}
		if isForm(l.text) {
			return true
		}
	}
	return false
}

// textFollows tells for every line whether running text comes after it and
// before the next list or the end.
func textFollows(lines []line) []bool {
	follows := make([]bool, len(lines))
	for i := len(lines) - 2; i >= 0; i-- {
		next := lines[i+1]
		follows[i] = !next.aside && (follows[i+1] || prose.Running(next.text) && !isFurniture(next.text))
	}
	return follows
}
