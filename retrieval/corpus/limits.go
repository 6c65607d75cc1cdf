package corpus

import (
	"time"

	"articlebot/retrieval/corpus/fetch"
	"articlebot/retrieval/corpus/parse/collection"
	"articlebot/retrieval/corpus/parse/draft"
)

// Limits of what is read. They are far above any article and keep a mistaken
// or hostile source from costing memory; Options changes the first three.
const (
	// DefaultMaxFileBytes bounds a file that holds one article. The longest
	// pages on the web with their markup stay under a tenth of it.
	DefaultMaxFileBytes = 16 << 20
	// DefaultMaxLineBytes bounds one line of JSON Lines. The file itself is
	// read line by line and may have any size.
	DefaultMaxLineBytes = 4 << 20
	// maxArticles bounds the articles of one file, maxRemoteArticles those that an
	// address answers with: each costs memory, however short it is.
	maxArticles       = 2_000_000
	maxRemoteArticles = 50_000
	// DefaultStall is how long a folder or file may make no progress before it is
	// given up on.
	DefaultStall = time.Minute
	// largeFile is the size in bytes from which files are parsed one at a time, so
	// that they do not need their memory all at once.
	largeFile = 2 << 20
	// DefaultMaxFiles bounds the files of one source.
	DefaultMaxFiles = 1_000_000
)

// Options bound and steer the reading of all sources. The zero value is
// useful.
type Options struct {
	MaxFileBytes int64 // 0 means DefaultMaxFileBytes
	MaxLineBytes int   // 0 means DefaultMaxLineBytes
	MaxFiles     int   // 0 means DefaultMaxFiles
	// Fetch says how addresses are read. The hosts of the sources are allowed
	// without being listed.
	Fetch fetch.Options
	// MemoryDir is a folder in which what feeds held is kept across restarts,
	// "" for none. It is made when needed.
	MemoryDir string
	// AsideDir is such a folder for what was being read when the process ended, so
	// that what killed it is not read at every start.
	AsideDir string
	// Stall is how long a folder or file may make no progress; 0 means DefaultStall.
	Stall time.Duration
	// Zone is the paper's time zone, UTC if nil: the clock of times that are
	// written without an offset, and the one in which all are shown.
	Zone *time.Location
}

func (o Options) limits(articles int) collection.Limits {
	return collection.Limits{ItemBytes: o.MaxLineBytes, Articles: articles}
}

func (o Options) paper() draft.Paper { return draft.Paper{Zone: o.Zone} }

func (o Options) withDefaults() Options {
	if o.MaxFileBytes <= 0 {
		o.MaxFileBytes = DefaultMaxFileBytes
	}
	if o.MaxLineBytes <= 0 {
		o.MaxLineBytes = DefaultMaxLineBytes
	}
	if o.MaxFiles <= 0 {
		o.MaxFiles = DefaultMaxFiles
	}
	if o.Stall <= 0 {
		o.Stall = DefaultStall
	}
	if o.Zone == nil {
		o.Zone = time.UTC
	}
	return o
}
