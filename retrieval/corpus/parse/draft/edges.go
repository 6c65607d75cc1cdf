package draft

import (
	"fmt"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
	"articlebot/retrieval/text"
)

// DropTitle leaves out the title where it stands again above the text.
func DropTitle(parts []Part, title string) []Part {
	if len(parts) > 0 && title != "" && prose.TitleKey(parts[0].Text) == prose.TitleKey(title) {
		return parts[1:]
	}
	return parts
}

// TakeTop takes date and byline off the beginning of the text.
func (d *Draft) TakeTop(parts []Part, paper Paper) []Part {
	for len(parts) > 1 && parts[0].Kind == retrieval.Body && !prose.Running(parts[0].Text) {
		if !d.takeTopLine(parts[0].Text, paper) {
			break
		}
		parts = parts[1:]
	}
	return parts
}

// takeTopLine understands a line above the text: a date, a byline, or both.
func (d *Draft) takeTopLine(s string, paper Paper) bool {
	if when, ok := paper.Date(s); ok {
		d.dated(when)
		return true
	}
	if name, ok := byline.Names(s); ok && (byline.Credited(s) || name == d.Author) {
		d.Author = prose.First(d.Author, name)
		return true
	}
	when, before, after, ok := stamp.Cut(s, paper.Zone)
	if !ok || before != "" && after != "" {
		return false
	}
	name, ok := byline.Names(byline.FirstPart(before + after))
	if !ok {
		return false
	}
	d.Author = prose.First(d.Author, name)
	d.dated(when)
	return true
}

// dated sets the day of an article that has none.
func (d *Draft) dated(when time.Time) {
	if d.Published.IsZero() {
		d.Published = when
	}
}

// TakeTail takes byline and date off the end of the text, where most papers of
// some countries print them.
func (d *Draft) TakeTail(parts []Part, paper Paper) []Part {
	for len(parts) > 1 {
		last := parts[len(parts)-1]
		if last.Kind != retrieval.Body || prose.Running(last.Text) {
			break
		}
		if when, ok := paper.Date(last.Text); ok {
			d.dated(when)
		} else if name, ok := byline.Closing(last.Text); ok {
			if d.Author == "" {
				d.Author = name
			}
		} else {
			break
		}
		parts = parts[:len(parts)-1]
	}
	return parts
}

// Unsigned takes date and byline off both ends of a text that is not known to be
// a printed page: at its end only a line that is no sentence.
func (d *Draft) Unsigned(parts []Part, paper Paper) []Part {
	parts = d.TakeTop(parts, paper)
	if n := len(parts); n > 2 && !prose.EndsSentence(parts[n-1].Text) {
		return d.TakeTail(parts, paper)
	}
	return parts
}

// TakeDate takes the first date that is understood. Where there are dates and
// none is, the remark says so.
func (d *Draft) TakeDate(dates []string, paper Paper) (remark string) {
	for _, s := range dates {
		if when, ok := paper.Date(s); ok {
			d.Published = when
			return ""
		}
	}
	if len(dates) == 0 {
		return ""
	}
	return fmt.Sprintf("read without its date: %q is not understood; write 2026-01-31 or 2026-01-31T08:30:00+07:00", shorten(dates[0]))
}

// maxQuoted is how many characters of a source's own a message repeats.
const maxQuoted = 60

func shorten(s string) string { return text.Shorten(text.Clean(s), maxQuoted) }
