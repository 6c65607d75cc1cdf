package corpus

import (
	"io/fs"
	"time"

	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/redact"
	"articlebot/retrieval/text"
)

// Source is one configured place of articles.
type Source struct {
	// Path is a file, a folder (read with all its subfolders) or the http or
	// https address of a feed or a page.
	Path string
	// Kind is the format; Auto recognises it.
	Kind parse.Kind
	// Section and Language stand in where an article does not tell its own.
	Section  string
	Language text.Language
	// FS, if set, is the file system that Path is read from, slash-separated as
	// io/fs wants it ("." for all of it).
	FS fs.FS
	// FollowLinks follows links that lead out of a folder. Without it those are
	// left out and named: whoever may write there could publish any file.
	FollowLinks bool
	// Feed says how to read a feed; it means nothing to other kinds.
	Feed FeedOptions
}

// FeedOptions say how one feed is read. The zero value reads every entry and
// fetches the linked page of those that carry only a teaser.
type FeedOptions struct {
	// TeaserOnly takes what the feed carries and fetches no linked page.
	TeaserOnly bool
	// MaxEntries is how many entries are read, newest first as the feed lists
	// them; 0 means DefaultMaxEntries.
	MaxEntries int
	// Keep is how long an article stays after it has scrolled off the old end
	// of the feed. 0 keeps none: the corpus is what the feed lists now. An entry
	// that is missing between others was withdrawn and is never kept.
	Keep time.Duration
}

// name is the source as it is shown: its path, without a secret that stands
// in an address, whose scheme may have been forgotten.
func (s Source) name() string {
	if s.remote() {
		return redact.Address(s.Path)
	}
	return redact.Text(s.Path)
}

// remote tells whether the source is an address.
func (s Source) remote() bool {
	return s.FS == nil && address.IsWeb(s.Path)
}
