package parse

import (
	"bytes"
	"context"
	"fmt"
	"math"

	"articlebot/retrieval/corpus/parse/collection"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/feed"
	"articlebot/retrieval/corpus/parse/frontmatter"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/saved"
	"articlebot/retrieval/corpus/parse/webpage"
)

// Document understands the content of one file of a known kind, name. What is
// read piece by piece is better read by Collection, which bounds it.
func Document(name string, kind Kind, data []byte, paper draft.Paper) (p draft.Result, err error) {
	defer recoverParser(&p, &err)
	if kind.Pieces() {
		return Collection(context.Background(), name, kind, bytes.NewReader(data), collection.Limits{ItemBytes: len(data) + 1, Articles: math.MaxInt}, paper)
	}
	var content string
	switch kind {
	case HTML:
		content, err = decode.HTML(data, "")
	case Page, Markdown:
		content, err = decode.Text(data)
	}
	if err != nil {
		return draft.Result{}, err
	}
	switch kind {
	case Page:
		p = saved.Parse(name, content, paper)
	case Markdown:
		p = frontmatter.Markdown(name, content, paper)
	case HTML:
		p = frontmatter.HTML(name, content, paper)
	case Feed:
		p = feed.File(name, data, feed.Context{Limit: math.MaxInt, Paper: paper})
	case Mail:
		p = parseMail(name, data, paper)
	default:
		return draft.Result{}, fmt.Errorf("the kind %q is not known", kind)
	}
	setKeys(&p)
	return p, nil
}

// Served understands a web page as a server sent it from an address.
func Served(data []byte, contentType, address string, paper draft.Paper) (p draft.Result, err error) {
	defer recoverParser(&p, &err)
	content, err := decode.HTML(data, contentType)
	if err != nil {
		return draft.Result{}, err
	}
	p = webpage.Parse(address, content, address, paper)
	setKeys(&p)
	return p, nil
}

// setKeys notes under what the titles are compared.
func setKeys(r *draft.Result) {
	for i := range r.Drafts {
		r.Drafts[i].Key = prose.TitleKey(r.Drafts[i].Title)
	}
}

// recoverParser makes an error of a panic: a parser of somebody else's library
// met a page that it cannot stand.
func recoverParser(p *draft.Result, err *error) {
	if r := recover(); r != nil {
		*p, *err = draft.Result{}, draft.Panicked(r)
	}
}
