package saved

import (
	"unicode/utf8"

	"articlebot/retrieval/corpus/parse/furniture"
	"articlebot/retrieval/corpus/parse/prose"
)

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
		case furniture.Is(l.text):
			form = form || furniture.IsCommentHead(l.text) || furniture.IsForm(l.text)
			comments = read >= prose.MinArticle && furniture.IsCommentHead(l.text) && formFollows(lines[i+1:])
			out[i] = line{indent: l.indent}
		case form && furniture.Short(l.text) && !followed[i]:
			out[i] = line{indent: l.indent}
		case form && !furniture.Short(l.text):
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
		if furniture.IsForm(l.text) {
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
		follows[i] = !next.aside && (follows[i+1] || prose.Running(next.text) && !furniture.Is(next.text))
	}
	return follows
}
