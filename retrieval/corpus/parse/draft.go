package parse

import (
	"strings"
	"time"

	"articlebot/retrieval"
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

// skip is a Result of nothing but a reason.
func skip(name, reason string) Result {
	return Result{Skips: []retrieval.Skip{{Name: name, Reason: reason}}}
}

// remarked is a remark on an article that is kept, nil for none.
func remarked(name, remark string) []retrieval.Skip {
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

// detect sets the language from the text. A declared language other than the
// two that can be detected is believed; otherwise the text is, because
// templates often declare the wrong one.
func (d *Draft) detect(declared string) {
	tag := primary(declared)
	if tag != "" && tag != text.English && tag != text.Vietnamese {
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

// primary is the primary subtag of a BCP 47 tag ("vi" of "vi-VN"), "" where it
// has not the shape of one.
func primary(tag string) text.Language {
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

// bodyParts makes a body paragraph of each text.
func bodyParts(texts []string) []Part {
	parts := make([]Part, len(texts))
	for i, t := range texts {
		parts[i] = Part{Kind: retrieval.Body, Text: t}
	}
	return parts
}
