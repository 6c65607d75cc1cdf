// Package merge makes one corpus of what the sources gave, in which each article
// stands once and has its id: briefs give way to full articles, reprints are
// folded, and what the articles of a source have in common is the paper's, not
// theirs. The same input gives the same articles in the same order with the same
// ids.
package merge

import (
	"fmt"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/redact"
	"articlebot/retrieval/dates"
	"articlebot/retrieval/text"
)

// item is a draft on its way into the corpus.
type item struct {
	draft  *Prepared
	source int // index of the source
	file   string
	kind   parse.Kind
	id     retrieval.ArticleID
	// section is the draft's, or that of a brief which gave way to it.
	section string
	// gone marks an item that another stands for.
	gone   bool
	alsoIn []*item
}

// Corpus makes the corpus of what the sources gave: briefs give way to full
// articles, the same article is taken once, reprints are folded, ids are given.
// Times are put on the clock of zone. Order and ids depend on the input alone.
func Corpus(given []*Given, zone *time.Location) retrieval.Corpus {
	m := merger{given: given, dropped: make([]int, len(given)), zone: zone, byID: identities{}, byTitle: map[string]*item{}, byURL: map[string]*item{}, byLead: map[string]*item{}}
	for s := range given {
		for _, f := range given[s].Files {
			for i := range f.Drafts {
				d := &f.Drafts[i]
				m.items = append(m.items, &item{draft: d, source: s, file: f.Name, kind: f.Kind, section: d.Section})
			}
		}
	}
	m.unshare()
	m.takeArticles()
	foldReprints(m.items)
	m.takeBriefs()
	m.dropFurniture()
	m.countDropped()
	return m.corpus()
}

type merger struct {
	given   []*Given
	dropped []int // articles of each source that are there already
	zone    *time.Location
	items   []*item
	byID    identities
	// Where full articles and, later, briefs are found again.
	byTitle, byURL, byLead map[string]*item
}

// takeArticles gives every full article its id and drops those that are there
// already.
func (m *merger) takeArticles() {
	for _, it := range m.items {
		if it.draft.Brief {
			continue
		}
		other := m.sameAddress(it)
		if other == nil {
			other = m.byID.claim(it)
		}
		if other != nil {
			m.drop(it, other)
			continue
		}
		keep(m.byTitle, it.draft.Key, it)
		keep(m.byLead, it.draft.Parts[0].Text, it)
		if it.draft.URL != "" {
			keep(m.byURL, it.draft.URL, it)
		}
	}
}

func keep(index map[string]*item, key string, it *item) {
	if index[key] == nil {
		index[key] = it
	}
}

// sameAddress finds the article that has an item's address already.
func (m *merger) sameAddress(it *item) *item {
	if it.draft.Own == "" && it.draft.URL != "" {
		return m.byURL[it.draft.URL]
	}
	return nil
}

func sameWords(a, b *Prepared) bool {
	if len(a.Parts) != len(b.Parts) || a.Key != b.Key {
		return false
	}
	for i := range a.Parts {
		if a.Parts[i].Text != b.Parts[i].Text {
			return false
		}
	}
	return true
}

// drop leaves an item out and says so in its source's status.
func (m *merger) drop(it, other *item) {
	it.gone = true
	if m.dropped[it.source]++; m.dropped[it.source] > maxNamed {
		return
	}
	g := m.given[it.source]
	g.Skips = append(g.Skips, retrieval.Skip{Name: it.file, Reason: fmt.Sprintf("%q is already there from %s", it.draft.Title, other.file)})
}

// maxNamed is how many repeated articles of one source are named; the others
// are counted.
const maxNamed = 500

// countDropped tells how many more were left out than are named.
func (m *merger) countDropped() {
	for source, n := range m.dropped {
		if n > maxNamed {
			g := m.given[source]
			g.Skips = append(g.Skips, retrieval.Skip{Name: g.Name, Reason: fmt.Sprintf("%d more of its articles are already there", n-maxNamed),
				Count: n - maxNamed, Each: "already there, as those of its source that are named"})
		}
	}
}

