package inspect

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"articlebot/bot/console"
	"articlebot/retrieval"
	"articlebot/retrieval/corpus/redact"
)

// fieldColumn is where the value of a field begins.
const fieldColumn = 14

// Show is one article as it was understood, passage by passage, or a list where
// several have the name; below it is what was left out of the file.
func (l List) Show(f Found) string {
	var b strings.Builder
	switch len(f.Articles) {
	case 0:
	case 1:
		l.article(&b, f.Articles[0], f.remarks)
	default:
		l.choice(&b, f.Articles)
	}
	if len(f.Articles) > 0 && len(f.leftOut) > 0 {
		b.WriteByte('\n')
	}
	l.reasons(&b, "left out", f.leftOut, nil)
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func (l List) article(b *strings.Builder, a *retrieval.Article, remarks []omission) {
	l.wrapped(b, "", a.Title)
	b.WriteByte('\n')
	l.fields(b, a, remarks)
	for i := range a.Passages {
		p := &a.Passages[i]
		fmt.Fprintf(b, "\n%d · %s\n", i+1, console.Line(string(p.Kind)))
		for j, paragraph := range strings.Split(p.Text, retrieval.ParagraphBreak) {
			if j > 0 {
				b.WriteByte('\n')
			}
			l.wrapped(b, "  ", paragraph)
		}
	}
}

// fields writes all that is known besides the text, and what is not.
func (l List) fields(b *strings.Builder, a *retrieval.Article, remarks []omission) {
	kind := a.Origin.Kind
	if a.Brief {
		kind += ", a brief: only this much is known of it"
	}
	l.name(b, "file", a.Origin.File)
	l.field(b, "read as", kind)
	l.name(b, "id", redact.Name(string(a.ID)))
	l.name(b, "key", a.ID.Key())
	l.name(b, "address", a.URL)
	l.field(b, "published", clock(a.Published, l.Zone))
	l.field(b, "byline", a.Author)
	l.field(b, "section", a.Section)
	l.field(b, "language", language(a))
	l.field(b, "passages", number(len(a.Passages)))
	for _, r := range a.AlsoIn {
		l.field(b, "reprint", joined(r.Title, day(r.Published, l.Zone), r.URL, r.File))
	}
	for _, r := range remarks {
		l.field(b, "remark", r.reason())
	}
}

// field writes one of them.
func (l List) field(b *strings.Builder, name, value string) {
	l.wrapped(b, fieldName(name), cmp.Or(value, unknown))
}

// name writes one that is copied, and so never broken.
func (l List) name(b *strings.Builder, name, value string) {
	b.WriteString(fieldName(name) + console.Line(cmp.Or(value, unknown)) + "\n")
}

// unknown stands for what no source told.
const unknown = "not known"

func fieldName(name string) string { return fmt.Sprintf("  %-*s", fieldColumn-2, name) }

// clock is when an article was published, as exactly as it is known.
func clock(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	if dayAlone(t) {
		return day(t, zone)
	}
	return t.In(zone).Format("2006-01-02 15:04:05 -07:00")
}

// choice lists articles of which one was meant, each with the key to ask for.
func (l List) choice(b *strings.Builder, articles []*retrieval.Article) {
	fmt.Fprintf(b, "%s have this name; --article with the key in front shows one:\n", Plural(len(articles), "article"))
	for i, a := range articles {
		if i == mostListed && !l.All {
			fmt.Fprintf(b, "… and %s more: --all\n", number(len(articles)-i))
			break
		}
		l.wrapped(b, a.ID.Key()+"  ", a.Title)
		l.about(b, strings.Repeat(" ", retrieval.KeyLen+2), a)
	}
}
