package dialect

import (
	"regexp"
	"strings"
)

var (
	// callout begins a box of Obsidian's or GitHub's, with a heading or without.
	callout = regexp.MustCompile(`^((?:[ \t]*>)+)[ \t]*\[![\w-]{1,40}\][+-]?[ \t]*(.*)$`)
	// fenced is the mark of a box of Pandoc's or Docusaurus's.
	fenced = regexp.MustCompile(`^[ \t]*:{3,}.*$`)
	// blockID names a paragraph for links in Obsidian.
	blockID = regexp.MustCompile(`[ \t]+\^[a-zA-Z0-9-]{1,60}[ \t]*$`)
	// task is the box of a list of things to do.
	task = regexp.MustCompile(`^([ \t]*[-*+][ \t]+)\[[ xX]\][ \t]+`)
	// tagLine is a line of nothing but tags.
	tagLine = regexp.MustCompile(`^[ \t]*(?:#[\pL\pN_][\pL\pN/_-]*[ \t]*)+$`)
	// contents is the place of a table of contents.
	contents = regexp.MustCompile(`(?im)^[ \t]*\[\[?_?toc_?\]?\][ \t]*$`)
)

// lines takes away the marks that belong to lines.
func lines(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for line := range strings.SplitAfterSeq(s, "\n") {
		text, end := line, ""
		if t, ok := strings.CutSuffix(line, "\n"); ok {
			text, end = t, "\n"
		}
		b.WriteString(plainLine(text))
		b.WriteString(end)
	}
	return b.String()
}

func plainLine(s string) string {
	switch {
	case s == "":
		return s
	case fenced.MatchString(s), tagLine.MatchString(s):
		return ""
	}
	if m := callout.FindStringSubmatch(s); m != nil {
		if m[2] == "" {
			return m[1]
		}
		return m[1] + " #### " + m[2]
	}
	s = blockID.ReplaceAllString(s, "")
	return task.ReplaceAllString(s, "$1")
}
