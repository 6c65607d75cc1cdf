package feed

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/dom"
)

// Advertised is the address of the feed that a web page names.
func Advertised(body []byte, base string) string {
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return ""
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "link" && strings.Contains(strings.ToLower(dom.Attr(n, "rel")), "alternate") {
			switch strings.ToLower(dom.Attr(n, "type")) {
			case "application/rss+xml", "application/atom+xml", "application/feed+json":
				return address.Resolve(base, dom.Attr(n, "href"))
			}
		}
	}
	return ""
}
