package parse

import (
	"bytes"
	"errors"
	"path"
	"regexp"
	"strings"
)

// extensions are what names promise, asked only where the content leaves it
// open.
var extensions = map[string]Kind{
	".jsonl": JSONLines, ".ndjson": JSONLines, ".md": Markdown, ".markdown": Markdown, ".mdown": Markdown,
	".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML, ".rss": Feed, ".atom": Feed,
}

var (
	htmlStart  = regexp.MustCompile(`(?is)^(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1|section|script|link)\b`)
	feedStart  = regexp.MustCompile(`(?is)^(?:\s|<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)*<(?:\w+:)?(?:rss|feed|rdf)\b`)
	xmlStart   = regexp.MustCompile(`(?is)^\s*<\?xml\b`)
	frontStart = regexp.MustCompile(`^(?:---|\+\+\+)[ \t]*\r?\n`)
	markdownIn = regexp.MustCompile(`(?m)^#{1,3} \S|^(?:=|-){4,}\s*$`)
	jsonFeed   = []byte("jsonfeed.org/version/")
)

// programNames end the names of what lies beside articles in a folder and is
// text too: sources and settings of programs.
var programNames = map[string]bool{
	".c": true, ".cpp": true, ".cs": true, ".css": true, ".go": true, ".h": true, ".ini": true, ".java": true, ".js": true, ".kt": true,
	".lua": true, ".php": true, ".pl": true, ".py": true, ".rb": true, ".rs": true, ".scss": true, ".sh": true, ".sql": true, ".swift": true,
	".toml": true, ".ts": true, ".yaml": true, ".yml": true,
}

var errProgram = errors.New("by its name this is a program's source or settings, not an article; give the source a kind to read it all the same")

var errXML = errors.New("this XML is neither a web page nor an RSS or Atom feed")

// Recognise tells the kind of a file from its beginning and, where that leaves
// it open, from its name.
func Recognise(name string, head []byte) (Kind, error) {
	if looksBinary(head) {
		return Auto, errBinary
	}
	if utf16BOM(head) {
		if decoded, err := decodeText(head[:len(head)&^1]); err == nil {
			head = []byte(decoded)
		}
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	promised := extensions[strings.ToLower(path.Ext(name))]
	switch {
	case feedStart.Match(head):
		return Feed, nil
	case promised == HTML || htmlStart.Match(head):
		return HTML, nil
	case xmlStart.Match(head):
		return Auto, errXML
	case bytes.HasPrefix(head, []byte("{")):
		return recogniseJSON(promised, head), nil
	case promised != Auto:
		return promised, nil
	case frontStart.Match(head):
		return Markdown, nil
	case bytes.HasPrefix(head, []byte("# ")) && markdownIn.Match(head):
		return Markdown, nil
	case programNames[strings.ToLower(path.Ext(name))]:
		return Auto, errProgram
	}
	return Page, nil
}

// recogniseJSON tells a JSON Feed from JSON Lines.
func recogniseJSON(promised Kind, head []byte) Kind {
	if promised != JSONLines && bytes.Contains(head, jsonFeed) {
		return Feed
	}
	return JSONLines
}
