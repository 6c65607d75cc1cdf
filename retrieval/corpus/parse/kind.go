package parse

// Kind is a format of articles.
type Kind string

// The kinds of sources. Auto recognises each file by its content.
const (
	Auto      Kind = ""
	Page      Kind = "page"     // the text of a web page as saved from a browser
	HTML      Kind = "html"     // a web page
	Markdown  Kind = "markdown" // with or without front matter
	JSONLines Kind = "jsonl"    // one article a line
	Feed      Kind = "feed"     // RSS, Atom or JSON Feed
)

// Kinds lists the kinds that may stand in a configuration.
func Kinds() []Kind { return []Kind{Page, HTML, Markdown, JSONLines, Feed} }
