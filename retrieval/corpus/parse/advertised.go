package parse

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// AdvertisedFeed is the address of the feed that a web page names.
func AdvertisedFeed(body []byte, base string) string {
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return ""
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "link" && strings.Contains(strings.ToLower(attr(n, "rel")), "alternate") {
			switch strings.ToLower(attr(n, "type")) {
			case "application/rss+xml", "application/atom+xml", "application/feed+json":
				return resolveURL(base, attr(n, "href"))
			}
		}
	}
	return ""
}
