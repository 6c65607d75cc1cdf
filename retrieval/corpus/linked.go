package corpus

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/feed"
	"articlebot/retrieval/text"
)

// How much of one feed's linked pages is fetched in one read. The rest stay
// briefs until the next one, so that a new feed of hundreds of teasers neither
// storms the paper's server nor holds up a reload, least of all where that
// server wishes long pauses.
const (
	MaxPagesPerRead = 60
	maxPagesTime    = 2 * time.Minute
)

// complete fetches the linked pages of the entries that are still teasers. It
// changes next, which nobody else has yet, but not the entries it was made of.
func (rr remoteReader) complete(ctx context.Context, s Source, next *remote, out *remoteRead) {
	next.Entries = slices.Clone(next.Entries)
	round := linkedRound{began: rr.now()}
	for i := range next.Entries {
		e := &next.Entries[i]
		if !e.Teaser || e.Tries >= maxTries || ctx.Err() != nil {
			continue
		}
		switch now := rr.now(); {
		case round.inARow == maxInARow || e.waits(now):
			round.postponed++
			continue
		case round.over(now):
			round.waiting++
			continue
		}
		rr.tick.add(1)
		round.note(e, rr.linked(ctx, e), rr.now())
		rr.tick.done()
	}
	out.Skips = append(out.Skips, round.skips(s.name())...)
}

// errFeed is a link that leads to a list of articles.
var errFeed = errors.New("it is a feed, no article")

// page understands the page of an entry, which may be an agency's XML or another form
// of an article.
func (rr remoteReader) page(ctx context.Context, address string, resp fetch.Response) (draft.Result, error) {
	kind, err := parse.HTML, error(nil)
	if !strings.Contains(resp.ContentType, "html") {
		kind, err = parse.Recognise(resp.URL, resp.Body)
	}
	switch {
	case err != nil:
		return draft.Result{}, err
	case kind == parse.Feed:
		return draft.Result{}, errFeed
	case kind == parse.Page:
		kind = parse.HTML // of a server: nobody has saved it
	}
	version := fmt.Sprintf("%x", sha256.Sum256(resp.Body))
	if why := rr.aside.Why(address, version); why != "" {
		return draft.Result{}, errors.New(why)
	}
	defer rr.aside.Reading(address, version)()
	return rr.document(ctx, kind, resp)
}

// errPage is a page that was read but is no article.
var errPage = errors.New("the linked page")

// linked reads the page that an entry links to, and keeps of the entry what
// the page does not tell.
func (rr remoteReader) linked(ctx context.Context, e *remoteEntry) error {
	known := e.Item
	if e.Brief != nil {
		known = *e.Brief
	}
	resp, err := rr.client.GetPage(ctx, known.URL)
	if err != nil {
		return err
	}
	p, err := rr.page(ctx, known.URL, resp)
	if err != nil {
		return fmt.Errorf("%w: %w", errPage, err)
	}
	if len(p.Drafts) == 0 {
		return fmt.Errorf("%w: %s", errPage, p.Skips[0].Reason)
	}
	d, entry := p.Drafts[0], known.draft()
	d.URL = cmp.Or(entry.URL, d.URL)
	d.Title = cmp.Or(d.Title, entry.Title)
	d.Section = cmp.Or(d.Section, entry.Section)
	d.Author = cmp.Or(d.Author, entry.Author)
	if d.Published.IsZero() || d.Published.Sub(rr.now()) > feed.MaxAhead {
		d.Published = entry.Published
	}
	if d.Language == text.Undetermined {
		d.Language = entry.Language
	}
	e.Item, e.Brief, e.Teaser = save(d), nil, false
	return nil
}
