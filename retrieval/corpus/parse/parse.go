package parse

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"time"

	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
)

// Paper is what a parser must know of the newspaper. The zero value is a paper
// in UTC.
type Paper struct {
	// Zone is the clock of times that are written without an offset, UTC if nil.
	Zone *time.Location
}

// date reads a date as sources write it, see stamp.Read.
func (p Paper) date(s string) (time.Time, bool) { return stamp.Read(s, p.Zone) }

// Document understands the content of one file of a known kind, name. What is
// read piece by piece is better read by Collection, which bounds it.
func Document(name string, kind Kind, data []byte, paper Paper) (p Result, err error) {
	defer recoverParser(&p, &err)
	if kind.Pieces() {
		return Collection(context.Background(), name, kind, bytes.NewReader(data), Limits{ItemBytes: len(data) + 1, Articles: math.MaxInt}, paper)
	}
	var content string
	switch kind {
	case HTML:
		content, err = decodeHTML(data, "")
	case Page, Markdown:
		content, err = decodeText(data)
	}
	if err != nil {
		return Result{}, err
	}
	switch kind {
	case Page:
		p = parsePage(name, content, paper)
	case Markdown:
		p = parseMarkdown(name, content, paper)
	case HTML:
		p = parseHTMLFile(name, content, paper)
	case Feed:
		p = parseFeedFile(name, data, FeedContext{Limit: math.MaxInt, Paper: paper})
	case Mail:
		p = parseMail(name, data, paper)
	default:
		return Result{}, fmt.Errorf("the kind %q is not known", kind)
	}
	p.setKeys()
	return p, nil
}

// Served understands a web page as a server sent it from an address.
func Served(data []byte, contentType, address string, paper Paper) (p Result, err error) {
	defer recoverParser(&p, &err)
	content, err := decodeHTML(data, contentType)
	if err != nil {
		return Result{}, err
	}
	p = parseHTML(address, content, address, paper)
	p.setKeys()
	return p, nil
}

func (r *Result) setKeys() {
	for i := range r.Drafts {
		r.Drafts[i].Key = prose.TitleKey(r.Drafts[i].Title)
	}
}

// recoverParser makes an error of a panic: a parser of somebody else's library
// met a page that it cannot stand.
func recoverParser(p *Result, err *error) {
	if r := recover(); r != nil {
		*p, *err = Result{}, panicked(r)
	}
}

// recovered does the same for one article among others.
func recovered(err *error) {
	if r := recover(); r != nil {
		*err = panicked(r)
	}
}

func panicked(r any) error {
	return fmt.Errorf("cannot be understood (%v); leave it out and report it", r)
}
