package retrieval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"articlebot/retrieval/text"
)

// Checks are what the articles of a reload must pass before people are
// answered from them, besides those that always apply: no article without
// text, no id twice, no source lost, and titles that find their articles. The
// zero value adds nothing.
type Checks struct {
	// MinShare is the least share of the articles, and of the passages, that
	// must be left, in [0, 1].
	MinShare float64
	// Probes are questions that must find their article.
	Probes []Probe
}

// Probe is a question and words of the title of an article that it must find
// among the first probeDepth passages.
type Probe struct{ Question, Title string }

const (
	// probeDepth is how far down a probe looks, in passages.
	probeDepth = 10
	// titleProbes is how many articles are looked for by their own titles.
	titleProbes = 16
	// titleProbesFound is the least share of them that must be found: titles of
	// few and common words may be missed.
	titleProbesFound = 0.75
	// maxNamed is how many culprits a reason names.
	maxNamed = 3
)

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
	all := func(c Counts) int { return c.Articles + c.Briefs }
	switch {
	case shrunk(old.counts.Articles, fresh.counts.Articles, c.MinShare):
		add(shrinkReason("articles", old.counts.Articles, fresh.counts.Articles, c.MinShare))
	case shrunk(all(old.counts), all(fresh.counts), c.MinShare):
		add(shrinkReason("articles and briefs", all(old.counts), all(fresh.counts), c.MinShare))
	case shrunk(old.counts.Passages, fresh.counts.Passages, c.MinShare):
		add(shrinkReason("passages", old.counts.Passages, fresh.counts.Passages, c.MinShare))
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
	for i := range s.articles {
		a := &s.articles[i]
		if len(a.Passages) == 0 || slices.ContainsFunc(a.Passages, func(p Passage) bool { return strings.TrimSpace(p.Text) == "" }) {
			empty = append(empty, a.Title)
		}
	}
	return named(len(empty), "without text", empty)
}

func duplicateIDs(s *snapshot) string {
	var twice []string
	for i := range s.articles {
		if id := string(s.articles[i].ID); s.byID[id] != i {
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
func lostSources(old, fresh []SourceStatus) string {
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

// probe asks the snapshot questions whose answers are known, and returns what
// it does not find.
func (e *Engine) probe(ctx context.Context, s *snapshot) ([]string, error) {
	var wrong []string
	for _, p := range e.cfg.Checks.Probes {
		found, _, err := e.finds(ctx, s, p.Question, func(a *Article) bool {
			return strings.Contains(text.Fold(a.Title), text.Fold(p.Title))
		})
		if err != nil {
			return nil, err
		}
		if !found {
			wrong = append(wrong, fmt.Sprintf("the question %q does not find an article titled %q any more", p.Question, p.Title))
		}
	}
	missed, asked, err := e.probeTitles(ctx, s)
	if err != nil {
		return nil, err
	}
	if float64(asked-len(missed)) < titleProbesFound*float64(asked) {
		wrong = append(wrong, fmt.Sprintf("%d of %d articles are not found by their own titles: %s", len(missed), asked, nameSome(missed)))
	}
	return wrong, nil
}

// probeTitles looks for articles, evenly spread, by their titles.
func (e *Engine) probeTitles(ctx context.Context, s *snapshot) (missed []string, asked int, err error) {
	n := min(titleProbes, len(s.articles))
	for k := range n {
		a := &s.articles[k*len(s.articles)/n]
		found, searched, err := e.finds(ctx, s, a.Title, func(b *Article) bool { return b.Title == a.Title })
		if err != nil {
			return nil, 0, err
		}
		if searched {
			asked++
		}
		if searched && !found {
			missed = append(missed, a.Title)
		}
	}
	return missed, asked, nil
}

// finds tells whether a question leads to an article, and whether it has any
// word to search for.
func (e *Engine) finds(ctx context.Context, s *snapshot, question string, is func(*Article) bool) (found, searched bool, err error) {
	q := s.readQuestion(Question{Text: question})
	ranked, err := s.search(ctx, q, "", e.model)
	if err != nil {
		return false, false, fmt.Errorf("probe index: %w", err)
	}
	for _, r := range ranked[:min(len(ranked), probeDepth)] {
		if is(&s.articles[s.collection.Article(r.Doc)]) {
			return true, true, nil
		}
	}
	return false, len(s.collection.SearchTerms(q)) > 0, nil
}
