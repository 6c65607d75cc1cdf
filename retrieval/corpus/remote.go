package corpus

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/net/html"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/fetch"
)

// remote is what is known of one address between reads.
type remote struct {
	URL        string           `json:"url"`
	Validators fetch.Validators `json:"validators"`
	ReadAt     time.Time        `json:"read_at"` // when it last answered well
	Kind       Kind             `json:"kind"`
	Entries    []remoteEntry    `json:"entries"`
}

// remoteEntry is an entry of a feed, or the one article of a page.
type remoteEntry struct {
	Key         string `json:"key"`
	Fingerprint string `json:"fingerprint"`
	// Teaser marks an entry whose linked page has not been read yet; Tries is
	// how often that failed.
	Teaser bool  `json:"teaser,omitempty"`
	Tries  int   `json:"tries,omitempty"`
	Item   saved `json:"item"`
	// Seen is when the feed last listed it.
	Seen time.Time `json:"seen"`
}

// remoteReader reads the sources on the web.
type remoteReader struct {
	client *fetch.Client
	now    func() time.Time
	tick   *ticker
	opts   Options
}

// remoteRead is what an address gave.
type remoteRead struct {
	state *remote // for the next read; nil if there is none
	parsed
	err string
}

// read reads an address anew, or says why it cannot and gives what it held
// when it last answered.
func (rr remoteReader) read(ctx context.Context, s Source, old *remote) remoteRead {
	known := fetch.Validators{}
	if old != nil {
		known = old.Validators
	}
	resp, err := rr.client.Get(ctx, s.Path, known)
	out := remoteRead{}
	switch {
	case err != nil:
		return rr.lastGood(old, s, err)
	case resp.NotModified:
		next := *old
		next.ReadAt = rr.now()
		out.state = rr.completed(ctx, s, &next, &out)
	default:
		next, err := rr.understand(ctx, s, old, resp, &out)
		if err != nil {
			return rr.lastGood(old, s, err)
		}
		out.state = next
	}
	if resp.Moved != "" && resp.Moved != s.Path {
		out.skips = append(out.skips, retrieval.Skip{Name: s.Path, Reason: "has moved for good to " + resp.Moved + "; write that address in the configuration"})
	}
	out.drafts = out.state.drafts()
	return out
}

// lastGood gives what an address held before it failed, and says so.
func (rr remoteReader) lastGood(old *remote, s Source, err error) remoteRead {
	out := remoteRead{state: old, err: hint(err)}
	if old == nil || len(old.Entries) == 0 {
		return out
	}
	out.drafts = old.drafts()
	out.err = fmt.Sprintf("%s; its %d articles of %s are kept", out.err, len(out.drafts), old.ReadAt.UTC().Format("2006-01-02 15:04 MST"))
	return out
}

// hint says what to do about an error where something can be done.
func hint(err error) string {
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status) && status.Gone():
		return err.Error() + ": there is nothing at this address any more; correct it or remove the source"
	case errors.As(err, &status) && (status.Code == 401 || status.Code == 403):
		return err.Error() + ": the server does not let the bot read it"
	case errors.Is(err, fetch.ErrPrivate):
		return fetch.ErrPrivate.Error()
	case errors.Is(err, fetch.ErrHost):
		return err.Error()
	}
	return err.Error()
}