// takeBriefs gives ids to the briefs that no full article and no earlier brief
// stands for. A brief lends its section to the article that replaces it.
func (m *merger) takeBriefs() {
	briefs := map[string][]*item{}
	for _, it := range m.items {
		if !it.draft.Brief {
			continue
		}
		key := it.draft.Key
		other := m.fullOf(it, key)
		if other == nil {
			other = sameBrief(it, briefs[key])
		}
		if other == nil {
			other = m.byID.claim(it)
		}
		if other == nil {
			briefs[key] = append(briefs[key], it)
			continue
		}
		it.gone = true
		if other.section == "" {
			other.section = it.draft.Section
		}
	}
}

// fullOf finds the full article of a brief: of the same address, the same
// title, or beginning with the same words.
func (m *merger) fullOf(it *item, key string) *item {
	if full := m.byURL[it.draft.URL]; full != nil && it.draft.URL != "" {
		return full
	}
	if full := m.byTitle[key]; full != nil {
		return full
	}
	return m.byLead[it.draft.Parts[0].Text]
}

// minBriefResemblance is the share of common shingles from which two briefs of
// the same title are one: a standfirst is two sentences, of which one may have
// been edited.
const minBriefResemblance = 0.5

// sameBrief finds a brief of the same title whose standfirst is the same or
// was only edited.
func sameBrief(it *item, others []*item) *item {
	for _, other := range others[max(0, len(others)-maxCompared):] {
		a, b := it.draft.Parts[0].Text, other.draft.Parts[0].Text
		if a == b || resemblance(shingles(a), shingles(b)) >= minBriefResemblance {
			return other
		}
	}
	return nil
}

// corpus lists what is left, and counts it by source.
func (m *merger) corpus() retrieval.Corpus {
	var c retrieval.Corpus
	counts := make([]retrieval.Counts, len(m.given))
	for _, it := range m.items {
		if it.gone {
			continue
		}
		c.Articles = append(c.Articles, it.article(m.given[it.source], m.zone))
		if it.draft.Brief {
			counts[it.source].Briefs++
		} else {
			counts[it.source].Articles++
		}
	}
	for i, g := range m.given {
		c.Sources = append(c.Sources, retrieval.SourceStatus{Source: g.Name, Kind: g.kind(), Articles: counts[i].Articles,
			Briefs: counts[i].Briefs, Skipped: shown(g.Skips), Err: redact.Text(g.Err), ReadAt: g.TakenOver})
	}
	return c
}

// article makes the article of an item, with passages of its own.
func (it *item) article(g *Given, zone *time.Location) retrieval.Article {
	a := it.bare(g, zone)
	a.Passages = make([]retrieval.Passage, len(it.draft.passages))
	for i, p := range it.draft.passages {
		a.Passages[i] = retrieval.Passage{ID: retrieval.NewPassageID(it.id, i), ArticleID: it.id, Ordinal: i, Kind: p.Kind, Text: p.Text}
	}
	for _, other := range it.alsoIn {
		reprint := other.bare(g, zone)
		a.AlsoIn = append(a.AlsoIn, reprint.Summary())
	}
	return a
}

func (it *item) bare(g *Given, zone *time.Location) retrieval.Article {
	d := it.draft
	a := retrieval.Article{ID: it.id, Title: d.Title, Section: it.section, Author: d.Author, Published: dates.In(d.Published, zone), URL: d.URL,
		Language: d.Language, Brief: d.Brief, Origin: retrieval.Origin{File: redact.Text(it.file), Kind: string(it.kind)}}
	if a.Section == "" {
		a.Section = g.Section
	}
	if g.Language != "" && (a.Language == "" || a.Language == text.Undetermined) {
		a.Language = g.Language
	}
	return a
}
