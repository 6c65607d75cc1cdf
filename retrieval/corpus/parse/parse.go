package parse

import "fmt"

// Document understands the content of one file of a known kind, name. JSON
// Lines are read by Lines.
func Document(name string, kind Kind, data []byte) (p Result, err error) {
	defer recoverParser(&p, &err)
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
		p = parsePage(name, content)
	case Markdown:
		p = parseMarkdown(name, content)
	case HTML:
		p = parseHTML(name, content, "")
	case Feed:
		p = parseFeedFile(name, data, DefaultMaxEntries)
	default:
		return Result{}, fmt.Errorf("the kind %q is not known", kind)
	}
	p.setKeys()
	return p, nil
}

// Served understands a web page as a server sent it from an address.
func Served(data []byte, contentType, address string) (p Result, err error) {
	defer recoverParser(&p, &err)
	content, err := decodeHTML(data, contentType)
	if err != nil {
		return Result{}, err
	}
	p = parseHTML(address, content, address)
	p.setKeys()
	return p, nil
}

func (r *Result) setKeys() {
	for i := range r.Drafts {
		r.Drafts[i].Key = TitleKey(r.Drafts[i].Title)
	}
}

// recoverParser makes an error of a panic: a parser of somebody else's library
// met a page that it cannot stand.
func recoverParser(p *Result, err *error) {
	if r := recover(); r != nil {
		*p, *err = Result{}, fmt.Errorf("cannot be understood (%v); leave it out and report it", r)
	}
}