// understand reads a body that is new.
func (rr remoteReader) understand(ctx context.Context, s Source, old *remote, resp fetch.Response, out *remoteRead) (*remote, error) {
	kind := s.Kind
	if kind == Auto {
		var err error
		if kind, err = recognise(resp.URL, resp.Body); err != nil {
			return nil, err
		}
		if kind == Page && strings.Contains(resp.ContentType, "html") {
			kind = HTML
		}
	}
	next := &remote{URL: s.Path, Validators: resp.Validators, ReadAt: rr.now(), Kind: kind}
	if kind == Feed {
		limit := s.Feed.MaxEntries
		if limit <= 0 {
			limit = DefaultMaxEntries
		}
		entries, err := parseFeed(resp.Body, resp.URL, resp.ContentType, limit)
		if err != nil {
			if feed := advertisedFeed(resp.Body, resp.URL); feed != "" {
				return nil, fmt.Errorf("this is a web page; its feed is %s", feed)
			}
			return nil, err
		}
		next.Entries = rr.compare(s, old, entries)
		return rr.completed(ctx, s, next, out), nil
	}
	p, err := rr.document(ctx, kind, resp)
	if err != nil {
		return nil, err
	}
	if len(p.drafts) == 0 && len(p.skips) > 0 {
		return nil, errors.New(p.skips[0].Reason)
	}
	out.skips = append(out.skips, p.skips...)
	for i, d := range p.drafts {
		next.Entries = append(next.Entries, remoteEntry{Key: fmt.Sprint(i), Item: d.save(), Seen: next.ReadAt})
	}
	return next, nil
}

// document reads a body that is not a feed.
func (rr remoteReader) document(ctx context.Context, kind Kind, resp fetch.Response) (parsed, error) {
	switch kind {
	case JSONLines:
		return parseJSONLines(ctx, resp.URL, bytes.NewReader(resp.Body), rr.opts.MaxLineBytes)
	case HTML:
		return parsePageAt(resp)
	}
	return parse(resp.URL, kind, resp.Body, rr.opts)
}

// parsePageAt reads a fetched web page.
func parsePageAt(resp fetch.Response) (p parsed, err error) {
	defer recoverParser(&p, &err)
	content, err := decodeHTML(resp.Body, resp.ContentType)
	if err != nil {
		return parsed{}, err
	}
	return parseHTML(resp.URL, content, resp.URL), nil
}

// compare takes over what is known of the entries that are unchanged, and
// those that have scrolled off but are to be kept.
func (rr remoteReader) compare(s Source, old *remote, entries []feedEntry) []remoteEntry {
	before := map[string]remoteEntry{}
	if old != nil {
		for _, e := range old.Entries {
			before[e.Key] = e
		}
	}
	now := rr.now()
	var out []remoteEntry
	var oldest time.Time
	for _, e := range entries {
		known, ok := before[e.key]
		delete(before, e.key)
		if !e.published.IsZero() && (oldest.IsZero() || e.published.Before(oldest)) {
			oldest = e.published
		}
		if !ok || known.Fingerprint != e.fingerprint {
			known = remoteEntry{Key: e.key, Fingerprint: e.fingerprint, Teaser: !e.full && e.draft.url != "" && !s.Feed.TeaserOnly}
			d, whole := e.draft, e.full || e.draft.url == ""
			if !whole {
				if short, ok := e.brief(); ok {
					d = short
				}
			}
			known.Item = d.save()
		}
		known.Seen = now
		out = append(out, known)
	}
	if s.Feed.Keep > 0 && old != nil {
		for _, e := range old.Entries {
			if _, left := before[e.Key]; left && !e.Item.Published.IsZero() && !e.Item.Published.After(oldest) && now.Sub(e.Seen) <= s.Feed.Keep {
				out = append(out, e)
			}
		}
	}
	return out
}

// advertisedFeed is the address of the feed that a web page names.
func advertisedFeed(body []byte, base string) string {
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return ""
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && n.Data == "link" && strings.Contains(strings.ToLower(attr(n, "rel")), "alternate") {
			switch strings.ToLower(attr(n, "type")) {
			case "application/rss+xml", "application/atom+xml", "application/feed+json":
				return resolveURL(base, attr(n, "href"))
			}
		}
	}
	return ""
}

// drafts are the articles of the entries, in the feed's order.
func (r *remote) drafts() []draft {
	var out []draft
	for _, e := range r.Entries {
		if d := e.Item.draft(); len(d.parts) > 0 {
			d.prepare(r.Kind)
			out = append(out, d)
		}
	}
	return out
}
