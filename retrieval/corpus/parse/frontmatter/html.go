package frontmatter

import (
	"cmp"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/dialect"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/webpage"
	"articlebot/retrieval/text"
)

// HTML reads a web page in a file, which with Jekyll and Hugo may have
// front matter above it. What that says is surer than what the page does.
func HTML(name, content string, paper draft.Paper) draft.Result {
	if !Starts(content) {
		return webpage.Parse(name, content, "", paper)
	}
	front, body, err := frontMatter(content)
	switch {
	case err != nil:
		return draft.Skipped(name, err.Error())
	case front.Withheld != "":
		return draft.Skipped(name, front.Withheld)
	}
	p := webpage.Parse(name, dialect.Markdown(name, body), "", paper)
	if len(p.Drafts) == 0 {
		return p
	}
	d := &p.Drafts[0]
	d.Own = front.ID
	d.URL = cmp.Or(address.Canonical(front.URL), d.URL)
	d.Title = cmp.Or(text.Clean(front.Title), d.Title)
	d.Section = cmp.Or(text.Clean(front.Section), d.Section)
	d.Author = cmp.Or(text.Clean(front.Author), d.Author)
	if day := nameDate(name); day != "" {
		front.Dates = append(front.Dates, day)
	}
	p.Skips = append(p.Skips, draft.Remarked(name, d.TakeDate(front.Dates, paper))...)
	return p
}
