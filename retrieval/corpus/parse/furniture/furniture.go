// Package furniture tells the lines that stand around articles on any page: heads
// of comment forms and lists, controls, tags, pointers elsewhere. It looks at a
// line alone; where it stands is the matter of who asks.
package furniture

import (
	"regexp"
	"strings"
	"unicode/utf8"

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

// IsCommentHead tells the line above the comments of readers.
func IsCommentHead(s string) bool { return inSet(builtin().commentHeads, s) }

// IsListHeading tells the line above a list of other articles.
func IsListHeading(s string) bool { return inSet(builtin().listHeads, s) }

// IsControl tells the label of something to press.
func IsControl(s string) bool { return inSet(builtin().controls, s) }

var (
	// counter is the count of characters of a comment form: "500/500".
	counter = regexp.MustCompile(`(?:^|\s|\()(\d{2,6})\s*/\s*(\d{2,6})(?:\s|\)|$|[.,!])`)
	// bareAddress is a line that is nothing but the address of a page.
	bareAddress = regexp.MustCompile(`(?i)^(?:https?://|www\.)\S+$`)
)

// maxFormLine is the length of a line of a comment form in characters.
const maxFormLine = 90

// Short tells a line that may be one of a comment form by its length.
func Short(s string) bool { return utf8.RuneCountInString(s) <= maxFormLine }

// IsForm tells a line of a comment form by its structure: a counter of
// characters, or a shouted request about them.
func IsForm(s string) bool {
	if !Short(s) {
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

// Is tells a line that is no part of an article wherever it stands.
func Is(s string) bool {
	if len(s) <= maxPhrase {
		if p, w := phrase(s), builtin(); w.commentHeads[p] || w.listHeads[p] || w.controls[p] {
			return true
		}
	}
	return IsForm(s) || bareAddress.MatchString(s) || strings.ContainsAny(s, ":：>›") && builtin().labelled.MatchString(s) && utf8.RuneCountInString(s) <= 3*maxFormLine
}
