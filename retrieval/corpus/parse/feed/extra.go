package feed

import (
	"cmp"
	"strings"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
)

// elsewhere fills in what an item says in elements of other vocabularies, where
// its own are empty.
func elsewhere(item *gofeed.Item) {
	x := item.Extensions
	if item.Link == "" {
		item.Link = atomLink(x)
	}
	item.Description = cmp.Or(item.Description, extended(x, "media", "description"), extended(x, "dcterms", "abstract"), extended(x, "dc", "description"))
	item.Title = cmp.Or(item.Title, extended(x, "media", "title"), extended(x, "dcterms", "title"))
	item.Published = cmp.Or(item.Published, extended(x, "dcterms", "issued"), extended(x, "dcterms", "created"), extended(x, "prism", "publicationDate"))
	item.Updated = cmp.Or(item.Updated, extended(x, "dcterms", "modified"))
}

// atomLink is the address in an element of Atom's inside another feed.
func atomLink(x ext.Extensions) string {
	for _, link := range x["atom"]["link"] {
		if rel := link.Attrs["rel"]; rel == "" || rel == "alternate" {
			return cmp.Or(link.Attrs["href"], strings.TrimSpace(link.Value))
		}
	}
	return ""
}

// extended is the text of an element of another vocabulary, also in a group of
// Media RSS.
func extended(x ext.Extensions, space, name string) string {
	for _, e := range x[space][name] {
		if s := strings.TrimSpace(e.Value); s != "" {
			return s
		}
	}
	for _, group := range x[space]["group"] {
		for _, e := range group.Children[name] {
			if s := strings.TrimSpace(e.Value); s != "" {
				return s
			}
		}
	}
	return ""
}

// bloggerKinds are what an export of Blogger's has beside its posts.
var bloggerKinds = []string{"#comment", "#settings", "#template", "#page"}

// unpublished tells an entry that was not published, as Atom's publishing
// protocol marks it (RFC 5023 section 13.1.1), or is no article of Blogger's.
func unpublished(item *gofeed.Item) bool {
	for _, c := range item.Categories {
		for _, kind := range bloggerKinds {
			if strings.HasSuffix(c, kind) && strings.Contains(c, "schemas.google.com/blogger") {
				return true
			}
		}
	}
	for space := range item.Extensions {
		for _, control := range item.Extensions[space]["control"] {
			for _, d := range control.Children["draft"] {
				if strings.EqualFold(strings.TrimSpace(d.Value), "yes") {
					return true
				}
			}
		}
	}
	return false
}
