package parse

import (
	"cmp"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/collection"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/parse/record"
	"articlebot/retrieval/corpus/parse/webpage"
)

// parseMail reads a web page or a letter that was saved as a message. What the
// page itself says comes before what the message says of it.
func parseMail(name string, data []byte, paper draft.Paper) draft.Result {
	l, err := record.Mail(data, len(data))
	if err != nil {
		return draft.Skipped(name, err.Error())
	}
	if l.HTML {
		p := webpage.Parse(name, l.Text, address.Canonical(l.URL), paper)
		if len(p.Drafts) == 0 {
			return p
		}
		d := &p.Drafts[0]
		d.Title = cmp.Or(d.Title, prose.TitleText(l.Title))
		d.Author = cmp.Or(d.Author, prose.First(l.Author))
		if d.Published.IsZero() {
			d.TakeDate(l.Dates, paper)
		}
		return p
	}
	d, remark, err := collection.FromRecord(l.Record, paper)
	if err != nil {
		return draft.Skipped(name, err.Error())
	}
	return draft.Result{Drafts: []draft.Draft{d}, Skips: draft.Remarked(name, remark)}
}
