package corpus

import "fmt"

// parse understands the content of a file of a known kind.
func parse(name string, kind Kind, data []byte) (p parsed, err error) {
	defer recoverParser(&p, &err)
	var content string
	switch kind {
	case HTML:
		content, err = decodeHTML(data, "")
	case Page, Markdown:
		content, err = decodeText(data)
	}
	if err != nil {
		return parsed{}, err
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
		return parsed{}, fmt.Errorf("the kind %q is not known", kind)
	}
	for i := range p.drafts {
		p.drafts[i].key = titleKey(p.drafts[i].title)
	}
	return p, nil
}

// parseServed reads a web page as a server sent it from an address.
func parseServed(data []byte, contentType, address string) (p parsed, err error) {
	defer recoverParser(&p, &err)
	content, err := decodeHTML(data, contentType)
	if err != nil {
		return parsed{}, err
	}
	return parseHTML(address, content, address), nil
}

// recoverParser makes an error of a panic: a parser of somebody else's library
// met a page that it cannot stand.
func recoverParser(p *parsed, err *error) {
	if r := recover(); r != nil {
		*p, *err = parsed{}, fmt.Errorf("cannot be understood (%v); leave it out and report it", r)
	}
}
