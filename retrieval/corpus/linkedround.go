package corpus

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/fetch"
)

// When a linked page that cannot be read is tried again.
const (
	// maxTries is how often where the reason is likely to last.
	maxTries = 5
	// Where it is likely to pass, any number of times, after a wait that doubles.
	firstWait, longestWait = 10 * time.Minute, 24 * time.Hour
	// maxInARow is how many such failures end a read: the server is down.
	maxInARow = 3
)

// linkedRound is one go at the linked pages of a feed.
type linkedRound struct {
	began   time.Time
	asked   int
	later   *fetch.LaterError // ended the round
	waiting int               // pages that are left for another round
	// inARow are the last failures that are likely to pass; postponed are the
	// pages that they put off.
	inARow, postponed int
	failed            []retrieval.Skip
	// Pages that were not asked for, by the reason why.
	refused map[string]int
	reasons []string
}

func (r *linkedRound) over(now time.Time) bool {
	return r.later != nil || r.asked == MaxPagesPerRead || now.Sub(r.began) >= maxPagesTime
}

// note takes down what became of an entry.
func (r *linkedRound) note(e *remoteEntry, err error, now time.Time) {
	switch {
	case errors.As(err, &r.later):
		r.waiting++
		return
	case refused(err):
		r.refuse(e, err)
		return
	}
	r.asked++
	if err == nil {
		r.inARow = 0
		return
	}
	if n := tries(err); n > 0 {
		e.Tries += n
		r.inARow = 0
	} else {
		e.postpone(now)
		r.inARow++
	}
	shown := "; shown in brief"
	if e.Tries >= maxTries || forbidden(err) {
		e.inBrief()
	} else if e.Brief != nil {
		shown = "; its text of before is kept"
	}
	r.failed = append(r.failed, retrieval.Skip{Name: e.Item.URL, Reason: hint(err) + shown, Kept: true})
}

// refuse takes down that an entry's page was not asked for.
func (r *linkedRound) refuse(e *remoteEntry, err error) {
	reason := hint(err)
	if r.refused == nil {
		r.refused = map[string]int{}
	}
	if r.refused[reason] == 0 {
		r.reasons = append(r.reasons, reason)
	}
	r.refused[reason]++
	if forbidden(err) {
		e.inBrief()
	}
}

// skips says which entries of the feed are shown in brief, and why.
func (r *linkedRound) skips(feed string) []retrieval.Skip {
	out := r.failed
	for _, reason := range r.reasons {
		out = append(out, retrieval.Skip{Name: feed, Reason: fmt.Sprintf("%s shown in brief: %s", counted(r.refused[reason]), reason), Kept: true})
	}
	if r.postponed > 0 {
		out = append(out, retrieval.Skip{Name: feed, Reason: counted(r.postponed) + " shown in brief for now: the server failed and is asked again later", Kept: true})
	}
	switch {
	case r.waiting == 0:
	case r.later != nil:
		out = append(out, retrieval.Skip{Name: feed, Reason: fmt.Sprintf("%s shown in brief for now: %v", counted(r.waiting), r.later), Kept: true})
	default:
		out = append(out, retrieval.Skip{Name: feed, Reason: fmt.Sprintf("%s shown in brief until a later reload; one fetches at most %d pages of a feed and for at most %d minutes", counted(r.waiting), MaxPagesPerRead, int(maxPagesTime.Minutes())), Kept: true})
	}
	return out
}

func counted(pages int) string {
	if pages == 1 {
		return "1 linked page is"
	}
	return fmt.Sprintf("%d linked pages are", pages)
}

// refused tells whether a page was not asked for at all. That costs nothing,
// so it is looked at again each time: rules and settings change.
func refused(err error) bool {
	var redirect *fetch.RedirectError
	if errors.As(err, &redirect) {
		return false
	}
	var robots *fetch.RobotsError
	return errors.As(err, &robots) || errors.Is(err, fetch.ErrHost) || errors.Is(err, fetch.ErrPrivate) || errors.Is(err, fetch.ErrUnchecked)
}

// forbidden tells whether a page may not be read any more, so that what was
// read of it before is not shown either.
func forbidden(err error) bool {
	var robots *fetch.RobotsError
	return errors.As(err, &robots) && robots.Cause == nil
}

// tries is what a failure counts: nothing where the server has a bad day,
// which passes; all where it says that the page is gone for good.
func tries(err error) int {
	var status *fetch.StatusError
	switch {
	case errors.As(err, &status) && status.Code == http.StatusGone:
		return maxTries
	case errors.As(err, &status):
		if status.Code >= 500 || status.Code == http.StatusRequestTimeout || status.Code == http.StatusTooEarly || status.Code == http.StatusTooManyRequests {
			return 0
		}
		return 1
	case forbidden(err):
		return 1
	}
	for _, lasting := range []error{errPage, fetch.ErrTooLarge, fetch.ErrEncoding, fetch.ErrRedirects, fetch.ErrHost, fetch.ErrPrivate, fetch.ErrUnchecked} {
		if errors.Is(err, lasting) {
			return 1
		}
	}
	return 0 // the network's
}
