package inspect

import (
	"cmp"
	"strings"

	"articlebot/retrieval"
)

// omission is one thing that was left out, or has a remark.
type omission struct {
	file  string
	place string // in the file, "" for all of it
	why   string
	count int    // of things that are meant, at least 1
	each  string // why each of them is
}

// reason is why, with the place in the file before it.
func (o omission) reason() string {
	if o.place == "" {
		return o.why
	}
	return o.place + ": " + o.why
}

// name is the file, with the place in it behind, or how many places.
func (o omission) name() string {
	switch {
	case o.count > 1:
		return o.file + ", " + number(o.count) + " in it"
	case o.place == "":
		return o.file
	}
	return o.file + ", " + o.place
}

// total counts the things that are meant.
func total(list []omission) int {
	n := 0
	for _, o := range list {
		n += o.count
	}
	return n
}

// unread lists the sources that could not be read.
func unread(c retrieval.Corpus) []omission {
	var out []omission
	for _, s := range c.Sources {
		if s.Err != "" {
			out = append(out, omission{file: s.Source, why: s.Err, count: 1, each: s.Err})
		}
	}
	return out
}

// leftOut lists what was left out of the sources that could be read.
func leftOut(c retrieval.Corpus) []omission { return omissions(c, false) }

// remarks lists what is there and was not understood as a whole.
func remarks(c retrieval.Corpus) []omission { return omissions(c, true) }

func omissions(c retrieval.Corpus, kept bool) []omission {
	var out []omission
	for _, s := range c.Sources {
		for _, k := range s.Skipped {
			if k.Kept == kept {
				out = append(out, newOmission(k))
			}
		}
	}
	return out
}

// newOmission parts the file from the place in it, which the name has behind it:
// "a.jsonl:7", "a.json (item 7)".
func newOmission(k retrieval.Skip) omission {
	o := omission{file: k.File, place: k.Name, why: k.Reason, count: max(k.Count, 1), each: cmp.Or(k.Each, k.Reason)}
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
