package record

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// newsRoots are the elements of one article in the formats of news agencies:
// NITF, NewsML-G2 and NewsML 1.
var newsRoots = map[string]bool{"nitf": true, "newsitem": true}

// News reads what news agencies send: NITF and NewsML, one article or many in
// one document.
func News(ctx context.Context, in io.Reader, limits Bounds, emit func(Found) error) error {
	b := newBounded(ctx, bufio.NewReader(in), limits.Item)
	dec := newXML(b)
	for count := 0; ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) && count > 0 {
			return nil
		}
		start, ok := token.(xml.StartElement)
		if err == nil && (!ok || !newsRoots[strings.ToLower(start.Name.Local)]) {
			b.reset()
			continue
		}
		count++
		var e *element
		if err == nil {
			e, err = readElement(dec, start)
		}
		if errors.Is(err, io.EOF) {
			err = errors.New("there is no article in it")
		}
		if err != nil {
			return brokenXML(ctx, err, count, emit)
		}
		if err := emit(Found{Place: fmt.Sprintf("item %d", count), Record: story(e)}); err != nil {
			return err
		}
		b.reset()
	}
}

// story reads one article of an agency's.
func story(e *element) Record {
	r := Record{
		ID:       firstWords(e.attr("guid"), e.find("doc-id").attr("id-string"), e.find("newsitemid", "publicidentifier").words()),
		Title:    firstWords(e.find("headline", "hl1").words(), e.find("title").words()),
		Author:   strings.TrimSpace(firstWords(e.find("byline").words(), nameOf(e.find("creator", "by")))),
		Section:  firstWords(e.find("tobject.property").attr("tobject.property.type"), e.find("fixture").attr("fix-id")),
		Lead:     e.find("abstract", "subheadline").words(),
		Language: firstWords(e.attr("lang"), e.find("language").attr("tag"), e.find("language").attr("formalname")),
		URL:      e.find("link").attr("href"),
	}
	for _, date := range []string{
		e.find("date.issue").attr("norm"), e.find("firstcreated", "contentcreated").words(), e.find("date.release").attr("norm"),
		e.find("pubdata").attr("date.publication"), e.find("thisrevisioncreated", "versioncreated", "dateandtime", "dateid").words(), e.find("story.date").attr("norm"),
	} {
		if date != "" {
			r.Dates = append(r.Dates, date)
		}
	}
	if body := e.find("body.content", "inlinexml", "datacontent", "inlinedata", "body"); body != nil {
		if r.Text = inner(body).markup(); body.name == "inlinedata" {
			r.Text = body.words()
		}
	}
	status := e.find("pubstatus", "status")
	r.Withheld = Unpublished(firstWords(status.attr("qcode"), status.attr("formalname")))
	if until := e.find("embargoed").words(); until != "" && r.Withheld == "" {
		r.Withheld = fmt.Sprintf("not published: it is under embargo until %s; take the embargo out when that is over", until)
	}
	if kind := e.find("itemclass").attr("qcode"); kind != "" && !strings.HasSuffix(kind, ":text") && r.Text == "" {
		r.Withheld = fmt.Sprintf("no article: its class is %q", kind)
	}
	return r
}

// inner is the body of a page that stands in an element whole, else the element.
func inner(e *element) *element {
	for _, name := range []string{"body.content", "body"} {
		if b := e.find(name); b != nil {
			return b
		}
	}
	return e
}

func nameOf(e *element) string {
	if e == nil {
		return ""
	}
	if name := e.find("name"); name != nil {
		return name.words()
	}
	return e.words()
}

func firstWords(texts ...string) string {
	for _, s := range texts {
		if s != "" {
			return s
		}
	}
	return ""
}
