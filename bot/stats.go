package bot

// Stats counts what happened since the start, for a metrics page.
type Stats struct {
	Answered, Unsure, None       int64 // questions, by outcome
	Presses, SlowedDown, Silent  int64
	TooLong, Busy, Faults, Votes int64
}
