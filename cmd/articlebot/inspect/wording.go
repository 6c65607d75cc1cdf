package inspect

import (
	"regexp"
	"slices"
	"strings"
)

// wording is a reason, parted into words that every case of it has and those
// that are one case's own.
type wording struct {
	fixed []string // one more than own
	own   []string // what stands between them
}

// ownWords are what may be one case's own: what is quoted, addresses, paths and
// numbers.
var ownWords = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[a-z]+://\S+|\S*/\S*|\d+`)

// read parts a reason. One of files at its end is its own too: names of files
// may have spaces.
func read(reason string, files map[string]bool) wording {
	const from = " from "
	var w wording
	file := ""
	if i := strings.LastIndex(reason, from); i >= 0 && files[reason[i+len(from):]] {
		reason, file = reason[:i+len(from)], reason[i+len(from):]
	}
	end := 0
	for _, m := range ownWords.FindAllStringIndex(reason, -1) {
		w.fixed, w.own = append(w.fixed, reason[end:m[0]]), append(w.own, reason[m[0]:m[1]])
		end = m[1]
	}
	w.fixed = append(w.fixed, reason[end:])
	if file != "" {
		w.fixed, w.own = append(w.fixed, ""), append(w.own, file)
	}
	return w
}

// shape is the same for reasons that differ in their own words alone.
func (w wording) shape() string { return strings.Join(w.fixed, "\x00") }

// String is the reason again.
func (w wording) String() string {
	var b strings.Builder
	for i, s := range w.fixed {
		b.WriteString(s)
		if i < len(w.own) {
			b.WriteString(w.own[i])
		}
	}
	return b.String()
}

// wordings are the reasons of one shape.
type wordings struct {
	seen   map[string]bool
	common wording // with "…" where they differ
}

func (w *wordings) add(reason string, one wording) {
	if w.seen[reason] {
		return
	}
	w.seen[reason] = true
	w.common.own = slices.Clone(w.common.own)
	for i, s := range one.own {
		if w.common.own[i] != s {
			w.common.own[i] = "…"
		}
	}
}
