package engine

import (
	"articlebot/retrieval"
	"fmt"
	"slices"
	"strings"
)

// Checks are what the articles of a reload must pass before people are
// answered from them, besides those that always apply: no article without
// text, no id twice, no source lost, and titles that find their articles. The
// zero value adds nothing.
type Checks struct {
	// MinShare is the least share of the articles, and of their text, that must be
	// left, in [0, 1].
	MinShare float64
	// Probes are questions that must still find their article: what the index
	// that answers now does not find either holds nothing up.
	Probes []retrieval.Probe
}

// maxNamed is how many culprits a reason names.
const maxNamed = 3

// inspect returns what is wrong with a corpus, before it is indexed.
func (c Checks) inspect(old, fresh *snapshot) []string {
	var wrong []string
	add := func(reason string) {
		if reason != "" {
			wrong = append(wrong, reason)
		}
	}
	add(emptyBodies(fresh))
	add(duplicateIDs(fresh))
	add(lostSources(old.read.Load().sources, fresh.read.Load().sources))
	all := func(c retrieval.Counts) int { return c.Articles + c.Briefs }
	switch {
	case shrunk(old.counts.Articles, fresh.counts.Articles, c.MinShare):
		add(shrinkReason("articles", old.counts.Articles, fresh.counts.Articles, c.MinShare))
	case shrunk(all(old.counts), all(fresh.counts), c.MinShare):
		add(shrinkReason("articles and briefs", all(old.counts), all(fresh.counts), c.MinShare))
	case shrunk(old.textSize, fresh.textSize, c.MinShare):
		add(shrinkReason("bytes of text", old.textSize, fresh.textSize, c.MinShare))
	}
	return wrong
}

func shrunk(from, to int, least float64) bool { return float64(to) < least*float64(from) }

func shrinkReason(what string, from, to int, least float64) string {
	lost := 100 * float64(from-to) / float64(from)
	return fmt.Sprintf("%d %s would become %d, %.0f %% fewer; at most %.0f %% may go at a time", from, what, to, lost, 100*(1-least))
}

func emptyBodies(s *snapshot) string {
	var empty []string
	for i := range s.draft.articles {
		a := &s.draft.articles[i]
		if len(a.Passages) == 0 || slices.ContainsFunc(a.Passages, func(p retrieval.Passage) bool { return strings.TrimSpace(p.Text) == "" }) {
			empty = append(empty, a.Title)
		}
	}
	return named(len(empty), "without text", empty)
}

func duplicateIDs(s *snapshot) string {
	var twice []string
	for i := range s.heads {
		if id := string(s.heads[i].ID); s.byID[id] != i {
			twice = append(twice, id)
		}
	}
	return named(len(twice), "with the id of another", twice)
}

// named is a reason of the form "3 articles without text: A, B, C".
func named(n int, what string, names []string) string {
	if n == 0 {
		return ""
	}
	thing := "articles"
	if n == 1 {
		thing = "article"
	}
	return fmt.Sprintf("%d %s %s: %s", n, thing, what, nameSome(names))
}

func nameSome(names []string) string {
	quoted := make([]string, min(len(names), maxNamed))
	for i := range quoted {
		quoted[i] = fmt.Sprintf("%q", names[i])
	}
	if len(names) > maxNamed {
		quoted = append(quoted, "…")
	}
	return strings.Join(quoted, ", ")
}

// lostSources are those that cannot be read now and gave articles before.
func lostSources(old, fresh []retrieval.SourceStatus) string {
	gave := make(map[string]int)
	for _, s := range old {
		gave[s.Source] += s.Articles + s.Briefs
	}
	var lost []string
	for _, s := range fresh {
		if n := gave[s.Source]; s.Err != "" && s.Articles+s.Briefs == 0 && n > 0 {
			lost = append(lost, fmt.Sprintf("%s, which gave %d articles, cannot be read: %s", s.Source, n, s.Err))
		}
	}
	return strings.Join(lost, "; ")
}
