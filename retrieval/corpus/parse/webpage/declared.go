package webpage

import (
	"regexp"
	"strings"
	"time"

	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
)

// site is the paper that a page is of.
func (f *facts) site(ld linkedData, address string) site {
	names := append([]string{f.meta.first("og:site_name"), f.meta.first("application-name"), f.meta.first("apple-mobile-web-app-title")}, ld.sites...)
	for _, h := range f.view.headings {
		if h.home && h.level == 1 {
			names = append(names, h.text)
		}
	}
	return newSite(address, names...)
}

// author is who wrote the article: people that the page declares, those that it
// prints, an organisation that is not the paper.
func (f *facts) author(ld linkedData, s site, printed string) string {
	var owners []string // who may be the paper by another name
	for _, name := range append([]string{ld.author}, f.meta.all(authorNamesDeclared)...) {
		if name = person(name, s); name == "" {
			continue
		}
		if !f.view.owns(name) {
			return name
		}
		owners = append(owners, name)
	}
	return prose.First(append([]string{printed, person(ld.organisation, s)}, owners...)...)
}

// authorNamesDeclared are the meta elements that name authors, the surest first.
var authorNamesDeclared = []string{"author", "article:author", "og:article:author", "parsely-author", "dc.creator", "dcterms.creator", "byl", "sailthru.author", "citation_author"}

// publishedNames are the meta elements that tell when an article was published,
// the surest first; the last two groups are those of its last change.
var publishedNames = []string{"article:published_time", "datepublished", "og:published_time", "og:article:published_time", "pubdate", "publishdate", "publish-date", "published_time",
	"publication_date", "publication-date", "article.published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.created",
	"dc.date.created", "citation_publication_date", "citation_date", "cxenseparse:recs:publishtime", "article:published", "bt:pubdate", "published", "created-date", "date", "dc.date", "dcterms.date", "datecreated", "dc.date.x-metadatalastmodified"}

// modifiedNames are the meta elements that tell of the last change.
var modifiedNames = []string{"article:modified_time", "og:updated_time", "datemodified", "last-modified", "lastmod", "modified", "dcterms.modified", "dc.date.modified"}

// published is when the article was published: as declared, as printed at its
// title, as its address has it, as printed elsewhere, as the page's program knows,
// or when it was changed.
func (f *facts) published(ld linkedData, address string, zone *time.Location, at span) time.Time {
	for _, date := range append([]string{ld.published}, f.meta.all(publishedNames)...) {
		if when, ok := stamp.Read(date, zone); ok {
			return when
		}
	}
	printed := f.view.printedDate(zone, at)
	if printed.weight >= sureDate {
		return printed.when
	}
	if when, ok := stamp.Read(ld.pagePublished, zone); ok {
		return when
	}
	if when := dateInURL(prose.First(address, f.canonical, f.meta.first("og:url"))); !when.IsZero() {
		return when
	}
	if printed.weight >= leastDate {
		return printed.when
	}
	if when := f.programDate(zone); !when.IsZero() {
		return when
	}
	for _, date := range append([]string{ld.modified}, f.meta.all(modifiedNames)...) {
		if when, ok := stamp.Read(date, zone); ok {
			return when
		}
	}
	return time.Time{}
}

// datedPath is the date in addresses such as /2026/01/05/title.
var datedPath = regexp.MustCompile(`[/_-]((?:19|20)\d\d)(?:[/_-](0?[1-9]|1[0-2])[/_-](0?[1-9]|[12]\d|3[01])|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01]))(?:[/._-]|$)`)

func dateInURL(address string) time.Time {
	if m := datedPath.FindStringSubmatch(address); m != nil {
		if when, ok := stamp.Read(m[1]+"-"+m[2]+m[4]+"-"+m[3]+m[5], nil); ok {
			return when
		}
	}
	return time.Time{}
}

// personal leaves out the addresses of author pages.
func personal(s string) string {
	if strings.HasPrefix(strings.ToLower(s), "http") || strings.HasPrefix(s, "@") || strings.HasPrefix(s, "/") {
		return ""
	}
	return s
}
