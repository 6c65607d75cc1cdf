package corpus

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/aside"
	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/corpus/merge"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/feed"
	"articlebot/retrieval/corpus/redact"
)

// remoteReader reads the sources on the web.
type remoteReader struct {
	client *fetch.Client
	now    func() time.Time
	tick   *ticker
	opts   Options
	aside  *aside.Memory
}

// remoteRead is what an address gave.
type remoteRead struct {
	state *remote // for the next read; nil if there is none
	merge.Content
	err string
	// takenOver is when the content was read, if not now.
	takenOver time.Time
}

// errGone is an address that is not asked for the time being.
var errGone = errors.New("the server said that this is gone for good, so it is asked only once a day; correct the address or remove the source")

// read reads an address anew, or says why it cannot and gives what it held
// when it last answered.
func (rr remoteReader) read(ctx context.Context, s Source, old *remote) remoteRead {
	address, known := s.Path, fetch.Validators{}
	if old != nil {
		if old.leftAlone(rr.now()) {
			return rr.lastGood(old, errGone)
		}
		if old.Moved != "" {
			address = old.Moved
		}
		if old.As == readAsOf(s, rr.opts) {
			known = old.Validators
		}
	}
	resp, err := rr.client.Get(ctx, address, known)
	if err != nil {
		return rr.lastGood(noted(old, s, address, err, rr.now()), err)
	}
	out := remoteRead{}
	if resp.NotModified {
		next := *old
		next.ReadAt, next.Gone = rr.now(), time.Time{}
		out.state = &next
	} else if out.state, err = rr.understand(ctx, s, old, resp); err != nil {
		return rr.lastGood(noted(old, s, address, err, rr.now()), err)
	}
	out.Skips = append(out.Skips, out.state.Skips...)
	if out.state.Kind == parse.Feed {
		rr.complete(ctx, s, out.state, &out)
	}
	out.state.Moved = cmp.Or(resp.Moved, address)
	if out.state.Moved == s.Path {
		out.state.Moved = ""
	} else {
		out.Skips = append(out.Skips, retrieval.Skip{Name: s.name(), Reason: "has moved for good to " + redact.Address(out.state.Moved) + ", where it is read now; write that address in the configuration", Kept: true})
	}
	out.Drafts = out.state.drafts()
	return out
}

// noted is what is to be known of an address that failed: that it is gone, and
// no longer that it has moved to where it failed.
func noted(old *remote, s Source, asked string, err error, now time.Time) *remote {
	var status *fetch.StatusError
	gone := asked == s.Path && errors.As(err, &status) && status.Code == http.StatusGone
	if old == nil && !gone {
		return nil
	}
	next := remote{URL: s.Path}
	if old != nil {
		next = *old
	}
	next.Moved = ""
	if gone {
		next.Gone = now
	}
	return &next
}

// lastGood gives what an address held before it failed, and says so.
func (rr remoteReader) lastGood(known *remote, err error) remoteRead {
	out := remoteRead{state: known, err: hint(err)}
	if known == nil || len(known.Entries) == 0 {
		return out
	}
	out.Drafts, out.takenOver = known.drafts(), known.ReadAt
	out.err = fmt.Sprintf("%s; its %d articles of %s are kept", out.err, len(out.Drafts), known.ReadAt.UTC().Format("2006-01-02 15:04 MST"))
	return out
}

// hint says what to do about an error where something can be done.
func hint(err error) string {
	var robots *fetch.RobotsError
	var status *fetch.StatusError
	switch {
	case errors.As(err, &robots):
		return err.Error()
	case errors.As(err, &status) && status.Gone():
		return err.Error() + ": there is nothing at this address any more; correct it or remove the source"
	case errors.As(err, &status) && (status.Code == http.StatusUnauthorized || status.Code == http.StatusForbidden):
		return err.Error() + ": the server does not let the bot read it"
	case errors.Is(err, fetch.ErrPrivate):
		return fetch.ErrPrivate.Error()
	}
	return err.Error()
}

// understand reads a body that is new.
func (rr remoteReader) understand(ctx context.Context, s Source, old *remote, resp fetch.Response) (*remote, error) {
	body, err := unpackedBody(resp.Body, rr.opts.MaxFileBytes)
	if err != nil {
		return nil, err
	}
	resp.Body = body
	kind := s.Kind
	if kind == parse.Auto {
		if kind, err = parse.Recognise(resp.URL, resp.Body); err != nil {
			return nil, err
		}
		if kind == parse.Page && strings.Contains(resp.ContentType, "html") {
			kind = parse.HTML
		}
	}
	version := fmt.Sprintf("%x", sha256.Sum256(resp.Body))
	if why := rr.aside.Why(s.Path, version); why != "" {
		return nil, errors.New(why)
	}
	defer rr.aside.Reading(s.Path, version)()
	next := &remote{URL: s.Path, Validators: resp.Validators, ReadAt: rr.now(), Kind: kind, As: readAsOf(s, rr.opts)}
	if kind == parse.Feed {
		return next, rr.feed(s, old, resp, next)
	}
	resp.URL = redact.Bare(resp.URL) // as the article's address it is shown to everybody
	p, err := rr.document(ctx, kind, resp)
	if err != nil {
		return nil, err
	}
	if len(p.Drafts) == 0 && len(p.Skips) > 0 {
		return nil, errors.New(p.Skips[0].Reason)
	}
	next.Skips = p.Skips
	for i, d := range p.Drafts {
		next.Entries = append(next.Entries, remoteEntry{Key: fmt.Sprint(i), Item: save(d), Seen: next.ReadAt})
	}
	return next, nil
}

// feed reads the body of a feed into next.
func (rr remoteReader) feed(s Source, old *remote, resp fetch.Response, next *remote) error {
	limit := s.Feed.MaxEntries
	if limit <= 0 {
		limit = feed.DefaultMaxEntries
	}
	content, err := feed.Entries(resp.Body, feed.Context{Base: resp.URL, ContentType: resp.ContentType, Limit: limit, Now: next.ReadAt, Paper: rr.opts.paper()})
	if err != nil {
		if advertised := feed.Advertised(resp.Body, resp.URL); advertised != "" {
			return fmt.Errorf("this is a web page; its feed is %s", advertised)
		}
		return err
	}
	if content.Listed > limit {
		next.Skips = append(next.Skips, retrieval.Skip{Name: s.name(), Reason: fmt.Sprintf("lists %d entries, of which the newest %d are read; its max_entries says how many", content.Listed, limit)})
	}
	next.Entries = compare(s, old, content.Entries, next.As, next.ReadAt)
	if content.CutOff {
		next.Skips = append(next.Skips, retrieval.Skip{Name: s.name(), Reason: fmt.Sprintf("broke off after %d entries; what it listed before is kept", content.Listed), Kept: true})
		next.Entries = append(next.Entries, unlisted(old, next.Entries)...)
		next.Validators = fetch.Validators{} // it is asked for again as a whole
	}
	return nil
}

// document reads a body that is not a feed.
func (rr remoteReader) document(ctx context.Context, kind parse.Kind, resp fetch.Response) (draft.Result, error) {
	switch {
	case kind.Pieces():
		return parse.Collection(ctx, resp.URL, kind, bytes.NewReader(resp.Body), rr.opts.limits(maxRemoteArticles), rr.opts.paper())
	case kind == parse.HTML:
		return parse.Served(resp.Body, resp.ContentType, resp.URL, rr.opts.paper())
	}
	return parse.Document(resp.URL, kind, resp.Body, rr.opts.paper())
}
