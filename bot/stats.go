package bot

import (
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// Question is one that was answered, or to which the articles do not say
// anything, for whoever counts. Nothing in it is of the person.
type Question struct {
	Platform Platform
	Language text.Language // of the reply
	Outcome  retrieval.Outcome
	// Took is from when the message was handed over to its reply, the wait for a
	// worker included.
	Took time.Duration
}

// Stats counts what happened since the start, for a metrics page.
type Stats struct {
	Answered, Unsure, None       int64 // questions, by outcome
	Presses, SlowedDown, Silent  int64
	TooLong, Busy, Faults, Votes int64
	// Working and Waiting are the messages under way now.
	Working, Waiting int
}
