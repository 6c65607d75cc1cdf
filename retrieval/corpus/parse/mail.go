package parse

import (
	"cmp"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/record"
)

// parseMail reads a web page or a letter that was saved as a message. What the
// page itself says comes before what the message says of it.
func parseMail(name string, data []byte, paper Paper) Result {
	l, err := record.Mail(data, len(data))
	if err != nil {
		return skip(name, err.Error())
	}
	if l.HTML {
		p := parseHTML(name, l.Text, address.Canonical(l.URL), paper)
		if len(p.Drafts) == 0 {
			return p
		}
		d := &p.Drafts[0]
		d.Title = cmp.Or(d.Title, titleText(l.Title))
		d.Author = cmp.Or(d.Author, prose.First(l.Author))
		if d.Published.IsZero() {
			d.takeDate(l.Dates, paper)
		}
		return p
	}
	d, remark, err := recordDraft(l.Record, paper)
	if err != nil {
		return skip(name, err.Error())
	}
	return Result{Drafts: []Draft{d}, Skips: remarked(name, remark)}
}
