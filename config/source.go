package config

import "time"

// Source is one place of articles.
type Source struct {
	// Path is a file, a folder, or the http or https address of a feed or page.
	Path string
	// Kind is one of Kinds; "" recognises it by content.
	Kind string
	// Section and Language stand in for what an article itself does not tell;
	// "" for none.
	Section, Language string

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
		{"path", "", &s.Path}, {"kind", "", &s.Kind}, {"section", "", &s.Section}, {"language", "", &s.Language},
		{"teaser_only", "", &s.TeaserOnly}, {"max_entries", "", &s.MaxEntries}, {"keep", "", &s.Keep},
	}
}

// Kinds are the kinds of sources there are.
var Kinds = []string{"page", "html", "markdown", "jsonl", "feed"}

// Languages are the languages that a source may be declared to be in.
var Languages = []string{"en", "vi"}

// SetArticles replaces the sources with paths, which came from where.
func (c *Config) SetArticles(paths []string, where string) {
	c.Articles = nil
	for _, p := range paths {
		c.Articles = append(c.Articles, Source{Path: p})
	}
	c.origins["articles"] = where
}
