package corpus

import (
	"time"

	"articlebot/retrieval/corpus/parse/feed"
)

// remoteEntry is an entry of a feed, or the one article of a page, as it is
// known between reads.
type remoteEntry struct {
	Key         string `json:"key"`
	Fingerprint string `json:"fingerprint"`
	// Teaser marks an entry whose linked page has not been read yet. Tries is
	// how often that failed for a reason that is likely to last; after a reason
	// that is not, it waits until After, for longer each time.
	Teaser bool          `json:"teaser,omitempty"`
	Tries  int           `json:"tries,omitempty"`
	After  time.Time     `json:"after,omitzero"`
	Waited time.Duration `json:"waited,omitempty"`
	Item   saved         `json:"item"`
	// Brief is what the feed itself says of an entry of which Item is still the
	// whole text from before it changed; nil for others.
	Brief *saved `json:"brief,omitempty"`
	// Seen is when the feed last listed it.
	Seen time.Time `json:"seen"`
}

// inBrief gives up the whole text that there was before.
func (e *remoteEntry) inBrief() {
	if e.Brief != nil {
		e.Item, e.Brief = *e.Brief, nil
	}
}

// postpone puts off the next try.
func (e *remoteEntry) postpone(now time.Time) {
	e.Waited = min(max(2*e.Waited, firstWait), longestWait)
	e.After = now.Add(e.Waited)
}

// waits tells whether it is too early for the next try. No wait is longer than
// it was meant to be, whatever became of the clock.
func (e *remoteEntry) waits(now time.Time) bool {
	left := e.After.Sub(now)
	return left > 0 && left <= e.Waited
}

// compare makes the entries of a feed: those that are unchanged as they are
// known, and those that have scrolled off but are to be kept.
func compare(s Source, old *remote, entries []feed.Entry, as readAs, now time.Time) []remoteEntry {
	before := map[string]remoteEntry{}
	if old != nil {
		for _, e := range old.Entries {
			before[e.Key] = e
		}
	}
	sameWay := old != nil && old.As.TeaserOnly == as.TeaserOnly
	var out []remoteEntry
	var oldest time.Time
	for _, e := range entries {
		known := before[e.Key]
		delete(before, e.Key)
		if !e.Draft.Published.IsZero() && (oldest.IsZero() || e.Draft.Published.Before(oldest)) {
			oldest = e.Draft.Published
		}
		if !sameWay || known.Fingerprint != e.Fingerprint {
			known = newRemoteEntry(e, as.TeaserOnly, known.Item)
		}
		if old != nil && old.As != as {
			known.Tries, known.After = 0, time.Time{} // what failed may be allowed now
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

// unlisted are the entries that were known and are not in a list.
func unlisted(old *remote, list []remoteEntry) []remoteEntry {
	if old == nil {
		return nil
	}
	listed := map[string]bool{}
	for _, e := range list {
		listed[e.Key] = true
	}
	var out []remoteEntry
	for _, e := range old.Entries {
		if !listed[e.Key] {
			out = append(out, e)
		}
	}
	return out
}

// newRemoteEntry is an entry as it is before its linked page is read. Until that
// is, the whole text that there was before it changed stands.
func newRemoteEntry(e feed.Entry, teaserOnly bool, before saved) remoteEntry {
	r := remoteEntry{Key: e.Key, Fingerprint: e.Fingerprint, Item: save(e.Draft)}
	if e.Full || e.Draft.URL == "" {
		return r
	}
	if short, ok := e.Brief(); ok {
		r.Item = save(short)
	}
	r.Teaser = !teaserOnly
	if r.Teaser && !before.Brief && len(before.Parts) > 0 {
		brief := r.Item
		r.Brief, r.Item = &brief, before
	}
	return r
}
