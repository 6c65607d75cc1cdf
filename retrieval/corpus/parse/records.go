package parse

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
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/dialect"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/record"
	"articlebot/retrieval/text"
)

// maxCollected bounds, in bytes, an object that holds many articles and is read
// as a whole.
const maxCollected = 64 << 20

// Limits bound what a file of many articles may hold.
type Limits struct {
	ItemBytes int // of one article
	Articles  int // in one file
}

// errManyArticles is a file of which not all is read.
var errManyArticles = errors.New("it holds more articles than one file may; what follows is not read, divide it")

// Collection reads a file of many articles, piece by piece: of any kind that
// Pieces names. What is none is named with its place and left out. The error is
// of reading, not of content.
func Collection(ctx context.Context, name string, kind Kind, in io.Reader, limits Limits, paper Paper) (p Result, err error) {
	defer recoverParser(&p, &err)
	if kind != WordPress && kind != News { // XML says itself how it is encoded
		in = utf8Of(in)
	}
	if kind == JSONLines {
		return lines(ctx, name, in, limits, paper)
	}
	bounds := record.Bounds{Item: limits.ItemBytes, Whole: maxCollected}
	c := collector{name: name, kind: kind, paper: paper, limit: limits.Articles}
	switch kind {
	case JSON:
		err = record.JSON(ctx, in, bounds, c.take)
	case Table:
		err = record.Table(ctx, in, bounds, c.take)
	case WordPress:
		err = record.WordPress(ctx, in, bounds, c.take)
	case News:
		err = record.News(ctx, in, bounds, c.take)
	default:
		return Result{}, fmt.Errorf("the kind %q is not known", kind)
	}
	if errors.Is(err, errManyArticles) {
		c.skips, err = append(c.skips, retrieval.Skip{Name: name, Reason: err.Error(), Kept: true}), nil
	}
	return c.result(), err
}

// collector gathers the articles of a file, and why others are none.
type collector struct {
	name    string
	kind    Kind
	paper   Paper
	limit   int
	drafts  []Draft
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
	if c.kind == WordPress {
		f.Record.Text, f.Record.Lead = dialect.Shortcodes(f.Record.Text), dialect.Shortcodes(f.Record.Lead)
	}
	if reason := f.Record.Withheld; reason != "" {
		c.withhold(place, reason)
		return nil
	}
	d, remark, err := recordDraft(f.Record, c.paper)
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

func (c *collector) result() Result {
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
	return Result{Drafts: c.drafts, Skips: c.skips}
}

// newsService ends a text of which a news service gives only the beginning.
var newsService = regexp.MustCompile(`\s*(?:…|\.\.\.)?\s*\[\+?\d+ (?:chars|characters)\]\s*$`)

// recordDraft makes an article of a record. The remark says what was not
// understood though the article is kept.
func recordDraft(r record.Record, paper Paper) (d Draft, remark string, err error) {
	defer recovered(&err)
	if r.Withheld != "" {
		return d, "", fmt.Errorf("%s", r.Withheld)
	}
	d = Draft{Title: titleText(r.Title), Section: text.Clean(r.Section), Author: prose.First(r.Author)}
	if !r.Verbatim {
		d.Author, _ = byline.Uncredited(d.Author)
	}
	if d.URL = address.Canonical(r.URL); !r.Verbatim {
		d.URL = address.Article(r.URL)
	}
	if r.Verbatim || d.URL == "" {
		d.Own = r.ID
	}
	if len(d.Section) > maxSection && !r.Verbatim {
		d.Section = ""
	}
	if err := d.takeText(r); err != nil {
		return d, "", err
	}
	if len(d.Parts) > 1 {
		d.Parts = d.unsigned(dropTitle(d.Parts, d.Title), paper)
	}
	if d.Title == "" {
		d.Title = titleFrom(d.Parts[0].Text)
	}
	remark = d.takeDate(r.Dates, paper)
	if d.Language = primary(r.Language); d.Language == "" || !r.Verbatim {
		d.detect(r.Language)
	}
	d.Key = prose.TitleKey(d.Title)
	return d, remark, nil
}

// takeText takes the paragraphs of a record, or a brief where there is only
// a standfirst or the beginning of the text.
func (d *Draft) takeText(r record.Record) (err error) {
	short := newsService.MatchString(r.Text)
	if short || r.Text == "" {
		brief := cmp.Or(r.Lead, newsService.ReplaceAllString(r.Text, ""))
		parts, err := recordParts(brief, false)
		if err != nil {
			return err
		}
		e, ok := FeedEntry{Draft: Draft{Parts: parts}}.Brief()
		if !ok {
			return errNoText
		}
		d.Brief, d.Parts = true, e.Parts
		return nil
	}
	if d.Parts, err = recordParts(r.Text, r.Marked); err != nil {
		return err
	}
	if len(d.Parts) == 0 {
		return errNoText
	}
	if r.Standfirst == "" {
		return nil
	}
	head, err := recordParts(r.Standfirst, false)
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

// takeDate takes the first date that is understood. Where there are dates and
// none is, the remark says so.
func (d *Draft) takeDate(dates []string, paper Paper) (remark string) {
	for _, s := range dates {
		if when, ok := paper.date(s); ok {
			d.Published = when
			return ""
		}
	}
	if len(dates) == 0 {
		return ""
	}
	return fmt.Sprintf("read without its date: %q is not understood; write 2026-01-31 or 2026-01-31T08:30:00+07:00", shorten(dates[0]))
}

// maxQuoted is how many characters of a source's own a message repeats.
const maxQuoted = 60

func shorten(s string) string { return text.Shorten(text.Clean(s), maxQuoted) }
