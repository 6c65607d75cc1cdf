package webpage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"articlebot/retrieval/corpus/parse/dom"

	"articlebot/retrieval/corpus/parse/prose"
)

// roleNames are the words of an element's class, id and the like: of
// "article__author-name" they are article, author and name.
type roleNames struct {
	words []string
	rel   string // of a link
	prop  string // of microdata
}

func namesOf(n *html.Node) roleNames {
	var r roleNames
	for _, a := range n.Attr {
		switch a.Key {
		case "rel":
			r.rel = strings.ToLower(a.Val)
		case "itemprop", "property":
			r.prop = strings.ToLower(a.Val)
			r.words = append(r.words, nameWords(a.Val)...)
		case "class", "id", "data-testid", "data-qa":
			r.words = append(r.words, nameWords(a.Val)...)
		}
	}
	return r
}

// nameWords divides names as programs write them: at signs and before capitals.
func nameWords(s string) []string {
	s = dom.Names(s)
	var out []string
	start, lower := 0, false
	for i, r := range s {
		letter := unicode.IsLetter(r)
		if !letter || lower && unicode.IsUpper(r) {
			if i > start {
				out = append(out, strings.ToLower(s[start:i]))
			}
			start = i
			if !letter {
				start += utf8.RuneLen(r)
			}
		}
		lower = letter && unicode.IsLower(r)
	}
	if start < len(s) {
		out = append(out, strings.ToLower(s[start:]))
	}
	return out
}

func (r roleNames) has(set map[string]bool) bool {
	for _, w := range r.words {
		if set[w] {
			return true
		}
	}
	return false
}

var (
	dateNames    = prose.Set(`date dates datum datetime time timestamp published pubdate publish publication posted postdate pubtime created dateline fecha ngay gio submitted issued zeit heure day`)
	plainNames   = prose.Set(`meta info byline details detail sub author authors header dachzeile`)
	updateNames  = prose.Set(`updated update modified edited lastmod revised changed`)
	authorNames  = prose.Set(`author authors byline autor autoren autore auteur writer writers tacgia creator reporter journalist verfasser redakteur contributor columnist fn`)
	authorBeside = prose.Set(`bio avatar image img photo picture social follow share description desc box about twitter email icon comments comment count related role title position job`)
)

// dated tells whether the names say that a date is inside; loosely also those
// of lines that often hold one.
func (r roleNames) dated() bool {
	if r.has(dateNames) || r.has(plainNames) {
		return true
	}
	for _, w := range r.words {
		if len(w) > 4 && (strings.HasSuffix(w, "date") || strings.HasSuffix(w, "time")) {
			return true
		}
	}
	return false
}

func (r roleNames) author() bool {
	if strings.Contains(r.rel, "author") || strings.HasPrefix(r.prop, "author") {
		return true
	}
	if r.has(authorNames) {
		return true
	}
	for i := 1; i < len(r.words); i++ {
		if r.words[i-1] == "tac" && r.words[i] == "gia" {
			return true
		}
	}
	return false
}
