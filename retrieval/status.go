package retrieval

import "time"

// Counts is the size of a corpus.
type Counts struct {
	Articles int `json:"articles"` // full articles
	Briefs   int `json:"briefs"`
	Passages int `json:"passages"` // of articles and briefs together
}

// Status is what an admin wants to know about the engine.
type Status struct {
	Generation Generation
	BuiltAt    time.Time
	// ReadAt is when all sources were last read and found to hold just what
	// this generation holds: one that fails holds it back.
	ReadAt time.Time
	Counts Counts
	// Newest is the latest known date of an article, zero if none is known.
	Newest  time.Time
	Sources []SourceStatus
	// Reloading is set while a reload runs.
	Reloading *Progress
	// LastReload is the report of the last reload, kept whether it was taken
	// or refused; nil before the first.
	LastReload *Report
	// Previous are the generations that Rollback can return to, newest first.
	Previous []Generation
	// Opened says where the engine's first generation came from.
	Opened Opened
	// Kept tells whether this generation outlives the process.
	Kept bool
	// Embedded is how many passages have their vectors; nil without an encoder.
	Embedded *Embedded
	// Unreached is why the search cluster does not answer, nil if it does or there
	// is none. People are then answered from what is in memory, where that is
	// possible.
	Unreached error
	// Remembered is how many articles, the newest, are in memory of those in a search
	// cluster, and RememberedSince the date of the oldest of them.
	Remembered      int
	RememberedSince time.Time
	// Missed are the probes that do not find their article in this generation.
	Missed []Probe
}

// Embedded is how far an encoder has read the passages.
type Embedded struct {
	Done, Total int
	// Err is why none can be made now, nil for no reason.
	Err error
}

// Opened says where the first generation of an engine came from.
type Opened struct {
	How Start
	// Why is the reason for anything else than what was expected, "" for none:
	// what was damaged, or why nothing can be kept.
	Why string
}

// Start is a way to come to a first generation.
type Start string

// The ways.
const (
	Built     Start = "built"     // the sources were read and indexed
	Restored  Start = "restored"  // the generation that answered last was there
	Joined    Start = "joined"    // other replicas answered from it
	Reindexed Start = "reindexed" // its articles were there, its index was not sound
	Updated   Start = "updated"   // its articles were there, its index was another version's
	FellBack  Start = "fell back" // only a generation of before was sound
)

// SourceStatus is what one source of articles gave.
type SourceStatus struct {
	Source   string // as configured
	Kind     string
	Articles int
	Briefs   int
	Skipped  []Skip
	// Err is why the source could not be read at all, "" if it could.
	Err string
	// ReadAt is, where Err is set and what the source held before was taken
	// over, when that was read; zero otherwise.
	ReadAt time.Time
}

// Skip is a file or entry that was left out, and why.
type Skip struct {
	Name, Reason string
	// Kept tells that it was read all the same, and Reason is a remark: part of
	// it, such as its date, was not understood.
	Kept bool
	// File is the file or the address of the source that Name is, or stands in.
	File string
	// Count is how many things in the file are meant where that is more than one,
	// and Each the reason of each; Reason says both in one sentence.
	Count int
	Each  string
}

// Things is how many files and entries skips stand for: one line may count many.
func Things(skips []Skip) int {
	n := 0
	for _, s := range skips {
		n += max(s.Count, 1)
	}
	return n
}

// Progress is how far a reload is.
type Progress struct {
	Stage       string // "reading", "indexing", "checking", "switching"
	Done, Total int    // Total is 0 while unknown
	Started     time.Time
}

// Probe is a question and words of the title of an article that it must find
// among the first probeDepth passages.
type Probe struct{ Question, Title string }
