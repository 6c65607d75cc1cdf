package merge

import (
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/prose"
)

// What all pages of a source have in common is the paper's, not an article's.
const (
	minSharedTitle  = 3   // pages; a title may return once
	sharedTitle     = 0.5 // of the source's pages, more than this
	minSharedAuthor = 5   // pages
	sharedAuthor    = 0.9 // of the source's pages, at least this
)

// unshare gives the web pages of a source their second choice of a title where
// most have the same one, and the printed byline where all declare the same
// author.
func (m *merger) unshare() {
	pages := map[int][]*item{}
	for _, it := range m.items {
		if it.kind == parse.HTML && !it.draft.Brief {
			pages[it.source] = append(pages[it.source], it)
		}
	}
	for _, items := range pages {
		titles, authors := map[string]int{}, map[string]int{}
		for _, it := range items {
			titles[it.draft.Title]++
			authors[it.draft.Author]++
		}
		all := float64(len(items))
		common := func(title string) bool {
			n := titles[title]
			return n >= minSharedTitle && float64(n) > sharedTitle*all
		}
		for _, it := range items {
			d := *it.draft
			if common(d.Title) {
				d.retitle(common)
			}
			if n := authors[d.Author]; d.Second.Author != "" && n >= minSharedAuthor && float64(n) >= sharedAuthor*all {
				d.Author = d.Second.Author
			}
			if d.Title != it.draft.Title || d.Author != it.draft.Author {
				it.draft = &d // what was read is shared and never changes
			}
		}
	}
}

// retitle takes the first other title that is not common too.
func (p *Prepared) retitle(common func(string) bool) {
	for _, title := range p.Second.Titles {
		if !common(title) {
			p.Title, p.Key = title, prose.TitleKey(title)
			if len(p.Parts) > 1 && prose.TitleKey(p.Parts[0].Text) == p.Key {
				p.take(p.Parts[1:])
			}
			return
		}
	}
}
