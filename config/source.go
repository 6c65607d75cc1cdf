package config

// Source is one place of articles.
type Source struct {
	// Path is a file, a folder, or the http or https address of a feed or page.
	Path string `json:"path"`
	// Kind is one of Kinds; "" recognises it by content.
	Kind string `json:"kind,omitempty"`
	// Section and Language stand in for what an article itself does not tell;
	// "" for none.
	Section  string `json:"section,omitempty"`
	Language string `json:"language,omitempty"`
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
