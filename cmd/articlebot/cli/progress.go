package cli

import (
	"fmt"
	"io"
	"time"

	"articlebot/bot/console"
	"articlebot/retrieval"
)

// Timing of the progress line: nothing for work that is over at once, then a
// few times a second.
const (
	progressAfter = 400 * time.Millisecond
	progressEvery = 100 * time.Millisecond
)

// EraseLine goes to the line's start and clears it.
const EraseLine = "\r\x1b[K"

// Progress shows on one line of a terminal how far long work is. Elsewhere it
// shows nothing. It is not safe for concurrent use.
type Progress struct {
	out     io.Writer // nil where nobody watches
	now     func() time.Time
	started time.Time
	shown   time.Time
}

// NewProgress returns a progress line on w if that is a terminal.
func NewProgress(w io.Writer, now func() time.Time) *Progress {
	p := &Progress{now: now, started: now()}
	if _, ok := console.Terminal(w); ok {
		p.out = w
	}
	return p
}

// Show replaces the line.
func (p *Progress) Show(at retrieval.Progress) {
	now := p.now()
	if p.out == nil || now.Sub(p.started) < progressAfter || now.Sub(p.shown) < progressEvery {
		return
	}
	p.shown = now
	fmt.Fprint(p.out, EraseLine+progressLine(at))
}

// progressLine is one state of the work in words.
func progressLine(at retrieval.Progress) string {
	if at.Total == 0 {
		return fmt.Sprintf("%s … %d", at.Stage, at.Done)
	}
	return fmt.Sprintf("%s … %d of %d (%d %%)", at.Stage, at.Done, at.Total, 100*at.Done/at.Total)
}

// Clear removes the line.
func (p *Progress) Clear() {
	if !p.shown.IsZero() {
		fmt.Fprint(p.out, EraseLine)
	}
}
