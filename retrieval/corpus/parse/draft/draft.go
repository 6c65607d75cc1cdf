// Package draft holds an article as a parser understood it, and what all formats
// do with one: date and byline off its ends, its language, what it becomes where
// only a teaser is known. It knows no format.
package draft

import (
	"fmt"
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
	"articlebot/retrieval/text"
)

// Draft is an article as a parser understood it, before it is compared with
// the others and gets its id. Drafts are shared between reads and never change.
type Draft struct {
	Own       string // the source's own id, "" if it has none
	URL       string // canonical address, "" if unknown
	Title     string
	Section   string        // "" if unknown
	Author    string        // "" if unknown
	Published time.Time     // zero if unknown
	Language  text.Language // as declared or detected
	Brief     bool          // only a standfirst is known, the one part
	Parts     []Part        // at least one
	Key       string        // TitleKey of the title
	// Second is what would be believed if the other pages of the paper showed
	// that Title or Author is what all of them have.
	Second Second
}

// Second is a second choice.
type Second struct {
	Titles []string // best first
	Author string   // as printed, "" for none
}

// Part is one paragraph, clean as text.Clean makes it.
type Part struct {
	Kind retrieval.Kind
	Text string
	// Heading marks what its source set as a heading of what follows.
	Heading bool
}

// Result is what one file or address gave: articles, and what was left out and
// why.
type Result struct {
	Drafts []Draft
	Skips  []retrieval.Skip
}

// Skipped is a Result of nothing but a reason.
func Skipped(name, reason string) Result {
	return Result{Skips: []retrieval.Skip{{Name: name, Reason: reason}}}
}

// Remarked is a remark on an article that is kept, nil for none.
func Remarked(name, remark string) []retrieval.Skip {
	if remark == "" {
		return nil
	}
	return []retrieval.Skip{{Name: name, Reason: remark, Kept: true}}
}

// Body returns the words of the article in order, captions included.
func (d *Draft) Body() string {
	if len(d.Parts) == 1 {
		return d.Parts[0].Text
	}
	var b strings.Builder
	for i, p := range d.Parts {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// maxDetected is how many bytes of an article are looked at for its language:
// about forty words. Where they leave it open, the whole article is.
const maxDetected = 256

// Detect sets the language from the text. A declared language other than the
// two that can be detected is believed; otherwise the text is, because
// templates often declare the wrong one.
func (d *Draft) Detect(declared string) {
	tag := PrimaryTag(declared)
	if tag != "" && !text.Searched(tag) {
		d.Language = tag
		return
	}
	d.Language = text.Detect(d.beginning(maxDetected))
	if d.Language == text.Undetermined {
		d.Language = text.Detect(d.Title + "\n" + d.Body())
	}
	if d.Language == text.Undetermined && tag != "" {
		d.Language = tag
	}
}

// beginning is the title and the first words of the article.
func (d *Draft) beginning(limit int) string {
	var b strings.Builder
	b.WriteString(d.Title)
	for _, p := range d.Parts {
		room := limit - b.Len()
		if room <= 0 {
			break
		}
		b.WriteByte('\n')
		if len(p.Text) > room {
			if at := strings.LastIndexByte(p.Text[:room], ' '); at > 0 {
				b.WriteString(p.Text[:at])
			}
			break
		}
		b.WriteString(p.Text)
	}
	return b.String()
}

// PrimaryTag is the primary subtag of a BCP 47 tag ("vi" of "vi-VN"), "" where it
// has not the shape of one.
func PrimaryTag(tag string) text.Language {
	tag, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(tag), "_", "-"), "-")
	if len(tag) < 2 || len(tag) > 3 {
		return ""
	}
	for i := range len(tag) {
		if c := tag[i] | 0x20; c < 'a' || c > 'z' {
			return ""
		}
	}
	return text.Language(strings.ToLower(tag))
}

// BodyParts makes a body paragraph of each text.
func BodyParts(texts []string) []Part {
	parts := make([]Part, len(texts))
	for i, t := range texts {
		parts[i] = Part{Kind: retrieval.Body, Text: t}
	}
	return parts
}

// Panicked is the error of a document at which a parser of somebody else's
// library panicked with r.
func Panicked(r any) error {
	return fmt.Errorf("cannot be understood (%v); leave it out and report it", r)
}

// MaxSection is the length of a section's name in characters.
const MaxSection = 48

// SectionName drops the dash that ends a section's line.
func SectionName(s string) string { return strings.TrimSpace(strings.TrimRight(s, " -–|")) }

// Paper is what a parser must know of the newspaper. The zero value is a paper
// in UTC.
type Paper struct {
	// Zone is the clock of times that are written without an offset, UTC if nil.
	Zone *time.Location
}

// Date reads a date as sources write it, see stamp.Read.
func (p Paper) Date(s string) (time.Time, bool) { return stamp.Read(s, p.Zone) }

// ToBrief makes a brief of an article of which only a teaser is known; false
// where there is not even that.
func (d Draft) ToBrief() (Draft, bool) {
	var words []string
	for _, p := range d.Parts {
		if p.Kind == retrieval.Body {
			words = append(words, p.Text)
		}
	}
	teaser := strings.Join(words, " ")
	if teaser == "" {
		return d, false
	}
	d.Brief = true
	d.Parts = []Part{{Kind: retrieval.Brief, Text: prose.Bounded(teaser)[0]}}
	return d, true
}
