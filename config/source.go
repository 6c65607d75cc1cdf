package config

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/text/languages"
)

// Source is one place of articles.
type Source struct {
	// Path is a file, a folder, or the http or https address of a feed or page.
	Path string
	// Kind is one of Kinds; "" recognises it by content.
	Kind string
	// Section and Language stand in for what an article itself does not tell;
	// "" for none.
	Section, Language string

	// FollowLinks follows links that lead out of a folder.
	FollowLinks bool

	// TeaserOnly takes what a feed carries and fetches no linked page.
	TeaserOnly bool
	// MaxEntries is how many entries of a feed are read; 0: as many as is usual.
	MaxEntries int
	// Keep is how long an article stays after the feed has dropped it.
	Keep time.Duration
}

// fields are the source's parts by their names in the file, in the order in
// which they are written.
func (s *Source) fields() []setting {
	return []setting{
		{"path", "A file, a folder with all that is below it, or the address of a feed or a page.", &s.Path},
		{"kind", "One of " + strings.Join(Kinds, ", ") + "; none: recognised by content.", &s.Kind},
		{"section", "The section of articles that name none.", &s.Section},
		{"language", "The language of articles whose own cannot be told: " + strings.Join(Languages(), " or ") + ".", &s.Language},
		{"follow_links", "Of a folder: follow links that lead out of it.", &s.FollowLinks},
		{"teaser_only", "Of a feed: take what it carries, fetch none of the pages that it links to.", &s.TeaserOnly},
		{"max_entries", "Of a feed or news sitemap: read this many entries, the newest; none: 500.", &s.MaxEntries},
		{"keep", "Of a feed: keep an article this long (30d) after newer ones pushed it off the feed; none: not at all.", &s.Keep},
	}
}

// remote tells whether the source is an address.
func (s *Source) remote() bool { return address.IsWeb(s.Path) }

// shown is the path, without a secret that stands in an address.
func (s *Source) shown() string { return shownText(s.Path) }

// fault says what is wrong with a source and what to write instead, "" for
// nothing.
func (s *Source) fault() string {
	path := quoteShort(s.shown())
	switch u, err := url.Parse(s.Path); {
	case s.remote() && (err != nil || u.Hostname() == ""):
		return "one of the addresses cannot be read; write it as https://host/path"
	case s.Kind != "" && !slices.Contains(Kinds, s.Kind):
		return fmt.Sprintf("kind %s of %s does not exist; write one of %s", quoteShort(s.Kind), path, strings.Join(Kinds, ", "))
	case s.Language != "" && !slices.Contains(Languages(), s.Language):
		return fmt.Sprintf("language %s of %s is not known; write one of %s", quoteShort(s.Language), path, strings.Join(Languages(), ", "))
	case s.MaxEntries < 0 || s.MaxEntries > maxEntries:
		return fmt.Sprintf("max_entries of %s: write a number from 1 to %d, or none", path, maxEntries)
	case s.Keep < 0:
		return fmt.Sprintf("keep of %s: write at least 0s", path)
	}
	if s.remote() && s.FollowLinks {
		return fmt.Sprintf("%s is no folder; leave out its follow_links", path)
	}
	if feed := s.remote() && (s.Kind == "" || s.Kind == "feed"); !feed && (s.TeaserOnly || s.MaxEntries != 0 || s.Keep != 0) {
		return fmt.Sprintf("%s is not the address of a feed; leave out its teaser_only, max_entries and keep", path)
	}
	return ""
}

// maxEntries is more than any feed lists.
const maxEntries = 100_000

// Kinds are the kinds of sources there are.
var Kinds = []string{"page", "html", "markdown", "jsonl", "json", "csv", "wordpress", "newsml", "mhtml", "feed"}

// Languages are the languages that a source may be declared to be in: those that
// are searched in.
func Languages() []string {
	var tags []string
	for _, l := range languages.Searched(languages.Builtin()) {
		tags = append(tags, l.Tag)
	}
	return tags
}

// LocalPaths are the sources that are files or folders.
func (c *Config) LocalPaths() []string {
	var paths []string
	for _, s := range c.Articles {
		if !s.remote() {
			paths = append(paths, s.Path)
		}
	}
	return paths
}

// SetArticles replaces the sources with paths, which came from where.
func (c *Config) SetArticles(paths []string, where string) {
	c.Articles = nil
	for _, p := range paths {
		c.Articles = append(c.Articles, Source{Path: p})
	}
	c.origins["articles"] = where
}

// Origin says where a setting's value came from: a place in a file, a variable
// or what SetArticles named; "" for the default.
func (c *Config) Origin(key string) string { return c.origins[key] }
