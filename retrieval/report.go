package retrieval

import (
	"errors"
	"fmt"
	"time"
)

// ReloadOptions say how to reload. The zero value reloads and switches if all
// checks pass.
type ReloadOptions struct {
	Force bool // switch even where a check fails
	Dry   bool // build and compare, do not switch
	// Hurry builds at full speed: nobody is being answered meanwhile.
	Hurry bool
	// Progress, if set, is called from time to time, never concurrently.
	Progress func(Progress)
}

// Report says what a reload did.
type Report struct {
	// Switched tells whether people are now answered from Generation.
	Switched   bool
	Dry        bool
	Generation Generation
	// Before is the generation that answered until now, and BeforeBuilt when
	// it was built.
	Before      Generation
	BeforeBuilt time.Time
	From, To    Counts
	New         []Summary
	Changed     []Summary
	Removed     []Summary
	Skipped     []Skip
	// Refused says why the new index was not taken, "" if it was.
	Refused string
	Took    time.Duration
	// At is when it ended.
	At time.Time
}

// ReloadingError is returned where a reload is asked for while one runs.
type ReloadingError struct{ Progress Progress }

// Error says how far the one that runs is.
func (e *ReloadingError) Error() string {
	return fmt.Sprintf("a reload is running already (%s, %d of %d)", e.Progress.Stage, e.Progress.Done, e.Progress.Total)
}

// ErrNoPrevious means that there is no sound generation to return to.
var ErrNoPrevious = errors.New("there is no generation before this one")
