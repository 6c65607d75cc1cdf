package record

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// Bounds of the elements of one article in XML.
const (
	maxElements     = 60_000
	maxElementDepth = 200
	maxAttributes   = 60_000
)

// element is an element of XML with all that is in it, or a piece of text.
type element struct {
	name     string // without its prefix, lower case
	space    string // of its name
	attrs    []xml.Attr
	children []*element
	text     string // of a piece of text
}

var errTangled = errors.New("its elements are more or nested deeper than any article's")

// newXML returns a decoder of XML as it is found: HTML's entities, any
// encoding, and what is not closed.
func newXML(in io.Reader) *xml.Decoder {
	dec := xml.NewDecoder(in)
	dec.Strict = false
	dec.Entity = xml.HTMLEntity
	dec.CharsetReader = charset.NewReaderLabel
	return dec
}

// readElement reads the element that start begins.
func readElement(dec *xml.Decoder, start xml.StartElement) (*element, error) {
	root := newElement(start)
	open := []*element{root}
	elements, attributes := 1, len(start.Attr)
	for len(open) > 0 {
		token, err := dec.Token()
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			elements++
			attributes += len(t.Attr)
			if elements > maxElements || attributes > maxAttributes || len(open) > maxElementDepth {
				return nil, errTangled
			}
			e := newElement(t)
			last.children = append(last.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.children = append(last.children, &element{text: string(t)})
		}
	}
	return root, nil
}

func newElement(t xml.StartElement) *element {
	return &element{name: strings.ToLower(t.Name.Local), space: t.Name.Space, attrs: t.Copy().Attr}
}

// all calls visit for every element below e in order, until it returns false.
func (e *element) all(visit func(*element) bool) bool {
	for _, c := range e.children {
		if c.name != "" && (!visit(c) || !c.all(visit)) {
			return false
		}
	}
	return true
}

// find is the first element of one of the names, nil for none.
func (e *element) find(names ...string) *element {
	for _, name := range names {
		var found *element
		e.all(func(c *element) bool {
			if c.name == name {
				found = c
			}
			return found == nil
		})
		if found != nil {
			return found
		}
	}
	return nil
}

// words is the text of an element and of all below it.
func (e *element) words() string {
	if e == nil {
		return ""
	}
	var b strings.Builder
	e.write(&b)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (e *element) write(b *strings.Builder) {
	b.WriteString(e.text)
	for _, c := range e.children {
		c.write(b)
	}
}

// attr is the value of an attribute by its name without prefix.
func (e *element) attr(name string) string {
	if e == nil {
		return ""
	}
	for _, a := range e.attrs {
		if strings.EqualFold(a.Name.Local, name) {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// markup writes what is in an element as HTML, without attributes.
func (e *element) markup() string {
	var b strings.Builder
	e.writeMarkup(&b)
	return strings.TrimSpace(b.String())
}

func (e *element) writeMarkup(b *strings.Builder) {
	for _, c := range e.children {
		if c.name == "" {
			b.WriteString(html.EscapeString(c.text))
			continue
		}
		fmt.Fprintf(b, "<%s>", c.name)
		c.writeMarkup(b)
		fmt.Fprintf(b, "</%s>", c.name)
	}
}
