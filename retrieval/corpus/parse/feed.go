package parse

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	nethtml "golang.org/x/net/html"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
	"articlebot/retrieval/text"
)

// FeedEntry is one entry of a feed as it was published there.
type FeedEntry struct {
	Key         string // what names it in the feed: its id, else its address, else its title
	Fingerprint string // of all that it says
	Draft       Draft  // with the text that the feed carries
	Full        bool   // the feed carries the whole text
}

// Text that a feed carries is the whole article from this many characters of
// running text on; less is a teaser.
const minFullText = 700

// FeedContext is what reading a feed depends on besides its bytes.
type FeedContext struct {
	Base        string // the feed's address, "" for a file
	ContentType string // what it was served with, "" for a file
	Limit       int    // how many entries are read
	Paper       Paper
	// Now is when it was read: dates far after it are no dates. Zero believes
	// all, so that a file always gives the same.
	Now time.Time
}

// FeedContent is what a feed holds.
type FeedContent struct {
	Entries []FeedEntry
	Listed  int  // entries there are, read or not
	CutOff  bool // the feed broke off; its whole entries are read
}

// DefaultMaxEntries bounds the entries of one feed.
const DefaultMaxEntries = 500

// Entries reads RSS, Atom and JSON Feed. What has neither title nor text is
// left out, and what is listed twice is taken once.
func Entries(data []byte, in FeedContext) (content FeedContent, err error) {
	defer func() {
		if r := recover(); r != nil {
			content, err = FeedContent{}, fmt.Errorf("not understood as a feed: %v", r)
		}
	}()
	data = feedBytes(data, in.ContentType)
	if reason := tangledXML(data); reason != "" {
		return FeedContent{}, errors.New("not understood as a feed: " + reason)
	}
	if sitemapStart.Match(data[:min(len(data), SniffBytes)]) {
		return sitemapEntries(data, in)
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		whole := mend(data)
		if whole == nil {
			return FeedContent{}, fmt.Errorf("not understood as a feed: %w", err)
		}
		if feed, err = gofeed.NewParser().Parse(bytes.NewReader(whole)); err != nil {
			return FeedContent{}, fmt.Errorf("not understood as a feed: %w", err)
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
func distinctEntries(feed *gofeed.Feed, in FeedContext) []FeedEntry {
	shared := map[string]string{} // the address of an id, "" for several
	for _, item := range feed.Items {
		if link, known := shared[item.GUID]; known && link != item.Link {
			shared[item.GUID] = ""
		} else {
			shared[item.GUID] = item.Link
		}
	}
	var out []FeedEntry
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

// newEntry reads one item of a feed.
func newEntry(item *gofeed.Item, language string, in FeedContext) (FeedEntry, bool) {
	d := Draft{Title: titleText(item.Title), URL: address.Article(address.Resolve(in.Base, item.Link)), Author: authors(item)}
	for _, c := range item.Categories {
		if c = text.Clean(c); c != "" && len(c) <= maxSection {
			d.Section = c
			break
		}
	}
	d.Published = in.published(item)
	content, teaser := fragmentParts(item.Content), fragmentParts(item.Description)
	d.Parts = content
	if runningLength(teaser) > runningLength(content) || len(content) == 0 {
		d.Parts = teaser
	}
	if d.URL == "" {
		d.Own = strings.TrimSpace(item.GUID)
	}
	if len(d.Parts) == 0 && (d.Title == "" || d.URL == "") {
		return FeedEntry{}, false
	}
	if d.Title == "" {
		d.Title = titleFrom(d.Parts[0].Text)
	}
	d.Key = prose.TitleKey(d.Title)
	d.detect(language)
	e := FeedEntry{Key: cmp.Or(address.Canonical(item.GUID), strings.TrimSpace(item.GUID), d.URL, d.Title), Draft: d}
	e.Full = runningLength(d.Parts) >= minFullText && !truncated(d.Parts)
	e.Fingerprint = prose.ShortHash(strings.Join([]string{item.Title, item.Updated, item.Published, d.Published.String(), d.URL}, "\x00")) + prose.ShortHash(item.Content+"\x00"+item.Description)
	return e, true
}

// published is when an entry was published: its own date, else that of its last
// change. The feed's parser knows forms that stand in feeds alone.
func (in FeedContext) published(item *gofeed.Item) time.Time {
	for _, date := range []struct {
		written string
		parsed  *time.Time
	}{{item.Published, item.PublishedParsed}, {item.Updated, item.UpdatedParsed}} {
		when, ok := in.Paper.date(date.written)
		if !ok && date.parsed != nil {
			when, ok = date.parsed.UTC(), stamp.Sane(*date.parsed)
		}
		if ok && (in.Now.IsZero() || when.Sub(in.Now) <= MaxAhead) {
			return when
		}
	}
	return time.Time{}
}

func authors(item *gofeed.Item) string {
	var names []string
	for _, a := range item.Authors {
		if a == nil {
			continue
		}
		if name := prose.First(a.Name); name != "" && !strings.Contains(name, "@") {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

var tag = regexp.MustCompile(`<[a-zA-Z/!][^>]*>`)

func truncated(parts []Part) bool {
	return len(parts) > 0 && builtin().cutOff.MatchString(parts[len(parts)-1].Text)
}

// fragmentParts reads the paragraphs of an entry: HTML, escaped HTML or plain
// text.
func fragmentParts(s string) []Part {
	if !tag.MatchString(s) {
		if unescaped := html.UnescapeString(s); tag.MatchString(unescaped) {
			s = unescaped
		} else {
			return bodyParts(paragraphs(unescaped))
		}
	}
	if tooMuch(s) != "" {
		return nil
	}
	doc, err := nethtml.Parse(strings.NewReader(s))
	if err != nil || tooBig(doc) != "" {
		return nil
	}
	return htmlParts(doc)
}

// Brief makes a brief of an entry of which only a teaser is known; false where
// there is not even that.
func (e FeedEntry) Brief() (Draft, bool) {
	d := e.Draft
	var words []string
	for _, p := range d.Parts {
		if p.Kind == retrieval.Body {
			words = append(words, p.Text)
		}
	}
	teaser := strings.Join(words, " ")
	if teaser == "" {
		return d, false
	}
	d.Brief = true
	d.Parts = []Part{{Kind: retrieval.Brief, Text: bounded(teaser)[0]}}
	return d, true
}

// parseFeedFile reads a feed saved as a file: nothing is fetched.
func parseFeedFile(name string, data []byte, in FeedContext) Result {
	if sitemapStart.Match(data[:min(len(data), SniffBytes)]) {
		return skip(name, errSitemapFile.Error())
	}
	feed, err := Entries(data, in)
	if err != nil {
		return skip(name, err.Error())
	}
	var p Result
	for _, e := range feed.Entries {
		if e.Full || len(e.Draft.Parts) > 0 && e.Draft.URL == "" {
			p.Drafts = append(p.Drafts, e.Draft)
		} else if d, ok := e.Brief(); ok {
			p.Drafts = append(p.Drafts, d)
		}
	}
	if len(p.Drafts) == 0 {
		return skip(name, "the feed has no entries with text; give its address, and the pages that it links to are read")
	}
	if feed.CutOff {
		p.Skips = remarked(name, fmt.Sprintf("cut off after its %s entry, the last that is read; save it again", ordinal(feed.Listed)))
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
