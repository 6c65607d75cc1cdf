// Package feed reads RSS, Atom, JSON Feed and news sitemaps: the entries of a
// feed, each with the text that it carries, and the address of the feed that a
// page names. What is broken off keeps its whole entries.
package feed

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/mmcdole/gofeed"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/draft"
)

// Context is what reading a feed depends on besides its bytes.
type Context struct {
	Base        string // the feed's address, "" for a file
	ContentType string // what it was served with, "" for a file
	Limit       int    // how many entries are read
	Paper       draft.Paper
	// Now is when it was read: dates far after it are no dates. Zero believes
	// all, so that a file always gives the same.
	Now time.Time
}

// Content is what a feed holds.
type Content struct {
	Entries []Entry
	Listed  int  // entries there are, read or not
	CutOff  bool // the feed broke off; its whole entries are read
}

// DefaultMaxEntries bounds the entries of one feed.
const DefaultMaxEntries = 500

// Entries reads RSS, Atom and JSON Feed. What has neither title nor text is
// left out, and what is listed twice is taken once.
func Entries(data []byte, in Context) (content Content, err error) {
	defer func() {
		if r := recover(); r != nil {
			content, err = Content{}, fmt.Errorf("not understood as a feed: %v", r)
		}
	}()
	data = feedBytes(data, in.ContentType)
	if reason := tangledXML(data); reason != "" {
		return Content{}, errors.New("not understood as a feed: " + reason)
	}
	if IsSitemap(data[:min(len(data), decode.SniffBytes)]) {
		return sitemapEntries(data, in)
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		whole := mend(data)
		if whole == nil {
			return Content{}, fmt.Errorf("not understood as a feed: %w", err)
		}
		if feed, err = gofeed.NewParser().Parse(bytes.NewReader(whole)); err != nil {
			return Content{}, fmt.Errorf("not understood as a feed: %w", err)
		}
		content.CutOff = true
	}
	feed.Items = slices.DeleteFunc(feed.Items, func(item *gofeed.Item) bool { return item == nil || unpublished(item) })
	for _, item := range feed.Items {
		elsewhere(item)
	}
	if feed.FeedType == "rss" && !bytes.Contains(data, notPermanent) {
		linkByID(feed.Items)
	}
	content.Listed = len(feed.Items)
	content.Entries = distinctEntries(feed, in)
	return content, nil
}

// distinctEntries are those of a feed, each once. Where several have one id and
// each another address, the address names them.
func distinctEntries(feed *gofeed.Feed, in Context) []Entry {
	shared := map[string]string{} // the address of an id, "" for several
	for _, item := range feed.Items {
		if link, known := shared[item.GUID]; known && link != item.Link {
			shared[item.GUID] = ""
		} else {
			shared[item.GUID] = item.Link
		}
	}
	var out []Entry
	seen := map[string]bool{}
	for _, item := range newest(feed.Items, in.Limit) {
		if len(out) == in.Limit {
			break
		}
		e, ok := newEntry(item, feed.Language, in)
		if item.GUID != "" && shared[item.GUID] == "" && e.Draft.URL != "" {
			e.Key = e.Draft.URL
		}
		same := "\x00" + e.Draft.URL + " " + e.Draft.Key // no id begins so
		if !ok || seen[e.Key] || e.Draft.URL != "" && seen[same] {
			continue
		}
		seen[e.Key], seen[same] = true, true
		out = append(out, e)
	}
	return out
}

// notPermanent marks the ids of RSS items that are no addresses.
var notPermanent = []byte(`isPermaLink="false"`)

// linkByID gives the items of an RSS feed that have no link their id, which is
// one unless the feed says otherwise.
func linkByID(items []*gofeed.Item) {
	for _, item := range items {
		if item.Link == "" && address.Canonical(item.GUID) != "" {
			item.Link = item.GUID
		}
	}
}

// newest puts the newest items first where not all are read. Feeds list them
// so, but for some that are the other way round.
func newest(items []*gofeed.Item, limit int) []*gofeed.Item {
	if len(items) <= limit {
		return items
	}
	rising := 0
	var last *time.Time
	for _, item := range items {
		when := cmp.Or(item.PublishedParsed, item.UpdatedParsed)
		if when != nil && last != nil {
			rising += when.Compare(*last)
		}
		last = cmp.Or(when, last)
	}
	if rising <= 0 {
		return items
	}
	items = slices.Clone(items)
	slices.Reverse(items)
	return items
}

// MaxAhead is how far in the future a date may lie: a time zone that was left
// out moves it by less than a day. What is dated later would be the newest
// article until then; its date counts as unknown.
const MaxAhead = 24 * time.Hour

// File reads a feed saved as a file: nothing is fetched.
func File(name string, data []byte, in Context) draft.Result {
	if IsSitemap(data[:min(len(data), decode.SniffBytes)]) {
		return draft.Skipped(name, errSitemapFile.Error())
	}
	feed, err := Entries(data, in)
	if err != nil {
		return draft.Skipped(name, err.Error())
	}
	var p draft.Result
	for _, e := range feed.Entries {
		if e.Full || len(e.Draft.Parts) > 0 && e.Draft.URL == "" {
			p.Drafts = append(p.Drafts, e.Draft)
		} else if d, ok := e.Brief(); ok {
			p.Drafts = append(p.Drafts, d)
		}
	}
	if len(p.Drafts) == 0 {
		return draft.Skipped(name, "the feed has no entries with text; give its address, and the pages that it links to are read")
	}
	if feed.CutOff {
		p.Skips = draft.Remarked(name, fmt.Sprintf("cut off after its %s entry, the last that is read; save it again", ordinal(feed.Listed)))
	}
	return p
}

// ordinal writes a place in a list.
func ordinal(n int) string {
	switch {
	case n%10 == 1 && n%100 != 11:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2 && n%100 != 12:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3 && n%100 != 13:
		return fmt.Sprintf("%drd", n)
	}
	return fmt.Sprintf("%dth", n)
}
