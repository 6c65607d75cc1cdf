package dialect

import (
	"regexp"
	"strings"
)

var (
	wikiLink = regexp.MustCompile(`(!?)\[\[([^\[\]\n]+)\]\]`)
	// footnote is a note or a mark of one; its text is what others wrote or an
	// aside, which the sentence would break off for.
	footnote     = regexp.MustCompile(`\[\^[^\]\s]{1,80}\](:?)`)
	footnoteLine = regexp.MustCompile(`(?m)^ {0,3}\[\^[^\]\n]{1,80}\]:[^\n]*(?:\n(?:[ \t]+[^\n]*\S[^\n]*))*\n?`)
	inlineNote   = regexp.MustCompile(`\^\[[^\[\]\n]+\]`)
	comment      = regexp.MustCompile(`(?s)%%.*?%%`)
	highlight    = regexp.MustCompile(`==([^=\n]+)==`)
)

// wikiLinks writes [[Harbour|the office]] as "the office", and drops what is
// embedded from other files.
func wikiLinks(s string) string {
	if !strings.Contains(s, "[[") {
		return s
	}
	return wikiLink.ReplaceAllStringFunc(s, func(link string) string {
		m := wikiLink.FindStringSubmatch(link)
		if m[1] != "" {
			return ""
		}
		target, shown, named := strings.Cut(m[2], "|")
		if named {
			return shown
		}
		page, part, _ := strings.Cut(target, "#")
		if page == "" {
			return strings.TrimPrefix(part, "^")
		}
		return page
	})
}

// withoutFootnotes drops notes and their marks.
func withoutFootnotes(s string) string {
	if !strings.Contains(s, "[^") && !strings.Contains(s, "^[") {
		return s
	}
	s = footnoteLine.ReplaceAllString(s, "")
	s = footnote.ReplaceAllString(s, "")
	return inlineNote.ReplaceAllString(s, "")
}

// withoutComments drops what Obsidian keeps from print, and the marks of a
// highlighter.
func withoutComments(s string) string {
	if strings.Contains(s, "%%") {
		s = comment.ReplaceAllString(s, "")
	}
	if strings.Contains(s, "==") {
		s = highlight.ReplaceAllString(s, "$1")
	}
	return s
}
