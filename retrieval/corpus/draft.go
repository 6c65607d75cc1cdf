package corpus

import (
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// draft is an article as a parser understood it, before it is compared with
// the others and gets its id. Drafts are shared between reads and never change.
type draft struct {
	own       string // the source's own id, "" if it has none
	url       string // canonical address, "" if unknown
	title     string
	section   string
	author    string
	published time.Time
	language  text.Language // as declared or detected
	brief     bool
	parts     []part
	key       string // titleKey(title)
}

// part is one paragraph.
type part struct {
	kind retrieval.Kind
	text string
}

// parsed is what one file, address or entry gave.
type parsed struct {
	drafts []draft
	skips  []retrieval.Skip
}

// skip is a parsed of nothing but a reason.
func skip(name, reason string) parsed {
	return parsed{skips: []retrieval.Skip{{Name: name, Reason: reason}}}
}

// body returns the words of the article in order, captions included.
func (d *draft) body() string {
	if len(d.parts) == 1 {
		return d.parts[0].text
	}
	var b strings.Builder
	for i, p := range d.parts {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// maxDetected is how many bytes of an article are looked at for its language:
// about eighty words. Where they leave it open, the whole article is.
const maxDetected = 512

// detect sets the language from the text. A declared language other than the
// two that can be detected is believed; otherwise the text is, because
// templates often declare the wrong one.
func (d *draft) detect(declared string) {
	tag := primary(declared)
	if tag != "" && tag != text.English && tag != text.Vietnamese {
		d.language = tag
		return
	}
	d.language = text.Detect(d.beginning(maxDetected))
	if d.language == text.Undetermined {
		d.language = text.Detect(d.title + "\n" + d.body())
	}
	if d.language == text.Undetermined && tag != "" {
		d.language = tag
	}
}

// beginning is the title and the first words of the article.
func (d *draft) beginning(limit int) string {
	var b strings.Builder
	b.WriteString(d.title)
	for _, p := range d.parts {
		room := limit - b.Len()
		if room <= 0 {
			break
		}
		b.WriteByte('\n')
		if len(p.text) > room {
			if at := strings.LastIndexByte(p.text[:room], ' '); at > 0 {
				b.WriteString(p.text[:at])
			}
			break
		}
		b.WriteString(p.text)
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
func bodyParts(texts []string) []part {
	parts := make([]part, len(texts))
	for i, t := range texts {
		parts[i] = part{retrieval.Body, t}
	}
	return parts
}
