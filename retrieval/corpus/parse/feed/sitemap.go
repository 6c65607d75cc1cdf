package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
)

// sitemapStart begins a sitemap (sitemaps.org) or a list of sitemaps.
var sitemapStart = regexp.MustCompile(`(?is)^(?:\s|<\?[^>]*>|<!--.*?-->)*<(?:\w+:)?(?:urlset|sitemapindex)\b`)

// IsSitemap tells whether the beginning of a file is that of a sitemap or a list
// of sitemaps.
func IsSitemap(head []byte) bool { return sitemapStart.Match(head) }

var (
	errSitemapFile = errors.New("this is a sitemap, which names pages and has no text; give its address instead of the file, and the pages are fetched")
	errNoNews      = errors.New("this sitemap names no news (news:news), so it cannot be told which of its pages are articles; give the address of the news sitemap, or of the feed")
)

// mapped is a page that a news sitemap names.
type mapped struct {
	Loc  string `xml:"loc"`
	News struct {
		Publication struct {
			Language string `xml:"language"`
		} `xml:"publication"`
		Title string `xml:"title"`
		Date  string `xml:"publication_date"`
	} `xml:"news"`
}

// sitemapEntries reads a news sitemap as a feed without texts.
func sitemapEntries(data []byte, in Context) (content Content, err error) {
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	seen := map[string]bool{}
	pages, index := 0, ""
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) || err != nil && content.Listed > 0 {
			break // what is cut off keeps its whole entries
		}
		if err != nil {
			return Content{}, fmt.Errorf("not understood as a sitemap: %w", err)
		}
		start, ok := token.(xml.StartElement)
		if ok && start.Name.Local == "sitemap" {
			var m mapped
			if dec.DecodeElement(&m, &start) == nil && index == "" {
				index = strings.TrimSpace(m.Loc)
			}
			continue
		}
		if !ok || start.Name.Local != "url" {
			continue
		}
		var m mapped
		if err := dec.DecodeElement(&m, &start); err != nil {
			break
		}
		pages++
		e, ok := m.entry(in)
		if !ok || seen[e.Key] {
			continue
		}
		seen[e.Key] = true
		if content.Listed++; len(content.Entries) < in.Limit {
			content.Entries = append(content.Entries, e)
		}
	}
	switch {
	case index != "":
		return Content{}, fmt.Errorf("this is a list of sitemaps; give the address of one that names news, such as %s", index)
	case len(content.Entries) == 0:
		return Content{}, errNoNews
	}
	return content, nil
}

// entry is a page as an entry of a feed that has no text; false where it is no
// news.
func (m mapped) entry(in Context) (Entry, bool) {
	d := draft.Draft{Title: prose.TitleText(m.News.Title), URL: address.Article(address.Resolve(in.Base, m.Loc)), Language: draft.PrimaryTag(m.News.Publication.Language)}
	if d.Title == "" || d.URL == "" {
		return Entry{}, false
	}
	if when, ok := in.Paper.Date(m.News.Date); ok && (in.Now.IsZero() || when.Sub(in.Now) <= MaxAhead) {
		d.Published = when
	}
	d.Key = prose.TitleKey(d.Title)
	return Entry{Key: d.URL, Fingerprint: prose.ShortHash(d.Title + "\x00" + m.News.Date + "\x00" + d.URL), Draft: d}, true
}
