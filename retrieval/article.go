package retrieval

import (
	"encoding/base32"
	"hash/fnv"
	"time"

	"articlebot/retrieval/text"
)

// ArticleID names an article and stays the same across reloads: it comes from
// the source's own id or the address if there is one, else from the title.
type ArticleID string

// KeyLen is the length of ArticleID.Key in bytes.
const KeyLen = 13

// Key is a fixed-length, letters-and-digits form of the id, for places with
// little room, such as a button's payload. Equal ids have equal keys.
func (id ArticleID) Key() string {
	h := fnv.New64a()
	h.Write([]byte(id))
	return base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil))
}

// Article is one piece of the newspaper, exactly as published.
type Article struct {
	ID      ArticleID
	Title   string
	Section string // the paper's section, "" when unknown
	Author  string // the byline, "" when unknown
	// Published is the zero time when the source does not tell.
	Published time.Time
	// URL is the article's public address (http or https), "" when unknown.
	URL      string
	Language text.Language
	// Brief marks an article of which only title, section and standfirst are
	// known: an entry in a page's list of recent news.
	Brief    bool
	Passages []Passage
	Origin   Origin
	// AlsoIn lists reprints and near-duplicates that were folded into this one.
	AlsoIn []Summary
}

// Origin tells where an article was read.
type Origin struct {
	File string // path or address as the person who configured it wrote it
	Kind string // the reader that understood it: "page", "jsonl", "html", …
}

// Summary is what a list of articles shows of one.
type Summary struct {
	ID        ArticleID
	Title     string
	Section   string
	Published time.Time
	URL       string
	Brief     bool
	File      string // where it was read, as in Origin
}

// Summary returns the list entry of the article.
func (a *Article) Summary() Summary {
	return Summary{ID: a.ID, Title: a.Title, Section: a.Section, Published: a.Published, URL: a.URL, Brief: a.Brief, File: a.Origin.File}
}
