package corpus

import (
	"context"
	"errors"
	"fmt"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/text"
)

// MaxPagesPerRead is how many linked pages of one feed are fetched in one
// read. The rest stay briefs until the next one, so that a new feed of
// hundreds of teasers neither storms the paper's server nor holds up a reload.
const MaxPagesPerRead = 60

// maxTries is how often a linked page that cannot be read is tried again.
const maxTries = 5

// completed fetches the linked pages of the entries that are still teasers. It
// changes next, which nobody else has yet.
func (rr remoteReader) completed(ctx context.Context, s Source, next *remote, out *remoteRead) *remote {
	entries := make([]remoteEntry, len(next.Entries))
	copy(entries, next.Entries)
	next.Entries = entries
	pages := 0
	for i := range entries {
		e := &entries[i]
		if !e.Teaser || e.Tries >= maxTries || ctx.Err() != nil {
			continue
		}
		if pages == MaxPagesPerRead {
			out.skips = append(out.skips, retrieval.Skip{Name: s.Path, Reason: fmt.Sprintf("more than %d new linked pages; the others are shown in brief and fetched at the next reload", MaxPagesPerRead)})
			break
		}
		pages++
		rr.tick.add(1)
		if err := rr.linked(ctx, e); err != nil {
			e.Tries++
			out.skips = append(out.skips, retrieval.Skip{Name: e.Item.URL, Reason: hint(err) + "; shown in brief"})
			var later *fetch.LaterError
			if errors.As(err, &later) {
				e.Tries-- // it was not asked
				rr.tick.done()
				break
			}
		}
		rr.tick.done()
	}
	return next
}

// linked reads the page that an entry links to, and keeps of the entry what
// the page does not tell.
func (rr remoteReader) linked(ctx context.Context, e *remoteEntry) error {
	resp, err := rr.client.Get(ctx, e.Item.URL, fetch.Validators{})
	if err != nil {
		return err
	}
	p, err := parsePageAt(resp)
	if err != nil {
		return err
	}
	if len(p.drafts) == 0 {
		return errors.New(p.skips[0].Reason)
	}
	d, entry := p.drafts[0], e.Item.draft()
	d.url = firstOf(entry.url, d.url)
	d.title = firstOf(d.title, entry.title)
	d.section = firstOf(d.section, entry.section)
	d.author = firstOf(d.author, entry.author)
	if d.published.IsZero() {
		d.published = entry.published
	}
	if d.language == text.Undetermined {
		d.language = entry.language
	}
	e.Item, e.Teaser = d.save(), false
	return nil
}
