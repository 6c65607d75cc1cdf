package parse

// Kind is a format of articles.
type Kind string

// The kinds of sources. Auto recognises each file by its content.
const (
	Auto      Kind = ""
	Page      Kind = "page"      // the text of a web page as saved from a browser
	HTML      Kind = "html"      // a web page
	Markdown  Kind = "markdown"  // with or without front matter
	JSONLines Kind = "jsonl"     // one article a line
	JSON      Kind = "json"      // a list of articles, an object that holds one, or one article
	Table     Kind = "csv"       // a table whose first row names the columns
	WordPress Kind = "wordpress" // an export of WordPress's (WXR)
	News      Kind = "newsml"    // NewsML or NITF, as news agencies send them
	Mail      Kind = "mhtml"     // a page or a letter saved as a message
	Feed      Kind = "feed"      // RSS, Atom or JSON Feed, or a news sitemap
)

// Kinds lists the kinds that may stand in a configuration.
func Kinds() []Kind {
	return []Kind{Page, HTML, Markdown, JSONLines, JSON, Table, WordPress, News, Mail, Feed}
}

// Pieces tells a kind that is read piece by piece, by Collection, so that its
// files may have any size.
func (k Kind) Pieces() bool {
	switch k {
	case JSONLines, JSON, Table, WordPress, News:
		return true
	}
	return false
}
