// Package collection reads files of many articles, piece by piece, so that they
// may have any size: JSON Lines on all processors, and whatever package record
// divides. It makes the drafts of records and counts what is left out.
package collection

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/body"
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/record"
	"articlebot/retrieval/text"
)

// Limits bound what a file of many articles may hold.
type Limits struct {
	ItemBytes int // of one article
	Articles  int // in one file
}

// File is a file of many articles that is read piece by piece.
type File struct {
	Name   string
	Limits Limits
	Paper  draft.Paper
}

// Reader reads a file of one format from in. What is no article is named with
// its place and left out; the error is of reading, not of content.
type Reader func(ctx context.Context, in io.Reader, file File) (draft.Result, error)

// Records is the Reader of a format whose records divide tells apart.
func Records(divide func(context.Context, io.Reader, record.Bounds, func(record.Found) error) error) Reader {
	return func(ctx context.Context, in io.Reader, file File) (draft.Result, error) {
		c := collector{name: file.Name, paper: file.Paper, limit: file.Limits.Articles}
		err := divide(ctx, in, record.Bounds{Item: file.Limits.ItemBytes, Whole: maxCollected}, c.take)
		if errors.Is(err, errManyArticles) {
			c.skips, err = append(c.skips, retrieval.Skip{Name: file.Name, Reason: err.Error(), Kept: true}), nil
		}
		return c.result(), err
	}
}

// maxCollected bounds, in bytes, an object that holds many articles and is read
// as a whole.
const maxCollected = 64 << 20

// errManyArticles is a file of which not all is read.
var errManyArticles = errors.New("it holds more articles than one file may; what follows is not read, divide it")

// collector gathers the articles of a file, and why others are none.
type collector struct {
	name    string
	paper   draft.Paper
	limit   int
	drafts  []draft.Draft
	skips   []retrieval.Skip
	unnamed int
	// Items that were not published, or are no articles, by the reason why: an
	// export has more of them than of others.
	withheld map[string][]string
	reasons  []string
}

// maxAlike is how many items that are withheld for one reason are named.
const maxAlike = 3

func (c *collector) take(f record.Found) error {
	if len(c.drafts) == c.limit {
		return errManyArticles
	}
	place := c.name + " (" + f.Place + ")"
	if f.Err != nil {
		c.skip(retrieval.Skip{Name: place, Reason: f.Err.Error()})
		return nil
	}
	if reason := f.Record.Withheld; reason != "" {
		c.withhold(place, reason)
		return nil
	}
	d, remark, err := FromRecord(f.Record, c.paper)
	switch {
	case err != nil:
		c.skip(retrieval.Skip{Name: place, Reason: err.Error()})
		return nil
	case remark != "":
		c.skip(retrieval.Skip{Name: place, Reason: remark, Kept: true})
	}
	c.drafts = append(c.drafts, d)
	return nil
}

func (c *collector) skip(s retrieval.Skip) {
	if len(c.skips) == maxLineSkips {
		c.unnamed++
		return
	}
	c.skips = append(c.skips, s)
}

func (c *collector) withhold(place, reason string) {
	if c.withheld == nil {
		c.withheld = map[string][]string{}
	}
	if c.withheld[reason] == nil {
		c.reasons = append(c.reasons, reason)
	}
	c.withheld[reason] = append(c.withheld[reason], place)
}

func (c *collector) result() draft.Result {
	for _, reason := range c.reasons {
		places := c.withheld[reason]
		if len(places) > maxAlike {
			c.skip(retrieval.Skip{Name: c.name, Reason: fmt.Sprintf("%d items are left out: %s", len(places), reason), Count: len(places), Each: reason})
			continue
		}
		for _, place := range places {
			c.skip(retrieval.Skip{Name: place, Reason: reason})
		}
	}
	if c.unnamed > 0 {
		c.skips = append(c.skips, retrieval.Skip{Name: c.name, Reason: fmt.Sprintf("%d more are left out or have a remark", c.unnamed),
			Count: c.unnamed, Each: "left out or with a remark, as those of its file that are named"})
	}
	return draft.Result{Drafts: c.drafts, Skips: c.skips}
}

// newsService ends a text of which a news service gives only the beginning.
var newsService = regexp.MustCompile(`\s*(?:…|\.\.\.)?\s*\[\+?\d+ (?:chars|characters)\]\s*$`)

// FromRecord makes an article of a record. The remark says what was not
// understood though the article is kept.
func FromRecord(r record.Record, paper draft.Paper) (d draft.Draft, remark string, err error) {
	defer recovered(&err)
	if r.Withheld != "" {
		return d, "", fmt.Errorf("%s", r.Withheld)
	}
	d = draft.Draft{Title: prose.TitleText(r.Title), Section: text.Clean(r.Section), Author: prose.First(r.Author)}
	if !r.Verbatim {
		d.Author, _ = byline.Uncredited(d.Author)
	}
	if d.URL = address.Canonical(r.URL); !r.Verbatim {
		d.URL = address.Article(r.URL)
	}
	if r.Verbatim || d.URL == "" {
		d.Own = r.ID
	}
	if len(d.Section) > draft.MaxSection && !r.Verbatim {
		d.Section = ""
	}
	if err := takeText(&d, r); err != nil {
		return d, "", err
	}
	if len(d.Parts) > 1 {
		d.Parts = d.Unsigned(draft.DropTitle(d.Parts, d.Title), paper)
	}
	if d.Title == "" {
		d.Title = prose.TitleFrom(d.Parts[0].Text)
	}
	remark = d.TakeDate(r.Dates, paper)
	if d.Language = draft.PrimaryTag(r.Language); d.Language == "" || !r.Verbatim {
		d.Detect(r.Language)
	}
	d.Key = prose.TitleKey(d.Title)
	return d, remark, nil
}

// takeText takes the paragraphs of a record, or a brief where there is only
// a standfirst or the beginning of the text.
func takeText(d *draft.Draft, r record.Record) (err error) {
	short := newsService.MatchString(r.Text)
	if short || r.Text == "" {
		brief := cmp.Or(r.Lead, newsService.ReplaceAllString(r.Text, ""))
		parts, err := body.Text(brief, false)
		if err != nil {
			return err
		}
		e, ok := draft.Draft{Parts: parts}.ToBrief()
		if !ok {
			return errNoText
		}
		d.Brief, d.Parts = true, e.Parts
		return nil
	}
	if d.Parts, err = body.Text(r.Text, r.Marked); err != nil {
		return err
	}
	if len(d.Parts) == 0 {
		return errNoText
	}
	if r.Standfirst == "" {
		return nil
	}
	head, err := body.Text(r.Standfirst, false)
	if len(head) != 1 || err != nil {
		return err
	}
	for _, p := range d.Parts {
		if strings.Contains(p.Text, head[0].Text) || strings.Contains(head[0].Text, p.Text) {
			return nil
		}
	}
	d.Parts = append(head, d.Parts...)
	return nil
}

// errNoText is an article without words.
var errNoText = errors.New(`"text" is missing or empty`)
