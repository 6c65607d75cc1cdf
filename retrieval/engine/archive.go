package engine

import (
	"context"
	"errors"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
)

// Archive keeps what a Backend does not: the articles of each generation, and
// which of them answers. With both, a restart answers without reading a source.
type Archive interface {
	// Writable returns why nothing can be kept, nil if it can. ErrLocked means
	// that another process keeps it; when that has ended, a later call may
	// return nil.
	Writable() error
	// History returns which generations answered, as last set. Where that is lost
	// it is all whole generations, the latest first.
	History() (History, error)
	// SetHistory replaces it, as a whole or not at all, even in a crash.
	SetHistory(History) error
	// Load returns a generation. ErrNoGeneration means that there is none, or
	// none that is sound.
	Load(ctx context.Context, g retrieval.Generation) (*Record, error)
	// Save keeps a generation, as a whole or not at all, even in a crash.
	Save(ctx context.Context, r *Record) error
	// Retain removes all generations but those kept.
	Retain(keep []retrieval.Generation) error
	// Close lets another process keep the archive.
	Close() error
}

// ErrLocked means that another process keeps the same data.
var ErrLocked = errors.New("another process keeps this data directory")

// Record is a generation without its index.
type Record struct {
	Generation retrieval.Generation
	BuiltAt    time.Time
	// Terms sums up all that was given to the index, in order: an index of
	// another sum was made by another analysis.
	Terms uint64
	// SourceKey is Config.SourceKey at the time of building.
	SourceKey string
	Articles  []retrieval.Article
	Sources   []retrieval.SourceStatus
	// Forward is the analysis of the articles. Load returns it only where the
	// same program saved it; nil: analyse them again.
	Forward *analysis.ForwardIndex
	// Pause, if set, is called by Save between pieces of work.
	Pause func()
}

// History is the order in which generations can be returned to.
type History struct {
	// Live are the generations that answered, the present one first; each was
	// replaced by the one before it in the list.
	Live []retrieval.Generation `json:"live"`
	// Rejected is the digest of the articles that were rolled back from, "" if
	// none: an unattended reload must not bring them back.
	Rejected string `json:"rejected,omitempty"`
}
