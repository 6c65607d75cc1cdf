package inspect

import (
	"cmp"
	"slices"
	"strings"

	"articlebot/retrieval"
)

// group is what one source has of one kind.
type group struct {
	kind             string
	articles, briefs []*retrieval.Article
	undated, unnamed int // full articles without a day, without a byline
	languages        map[string]int
}

// groupsOf are the groups of each source, in the order of their first article.
func groupsOf(c retrieval.Corpus) [][]group {
	out := make([][]group, len(c.Sources))
	next := 0
	for i, s := range c.Sources {
		at := map[string]int{}
		for range s.Articles + s.Briefs {
			a := &c.Articles[next]
			next++
			g, ok := at[a.Origin.Kind]
			if !ok {
				g = len(out[i])
				at[a.Origin.Kind] = g
				out[i] = append(out[i], group{kind: a.Origin.Kind, languages: map[string]int{}})
			}
			out[i][g].add(a)
		}
	}
	return out
}

func (g *group) add(a *retrieval.Article) {
	g.languages[language(a)]++
	if a.Brief {
		g.briefs = append(g.briefs, a)
		return
	}
	g.articles = append(g.articles, a)
	if a.Published.IsZero() {
		g.undated++
	}
	if a.Author == "" {
		g.unnamed++
	}
}

// String counts what is in the group, and what its articles lack.
func (g group) String() string {
	parts := []string{g.kind + ": " + Plural(len(g.articles), "article")}
	if len(g.briefs) > 0 {
		parts[0] += ", " + Plural(len(g.briefs), "brief")
	}
	parts = append(parts, g.spoken())
	if g.undated > 0 {
		parts = append(parts, number(g.undated)+" without a day")
	}
	if g.unnamed > 0 {
		parts = append(parts, number(g.unnamed)+" without a byline")
	}
	return joined(parts...)
}

// spoken counts the languages, the most frequent first.
func (g group) spoken() string {
	var tags []string
	for tag := range g.languages {
		tags = append(tags, tag)
	}
	slices.SortFunc(tags, func(a, b string) int {
		return cmp.Or(cmp.Compare(g.languages[b], g.languages[a]), cmp.Compare(a, b))
	})
	for i, tag := range tags {
		tags[i] = tag + " " + number(g.languages[tag])
	}
	return strings.Join(tags, ", ")
}

// filesOf are the names of all files that gave an article.
func filesOf(c retrieval.Corpus) map[string]bool {
	files := map[string]bool{}
	for i := range c.Articles {
		files[c.Articles[i].Origin.File] = true
	}
	return files
}
