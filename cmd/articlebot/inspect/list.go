package inspect

import (
	"fmt"
	"strings"
	"time"

	"articlebot/bot/console"
	"articlebot/retrieval"
)

// How much a list shows that is not asked for as a whole.
const (
	mostListed  = 40 // articles, all sources and kinds together
	listedOf    = 24 // where there are more than that
	mostReasons = 20
	mostNamed   = 3 // of what was left out for one reason
)

// List shows to people what was read.
type List struct {
	Corpus retrieval.Corpus
	Zone   *time.Location
	All    bool // name everything; else large groups are counted
	// Fits breaks a text into lines beside a margin.
	Fits func(text string, margin int) []string
}

// String is the list: articles by source and kind, then what was left out by
// reason, then what has a remark.
func (l List) String() string {
	var b strings.Builder
	groups := groupsOf(l.Corpus)
	share := l.share(groups)
	for i := range l.Corpus.Sources {
		l.source(&b, i, groups[i], share)
	}
	files := filesOf(l.Corpus)
	l.reasons(&b, "left out", leftOut(l.Corpus), files)
	b.WriteString(l.Remarks())
	return b.String()
}

// Remarks lists what is there and was not understood as a whole, "" for
// nothing.
func (l List) Remarks() string {
	var b strings.Builder
	l.reasons(&b, "read with a remark", remarks(l.Corpus), filesOf(l.Corpus))
	return b.String()
}

// Summary counts what was read, in one line.
func (l List) Summary() string {
	var n retrieval.Counts
	reprints := 0
	for i := range l.Corpus.Articles {
		a := &l.Corpus.Articles[i]
		n.Passages += len(a.Passages)
		reprints += len(a.AlsoIn)
		if a.Brief {
			n.Briefs++
		} else {
			n.Articles++
		}
	}
	s := Plural(n.Articles, "article") + ", " + Plural(n.Briefs, "brief") + ", " + Plural(n.Passages, "passage")
	if reprints > 0 {
		s += ", " + Plural(reprints, "reprint") + " folded into them"
	}
	return s
}

// share is how many articles of each group are listed.
func (l List) share(groups [][]group) int {
	full, count := 0, 0
	for _, kinds := range groups {
		for _, g := range kinds {
			full += len(g.articles)
			count++
		}
	}
	if l.All || full <= mostListed {
		return full
	}
	return listedOf / count
}

// source writes one source with its groups.
func (l List) source(b *strings.Builder, i int, kinds []group, share int) {
	s := l.Corpus.Sources[i]
	fmt.Fprintf(b, "%s: %s, %s\n", console.Line(s.Source), Plural(s.Articles, "article"), Plural(s.Briefs, "brief"))
	switch {
	case s.Err != "":
		l.wrapped(b, "  ", "not read: "+s.Err)
	case s.Articles+s.Briefs+len(s.Skipped) == 0:
		l.wrapped(b, "  ", "there are no files in it")
	}
	for _, g := range kinds {
		l.wrapped(b, "  ", g.String())
		for _, a := range g.articles[:min(share, len(g.articles))] {
			l.entry(b, a)
		}
		if !l.All {
			writeMore(b, len(g.articles)-share, len(g.briefs))
			continue
		}
		for _, a := range g.briefs {
			l.entry(b, a)
		}
	}
	b.WriteByte('\n')
}

// writeMore tells how many a group has that are not listed.
func writeMore(b *strings.Builder, articles, briefs int) {
	var more []string
	if articles > 0 {
		more = append(more, number(articles)+" more")
	}
	if briefs > 0 {
		more = append(more, Plural(briefs, "brief"))
	}
	if len(more) > 0 {
		fmt.Fprintf(b, "    … and %s: --all\n", strings.Join(more, ", "))
	}
}

// entry writes one article: its title and below it what else was understood.
func (l List) entry(b *strings.Builder, a *retrieval.Article) {
	l.wrapped(b, "    ", a.Title)
	l.about(b, "      ", a)
	if l.All {
		for _, r := range a.AlsoIn {
			l.wrapped(b, "      ", "reprint: "+joined(r.Title, day(r.Published, l.Zone), r.File))
		}
	}
}

// about writes all but the title, in one line where that fits. A file's name is
// never broken, so that it can be copied.
func (l List) about(b *strings.Builder, margin string, a *retrieval.Article) {
	by, brief, reprints := a.Author, "", ""
	if by == "" {
		by = "no byline"
	}
	if a.Brief {
		brief = "brief"
	}
	if len(a.AlsoIn) > 0 {
		reprints = Plural(len(a.AlsoIn), "reprint") + " folded in"
	}
	about := joined(day(a.Published, l.Zone), by, brief, Plural(len(a.Passages), "passage"), language(a), a.Origin.Kind, reprints)
	if all := joined(about, a.Origin.File); len(l.Fits(console.Line(all), len(margin))) == 1 {
		l.wrapped(b, margin, all)
		return
	}
	l.wrapped(b, margin, about)
	b.WriteString(margin + console.Line(a.Origin.File) + "\n")
}

// wrapped writes a text after a margin, which its other lines have as spaces.
func (l List) wrapped(b *strings.Builder, margin, text string) {
	width := len([]rune(margin))
	for _, line := range l.Fits(console.Line(text), width) {
		b.WriteString(margin + line + "\n")
		margin = strings.Repeat(" ", width)
	}
}
