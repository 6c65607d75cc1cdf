package record

import (
	"articlebot/retrieval/corpus/parse/address"
	"slices"
	"strings"
	"unicode"
)

// The names that things go by, folded as foldKey does, the most telling first.
var (
	idKeys       = []string{"id", "guid", "uuid", "_id", "articleid", "postid", "identifier"}
	urlKeys      = []string{"url", "link", "canonicalurl", "canonical", "permalink", "weburl", "articleurl", "href", "sourceurl", "mainentityofpage", "externalurl"}
	titleKeys    = []string{"title", "headline", "posttitle", "webtitle", "name", "heading", "articletitle", "subject"}
	sectionKeys  = []string{"section", "sectionname", "articlesection", "category", "categories", "primarytag", "primarycategory", "channel", "topic", "rubric", "desk"}
	authorKeys   = []string{"author", "authors", "byline", "primaryauthor", "authorname", "creator", "dccreator", "writer", "writers", "contributors"}
	languageKeys = []string{"language", "lang", "locale", "inlanguage"}
	headKeys     = []string{"standfirst", "sapo", "lede", "dek"}
	leadKeys     = []string{"customexcerpt", "excerpt", "postexcerpt", "description", "summary", "abstract", "lead", "trailtext", "standfirst", "sapo", "lede", "dek"}
	dateKeys     = []string{"published", "date", "datepublished", "publishedat", "publishdate", "publishedon", "publicationdate", "webpublicationdate", "firstpublicationdate",
		"firstpublishedat", "pubdate", "postdate", "publishedtime", "issued", "dctermsissued", "publishtime", "timestamp", "time", "created", "createdat", "datecreated",
		"creationdate", "postdategmt", "dategmt", "modified", "updated", "updatedat"}
	// textKeys hold the article; of several that do, the first is taken.
	textKeys = []string{"text", "body", "content", "articlebody", "bodyhtml", "contenthtml", "html", "contentencoded", "postcontent", "bodytext", "contenttext",
		"fulltext", "plaintext", "maintext", "textcontent", "article", "story", "paragraphs", "articletext", "fullcontent"}
	// markedKeys hold it in Markdown.
	markedKeys = []string{"markdown", "bodymarkdown", "contentmarkdown", "bodymd", "contentmd", "mdbody"}
	// insides are objects in which some services keep what others have outside.
	insides = []string{"fields", "attributes", "_source", "properties", "data", "node", "article", "post", "item"}
)

// foldKey is the form in which names of keys are compared: lower case, letters
// and digits and a leading underscore alone, so that published_at, publishedAt
// and Published-At are one.
func foldKey(key string) string {
	var b strings.Builder
	for i, r := range strings.ToLower(key) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' && i == 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// fold folds the names of an object's keys. Where two meet, the one that says
// something stays.
func fold(values map[string]any) map[string]any {
	out := make(map[string]any, len(values))
	for k, v := range values {
		if k = foldKey(k); out[k] == nil || textOf(out[k]) == "" {
			out[k] = v
		}
	}
	return out
}

// FromMap reads an object with the names that people use: a post of
// WordPress's or Ghost's interface, an article of schema.org or of a news
// service, the front matter of a static site, a row of a table.
func FromMap(values map[string]any) Record {
	m := fold(values)
	for _, inside := range insides {
		if below, ok := m[inside].(map[string]any); ok {
			for k, v := range fold(below) {
				if textOf(m[k]) == "" || k == inside {
					m[k] = v
				}
			}
		}
	}
	r := Record{
		ID: first(m, idKeys), URL: webAddress(m), Title: first(m, titleKeys), Section: section(m), Author: author(m),
		Language: first(m, languageKeys), Standfirst: first(m, headKeys), Lead: first(m, leadKeys), Withheld: withheld(m),
	}
	for _, k := range dateKeys {
		if s := dateOf(m[k]); s != "" {
			r.Dates = append(r.Dates, s)
		}
	}
	if r.Text = written(m, textKeys); r.Text == "" {
		r.Text = written(m, markedKeys)
		r.Marked = r.Text != ""
	}
	_, documented := m["text"].(string)
	r.Verbatim = documented
	return r
}

// first is the first text that one of the keys has.
func first(m map[string]any, keys []string) string {
	for _, k := range keys {
		if s := textOf(m[k]); s != "" {
			return s
		}
	}
	return ""
}

// written is the first text that one of the keys has; a number is none.
func written(m map[string]any, keys []string) string {
	for _, k := range keys {
		switch m[k].(type) {
		case string, map[string]any, []any:
			if s := textOf(m[k]); s != "" {
				return s
			}
		}
	}
	return ""
}

// webAddress is the first value that is an address.
func webAddress(m map[string]any) string {
	for _, k := range slices.Concat(urlKeys, []string{"guid", "id", "_id"}) {
		s := textOf(m[k])
		if o, ok := m[k].(map[string]any); ok && s == "" {
			s = textOf(o["@id"])
		}
		if address.IsWeb(s) {
			return s
		}
	}
	return ""
}
