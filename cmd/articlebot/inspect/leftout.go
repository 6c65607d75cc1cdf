package inspect

import (
	"strings"

	"articlebot/retrieval"
)

// omission is one thing that was left out, or has a remark.
type omission struct {
	file  string
	place string // in the file, "" for all of it
	why   string
}

// reason is why, with the place in the file before it.
func (o omission) reason() string {
	if o.place == "" {
		return o.why
	}
	return o.place + ": " + o.why
}

// name is the file, with the place in it behind.
func (o omission) name() string {
	if o.place == "" {
		return o.file
	}
	return o.file + ", " + o.place
}

// leftOut lists what was left out, sources that could not be read included.
func leftOut(c retrieval.Corpus) []omission {
	var out []omission
	for _, s := range c.Sources {
		if s.Err != "" {
			out = append(out, omission{file: s.Source, why: s.Err})
		}
		for _, k := range s.Skipped {
			if !k.Kept {
				out = append(out, newOmission(k))
			}
		}
	}
	return out
}

// remarks lists what is there and was not understood as a whole.
func remarks(c retrieval.Corpus) []omission {
	var out []omission
	for _, s := range c.Sources {
		for _, k := range s.Skipped {
			if k.Kept {
				out = append(out, newOmission(k))
			}
		}
	}
	return out
}

// newOmission parts the file from the place in it, which the name has behind it:
// "a.jsonl:7", "a.json (item 7)".
func newOmission(k retrieval.Skip) omission {
	o := omission{file: k.File, place: k.Name, why: k.Reason}
	if o.file == "" {
		o.file = k.Name
	}
	if rest, ok := strings.CutPrefix(k.Name, o.file); ok {
		o.place = strings.Trim(rest, " ()")
		if line, ok := strings.CutPrefix(o.place, ":"); ok {
			o.place = "line " + line
		}
	}
	return o
}
