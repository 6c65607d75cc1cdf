package frontmatter

import (
	"path"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/body"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/dialect"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// Markdown reads an article in Markdown, with front matter or without.
// Title, byline and the like come from the front matter, the title else from
// the first heading, the day else from the name of the file.
func Markdown(name, content string, paper draft.Paper) draft.Result {
	front, rest, err := frontMatter(content)
	switch {
	case err != nil:
		return draft.Skipped(name, err.Error())
	case front.Withheld != "":
		return draft.Skipped(name, front.Withheld)
	case path.Base(name) == "_index.md":
		return draft.Skipped(name, "no article: with Hugo, this is the page of a section; rename it if it is one")
	}
	if len(rest) > body.MaxMarkdown {
		return draft.Skipped(name, decode.TooLarge(body.MaxMarkdown).Error())
	}
	parts, heading, err := body.Markdown(dialect.Markdown(name, rest))
	if err != nil {
		return draft.Skipped(name, err.Error())
	}
	d := draft.Draft{Own: front.ID, URL: address.Canonical(front.URL), Title: text.Clean(front.Title), Section: text.Clean(front.Section), Author: text.Clean(front.Author)}
	if day := nameDate(name); day != "" {
		front.Dates = append(front.Dates, day)
	}
	remark := d.TakeDate(front.Dates, paper)
	if d.Title == "" {
		d.Title = heading
	} else if heading != "" && prose.TitleKey(heading) != prose.TitleKey(d.Title) {
		parts = append([]draft.Part{{Kind: retrieval.Body, Text: heading, Heading: true}}, parts...)
	}
	d.Parts = d.TakeTail(parts, paper)
	if len(d.Parts) == 0 {
		return draft.Skipped(name, "no article text found below the front matter or heading")
	}
	if d.Title == "" {
		d.Title = prose.TitleFrom(d.Parts[0].Text)
	}
	d.Detect(front.Language)
	return draft.Result{Drafts: []draft.Draft{d}, Skips: draft.Remarked(name, remark)}
}
