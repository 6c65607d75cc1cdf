package corpus

import (
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/corpus/merge"
	"articlebot/retrieval/corpus/parse"
)

// remote is what is known of one address between reads.
type remote struct {
	URL        string           `json:"url"` // as configured
	Validators fetch.Validators `json:"validators"`
	ReadAt     time.Time        `json:"read_at"` // when it last answered well
	Kind       parse.Kind       `json:"kind"`
	Entries    []remoteEntry    `json:"entries"`
	// Skips is what was left out of it, and why.
	Skips []retrieval.Skip `json:"skips,omitempty"`
	// As is how it was read: what was understood under other options is not
	// taken over.
	As readAs `json:"as,omitzero"`
	// Moved is where it has moved for good, "" if it has not.
	Moved string `json:"moved,omitempty"`
	// Gone is when the server last said that it is gone for good.
	Gone time.Time `json:"gone,omitzero"`
}

// readAs are the options that change what an answer gives.
type readAs struct {
	Kind       parse.Kind `json:"kind,omitempty"`
	TeaserOnly bool       `json:"teaser_only,omitempty"`
	MaxEntries int        `json:"max_entries,omitempty"`
	// Allowed are the hosts and addresses that may be read besides the sources'.
	Allowed string `json:"allowed,omitempty"`
}

func readAsOf(s Source, o Options) readAs {
	as := readAs{Kind: s.Kind, TeaserOnly: s.Feed.TeaserOnly, MaxEntries: s.Feed.MaxEntries, Allowed: strings.Join(o.Fetch.AllowHosts, " ")}
	if o.Fetch.AllowPrivate {
		as.Allowed += " private"
	}
	return as
}

// goneFor is how long an address is left alone that its server said is gone
// for good (410, RFC 9110 section 15.5.11). Some are not, after all.
const goneFor = 24 * time.Hour

// leftAlone tells whether the address is not to be asked now. A time in the
// future is one that a wrong clock noted.
func (r *remote) leftAlone(now time.Time) bool {
	age := now.Sub(r.Gone)
	return !r.Gone.IsZero() && age >= 0 && age < goneFor
}

// drafts are the articles of the entries, in the feed's order.
func (r *remote) drafts() []merge.Prepared {
	var out []merge.Prepared
	for _, e := range r.Entries {
		if d := e.Item.draft(); len(d.Parts) > 0 {
			out = append(out, merge.PrepareDraft(d, r.Kind))
		}
	}
	return out
}
