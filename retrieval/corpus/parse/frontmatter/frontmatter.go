// Package frontmatter reads the files of site generators: articles in Markdown or
// HTML, most with front matter above them. What that says is surer than the rest.
package frontmatter

import (
	"path"
	"regexp"

	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/record"
)

// frontStart begins the front matter of a file.
var frontStart = regexp.MustCompile(`^(?:---|\+\+\+)[ \t]*\r?\n`)

// Starts tells whether a file begins with front matter.
func Starts(content string) bool { return frontStart.MatchString(content) }

// frontMatter divides a file into what its front matter says and the rest.
func frontMatter(content string) (record.Record, string, error) {
	values, rest, err := record.Front(prose.UnixLines(content))
	if err != nil {
		return record.Record{}, "", err
	}
	r := record.FromMap(values)
	r.Text, r.Marked = rest, true
	return r, rest, nil
}

// datedName is the name that Jekyll gives the file of a post.
var datedName = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})-`)

// nameDate is the day in the name of a file, "" for none.
func nameDate(name string) string {
	if m := datedName.FindStringSubmatch(path.Base(name)); m != nil {
		return m[1]
	}
	return ""
}
