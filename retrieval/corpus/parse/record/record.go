// Package record finds articles in data: JSON in the shapes that content
// systems and news services give it, the front matter of Markdown, tables, and
// exports of WordPress, Ghost and news agencies.
//
// It knows the names that things go by, and whether an article was published.
// It does not understand what is written: texts, dates and addresses are handed
// on as they stand, HTML or plain, for the reader of articles.
package record

// Record is one article as data has it.
type Record struct {
	// ID is the source's own id, "" if it has none. Verbatim tells that the
	// source speaks of it as such rather than counting its rows.
	ID       string
	Verbatim bool
	URL      string
	Title    string
	Section  string
	Author   string
	Language string
	// Dates are when it was published, as written, the surest first.
	Dates []string
	// Text is the article, HTML or plain; Markdown where Marked.
	Text   string
	Marked bool
	// Standfirst stands above the text where the article is printed.
	Standfirst string
	// Lead is a standfirst or a summary: what there is to show without the text.
	Lead string
	// Withheld says why the article may not be shown, "" if it was published.
	Withheld string
}

// Empty tells a record that has no words to answer with.
func (r Record) Empty() bool { return r.Text == "" && r.Lead == "" }
