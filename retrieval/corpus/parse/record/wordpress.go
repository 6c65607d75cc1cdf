package record

import (
	"bufio"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"articlebot/retrieval/corpus/parse/dialect"
)

// WordPress reads an export of WordPress's (WXR), one item at a time. Items
// that were not published, attachments and pages come with the reason why they
// are withheld.
func WordPress(ctx context.Context, in io.Reader, limits Bounds, emit func(Found) error) error {
	b := newBounded(ctx, bufio.NewReader(in), limits.Item)
	dec := newXML(b)
	names, language := map[string]string{}, ""
	for count := 0; ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) && count > 0 {
			return nil
		}
		var e *element
		start, ok := token.(xml.StartElement)
		if err == nil && (!ok || start.Name.Local != "item" && start.Name.Local != "author" && start.Name.Local != "language") {
			b.reset()
			continue
		}
		if err == nil {
			e, err = readElement(dec, start)
		}
		if err != nil {
			count++
			return brokenXML(ctx, err, count, emit)
		}
		switch e.name {
		case "author":
			names[e.find("author_login").words()] = e.find("author_display_name").words()
		case "language":
			language = e.words()
		default:
			count++
			if err := emit(Found{Place: fmt.Sprintf("item %d", count), Record: post(e, names, language)}); err != nil {
				return err
			}
		}
		b.reset()
	}
}

// brokenXML tells that a document ends early, or passes on the context's error.
func brokenXML(ctx context.Context, err error, count int, emit func(Found) error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return emit(Found{Place: fmt.Sprintf("item %d", count), Err: fmt.Errorf("no XML from here on (%w); save the export again", err)})
}

// post reads an item of an export.
func post(item *element, names map[string]string, language string) Record {
	one := map[string]string{}
	for _, c := range item.children {
		if c.name == "" {
			continue
		}
		key := c.name
		if c.name == "encoded" && strings.Contains(c.space, "excerpt") {
			key = "excerpt"
		}
		if key == "category" && c.attr("domain") != "category" || one[key] != "" {
			continue
		}
		if key == "encoded" || key == "excerpt" {
			var b strings.Builder
			c.write(&b)
			one[key] = strings.TrimSpace(b.String())
		} else {
			one[key] = c.words()
		}
	}
	r := Record{ID: one["post_id"], URL: one["link"], Title: one["title"], Section: one["category"], Language: language,
		Text: dialect.Shortcodes(one["encoded"]), Lead: dialect.Shortcodes(one["excerpt"]), Author: one["creator"], Withheld: Unpublished(one["status"])}
	if name := names[r.Author]; name != "" {
		r.Author = name
	}
	for _, key := range []string{"post_date", "pubdate", "post_date_gmt"} {
		if s := one[key]; s != "" && !strings.HasPrefix(s, "0000") {
			r.Dates = append(r.Dates, s)
		}
	}
	switch {
	case kept(one["post_type"]) != "":
		r.Withheld = kept(one["post_type"])
	case r.Withheld != "":
	case one["status"] == "":
		r.Withheld = "not published: it has no wp:status"
	case one["post_password"] != "":
		r.Withheld = "not public: a password protects it"
	}
	return r
}
