package webpage

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"articlebot/retrieval/corpus/parse/prose"
)

// linkedData is what a page's JSON-LD (schema.org) says of its article.
type linkedData struct {
	headline      string
	description   string
	author        string // people
	organisation  string // an author that is none
	section       string
	language      string
	url           string
	published     string
	pagePublished string   // of the page rather than of an article
	modified      string   // of either
	sites         []string // what the paper is called
	body          string
}

// maxDepth bounds how deep graphs are followed.
const maxDepth = 6

// readJSONLD reads the first article of a page's JSON-LD blocks, and the
// section from its trail of navigation. Blocks that are no JSON are passed by.
func readJSONLD(blocks []string, furniture func(string) bool) linkedData {
	var values []any
	g := graph{}
	for _, b := range blocks {
		b = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(b), "<!--"), "-->")
		var v any
		if json.Unmarshal([]byte(oneLine(b)), &v) == nil {
			values = append(values, v)
			eachObject(v, maxDepth, g.add)
		}
	}
	var ld linkedData
	var trail, pageDate, modified string
	var sites []string
	for _, v := range values {
		eachObject(v, maxDepth, func(o map[string]any) {
			switch {
			case isType(o, "Article", "BlogPosting", "Report") && ld.headline == "":
				ld = g.article(o)
			case isType(o, "BreadcrumbList") && trail == "":
				trail = trailSection(o, furniture)
			case isType(o, "WebSite", "NewsMediaOrganization"):
				sites = append(sites, texts(o["name"])...)
			}
			if !isType(o, "Comment", "Review", "VideoObject", "ImageObject", "AudioObject") {
				pageDate = prose.First(pageDate, moment(o["datePublished"]), moment(o["dateCreated"]))
				modified = prose.First(modified, moment(o["dateModified"]))
			}
		})
	}
	ld.pagePublished, ld.modified = pageDate, modified
	ld.sites = append(ld.sites, sites...)
	if ld.section == "" {
		ld.section = trail
	}
	return ld
}

// graph finds the objects of a page by their ids.
type graph map[string]map[string]any

func (g graph) add(o map[string]any) {
	if id, ok := o["@id"].(string); ok && len(o) > 1 && g[id] == nil {
		g[id] = o
	}
}

// names are the names of the people or organisations of a value, which may be
// named by their ids alone.
func (g graph) names(v any) (people, organisations []string) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			p, o := g.names(e)
			people, organisations = append(people, p...), append(organisations, o...)
		}
		return people, organisations
	case map[string]any:
		if id, ok := v["@id"].(string); ok && v["name"] == nil && g[id] != nil {
			v = g[id]
		}
		if v["name"] == nil {
			return nil, nil // nothing but an address
		}
		if isType(v, "Organization", "WebSite", "Corporation") {
			return nil, texts(v["name"])
		}
		return texts(v["name"]), nil
	}
	return texts(v), nil
}

// oneLine replaces the raw line ends and tabs that pages put into strings;
// those that are escaped stay.
func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 {
			return ' '
		}
		return r
	}, s)
}

// eachObject visits the objects of a graph, outer ones first.
func eachObject(v any, depth int, visit func(map[string]any)) {
	if depth == 0 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			eachObject(e, depth-1, visit)
		}
	case map[string]any:
		visit(v)
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "breadcrumb", "itemListElement"} {
			if inner, ok := v[key]; ok {
				eachObject(inner, depth-1, visit)
			}
		}
	}
}

// isType tells whether an object's type ends with one of the names, as
// NewsArticle ends with Article.
func isType(o map[string]any, names ...string) bool {
	for _, t := range texts(o["@type"]) {
		for _, n := range names {
			if strings.HasSuffix(t, n) {
				return true
			}
		}
	}
	return false
}

// article reads an object that is one.
func (g graph) article(o map[string]any) linkedData {
	ld := linkedData{
		headline:    prose.First(first(texts(o["headline"])), first(texts(o["name"]))),
		description: first(texts(o["description"])),
		section:     first(texts(o["articleSection"])),
		language:    first(texts(o["inLanguage"])),
		published:   prose.First(moment(o["datePublished"]), moment(o["dateCreated"])),
		url:         first(texts(o["url"])),
		body:        plain(o["articleBody"]),
	}
	if ld.url == "" {
		ld.url = first(texts(o["mainEntityOfPage"]))
	}
	people, organisations := g.names(o["author"])
	if len(people)+len(organisations) == 0 {
		people, organisations = g.names(o["creator"])
	}
	publishers, more := g.names(o["publisher"])
	ld.author, ld.organisation = strings.Join(distinct(people), ", "), strings.Join(distinct(organisations), ", ")
	ld.sites = slices.Concat(publishers, more)
	return ld
}

// texts reads a value that may be a string, an object with a name or an id, or
// a list of those.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		if v = prose.First(v); v != "" {
			return []string{v}
		}
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, texts(e)...)
		}
		return out
	case map[string]any:
		for _, key := range []string{"name", "@value", "@id", "url"} {
			if s, ok := v[key].(string); ok && s != "" {
				return []string{prose.First(s)}
			}
		}
	}
	return nil
}

// moment is a date as it is written, a number's digits.
func moment(v any) string {
	if n, ok := v.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return first(texts(v))
}

// plain is a text with its paragraphs.
func plain(v any) string {
	s, _ := v.(string)
	return s
}

// distinct are the values without those that stand there before.
func distinct(values []string) []string {
	var out []string
	for _, v := range values {
		if v = personal(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}

// trailSection is the section in a trail such as Home > Politics > Title.
func trailSection(o map[string]any, furniture func(string) bool) string {
	list, _ := o["itemListElement"].([]any)
	var names []string
	for _, e := range list {
		item, ok := e.(map[string]any)
		if !ok {
			continue
		}
		name := first(texts(item["name"]))
		if name == "" {
			name = first(texts(item["item"]))
		}
		if personal(name) != "" && len(name) <= maxSection && (furniture == nil || !furniture(name)) {
			names = append(names, name)
		}
	}
	return first(names)
}
