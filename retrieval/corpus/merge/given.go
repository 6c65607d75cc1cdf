package merge

import (
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse"
	"articlebot/retrieval/text"
)

// Given is what one source gave.
type Given struct {
	Name string     // of the source, as it is shown
	Kind parse.Kind // as configured
	// Section and Language stand in where an article does not tell its own.
	Section  string
	Language text.Language

	Files []File
	Skips []retrieval.Skip
	Err   string // why it could not be read, "" if it was
	// TakenOver is when an address held it that could not be read now.
	TakenOver time.Time
}

// File is what one file or address gave.
type File struct {
	Name string
	Kind parse.Kind
	Content
}

// kind is the format to show of a source: as configured, else what its files
// turned out to be, "mixed" where they differ.
func (g *Given) kind() string {
	kind := g.Kind
	for _, f := range g.Files {
		switch {
		case len(f.Drafts) == 0 || f.Kind == kind:
		case kind == parse.Auto:
			kind = f.Kind
		default:
			return "mixed"
		}
	}
	return string(kind)
}
