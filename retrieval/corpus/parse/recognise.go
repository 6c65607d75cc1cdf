package parse

import (
	"bytes"
	"encoding/json"
	"errors"
	"path"
	"regexp"
	"strings"

	"articlebot/retrieval/corpus/parse/body"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/feed"
	"articlebot/retrieval/corpus/parse/frontmatter"
)

// extensions are what names promise, asked only where the content leaves it
// open.
var extensions = map[string]Kind{
	".jsonl": JSONLines, ".ndjson": JSONLines, ".json": JSON, ".csv": Table, ".tsv": Table,
	".md": Markdown, ".markdown": Markdown, ".mdown": Markdown, ".mdx": Markdown, ".eml": Mail, ".mhtml": Mail, ".mht": Mail,
	".html": HTML, ".htm": HTML, ".xhtml": HTML, ".shtml": HTML, ".rss": Feed, ".atom": Feed,
}

var (
	htmlStart    = regexp.MustCompile(`(?is)^(?:\s|<\?xml[^>]*>|<!--.*?-->)*<(?:!doctype\s+html|html|head|body|title|meta|article|main|div|p|h1|section|script|link)\b`)
	feedStart    = regexp.MustCompile(`(?is)^(?:\s|<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)*<(?:\w+:)?(?:rss|feed|rdf)\b`)
	xmlStart     = regexp.MustCompile(`(?is)^\s*<\?xml\b`)
	elementStart = regexp.MustCompile(`^<(?:[a-zA-Z_][\w:.-]*(?:\s[^<>]*)?/?>|[!?][a-zA-Z])`)
	newsStart    = regexp.MustCompile(`(?is)^(?:\s|<\?[^>]*>|<!--.*?-->|<!doctype[^>]*>)*<(?:\w+:)?(?:nitf|newsitem|newsmessage|newsml)\b`)
	wpStart      = regexp.MustCompile(`(?i)xmlns:wp\s*=\s*["']https?://wordpress\.org/export/`)
	mailStart    = regexp.MustCompile(`(?i)^(?:from|to|subject|date|mime-version|content-type|message-id|received|return-path|delivered-to|snapshot-content-location):[ \t]`)
	mailHead     = regexp.MustCompile(`(?im)^(?:mime-version|message-id|content-type):[ \t]`)
	jsonList     = regexp.MustCompile(`^\[\s*\{\s*"`)
	jsonObject   = regexp.MustCompile(`^\{\s*(?:"|\})`)
	markdownIn   = regexp.MustCompile(`(?m)^#{1,3} \S|^(?:=|-){4,}\s*$`)
	jsonFeed     = []byte("jsonfeed.org/version/")
)

// programNames end the names of what lies beside articles in a folder and is
// text too: sources and settings of programs.
var programNames = map[string]bool{
	".c": true, ".cpp": true, ".cs": true, ".css": true, ".go": true, ".h": true, ".ini": true, ".java": true, ".js": true, ".kt": true,
	".lua": true, ".php": true, ".pl": true, ".py": true, ".rb": true, ".rs": true, ".scss": true, ".sh": true, ".sql": true, ".swift": true,
	".toml": true, ".ts": true, ".yaml": true, ".yml": true,
}

var errProgram = errors.New("by its name this is a program's source or settings, not an article; give the source a kind to read it all the same")

var errXML = errors.New("this XML is neither a web page, a feed, a news sitemap, an export of WordPress's nor NewsML or NITF; save its articles in one of these")

// Recognise tells the kind of a file from its beginning and, where that leaves
// it open, from its name. What is known and not read is refused by its name.
func Recognise(name string, head []byte) (Kind, error) {
	if err := unreadable(name, head); err != nil {
		return Auto, err
	}
	if decode.LooksBinary(head) {
		return Auto, decode.ErrBinary
	}
	if decode.UTF16BOM(head) {
		if decoded, err := decode.Text(head[:len(head)&^1]); err == nil {
			head = []byte(decoded)
		}
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	promised := extensions[strings.ToLower(path.Ext(name))]
	switch {
	case bytes.HasPrefix(head, []byte("<")):
		return recogniseXML(promised, head)
	case promised == HTML:
		return HTML, nil
	case promised != Markdown && (bytes.HasPrefix(head, []byte("{")) || bytes.HasPrefix(head, []byte("["))):
		return recogniseJSON(promised, head), nil
	case mailStart.Match(head) && (promised == Mail || mailHead.Match(head)):
		return Mail, nil
	case promised != Auto:
		return promised, nil
	case frontmatter.Starts(string(head)):
		return Markdown, nil
	case bytes.HasPrefix(head, []byte("# ")) && markdownIn.Match(head):
		return Markdown, nil
	case programNames[strings.ToLower(path.Ext(name))]:
		return Auto, errProgram
	}
	return Page, nil
}

// recogniseXML tells the kinds that begin with an element apart.
func recogniseXML(promised Kind, head []byte) (Kind, error) {
	switch {
	case feedStart.Match(head) && wpStart.Match(head):
		return WordPress, nil
	case feedStart.Match(head), feed.IsSitemap(head):
		return Feed, nil
	case newsStart.Match(head):
		return News, nil
	case promised == HTML || htmlStart.Match(head):
		return HTML, nil
	case xmlStart.Match(head):
		return Auto, errXML
	case promised != Auto:
		return promised, nil
	case body.Marked(head):
		return HTML, nil
	case elementStart.Match(head):
		return Auto, errXML
	}
	return Page, nil
}

// recogniseJSON tells a JSON Feed, JSON Lines and other JSON apart. Lines are
// what has a whole object in its first line.
func recogniseJSON(promised Kind, head []byte) Kind {
	line, _, more := bytes.Cut(head, []byte("\n"))
	switch {
	case promised != JSONLines && bytes.Contains(head, jsonFeed):
		return Feed
	case jsonList.Match(head) || promised == JSON:
		return JSON
	case head[0] == '[' && promised == Auto:
		return Page
	case head[0] == '[':
		return promised
	case more && !json.Valid(bytes.TrimSpace(line)) && jsonObject.Match(head) && promised != JSONLines:
		return JSON
	case more && len(bytes.TrimSpace(line)) == 1:
		return JSON // "{" alone: the object is spread over lines, whatever the name says
	}
	return JSONLines
}
