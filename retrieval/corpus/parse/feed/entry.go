package feed

import (
	"cmp"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/mmcdole/gofeed"

	"articlebot/retrieval/corpus/parse/address"
	"articlebot/retrieval/corpus/parse/body"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/dates/stamp"
	"articlebot/retrieval/text"
	"articlebot/retrieval/text/languages"
)

// Entry is one entry of a feed as it was published there.
type Entry struct {
	Key         string      // what names it in the feed: its id, else its address, else its title
	Fingerprint string      // of all that it says
	Draft       draft.Draft // with the text that the feed carries
	Full        bool        // the feed carries the whole text
}

// Text that a feed carries is the whole article from this many characters of
// running text on; less is a teaser.
const minFullText = 700

// newEntry reads one item of a feed.
func newEntry(item *gofeed.Item, language string, in Context) (Entry, bool) {
	d := draft.Draft{Title: prose.TitleText(item.Title), URL: address.Article(address.Resolve(in.Base, item.Link)), Author: authors(item)}
	for _, c := range item.Categories {
		if c = text.Clean(c); c != "" && len(c) <= draft.MaxSection {
			d.Section = c
			break
		}
	}
	d.Published = in.published(item)
	content, teaser := body.Fragment(item.Content), body.Fragment(item.Description)
	d.Parts = content
	if body.RunningLength(teaser) > body.RunningLength(content) || len(content) == 0 {
		d.Parts = teaser
	}
	if d.URL == "" {
		d.Own = strings.TrimSpace(item.GUID)
	}
	if len(d.Parts) == 0 && (d.Title == "" || d.URL == "") {
		return Entry{}, false
	}
	if d.Title == "" {
		d.Title = prose.TitleFrom(d.Parts[0].Text)
	}
	d.Key = prose.TitleKey(d.Title)
	d.Detect(language)
	e := Entry{Key: cmp.Or(address.Canonical(item.GUID), strings.TrimSpace(item.GUID), d.URL, d.Title), Draft: d}
	e.Full = body.RunningLength(d.Parts) >= minFullText && !truncated(d.Parts)
	e.Fingerprint = prose.ShortHash(strings.Join([]string{item.Title, item.Updated, item.Published, d.Published.String(), d.URL}, "\x00")) + prose.ShortHash(item.Content+"\x00"+item.Description)
	return e, true
}

// published is when an entry was published: its own date, else that of its last
// change. The feed's parser knows forms that stand in feeds alone.
func (in Context) published(item *gofeed.Item) time.Time {
	for _, date := range []struct {
		written string
		parsed  *time.Time
	}{{item.Published, item.PublishedParsed}, {item.Updated, item.UpdatedParsed}} {
		when, ok := in.Paper.Date(date.written)
		if !ok && date.parsed != nil {
			when, ok = date.parsed.UTC(), stamp.Sane(*date.parsed)
		}
		if ok && (in.Now.IsZero() || when.Sub(in.Now) <= MaxAhead) {
			return when
		}
	}
	return time.Time{}
}

func authors(item *gofeed.Item) string {
	var names []string
	for _, a := range item.Authors {
		if a == nil {
			continue
		}
		if name := prose.First(a.Name); name != "" && !strings.Contains(name, "@") {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// cutOff ends a text of which the feed carries only the beginning.
var cutOff = sync.OnceValue(func() *regexp.Regexp {
	cuts := languages.All(languages.Builtin(), func(l *languages.Language) languages.Phrases { return l.Page.CutOff })
	return regexp.MustCompile(`(?i)(?:\[?(?:…|\.\.\.|&hellip;)\]?|` + languages.Whole(cuts) +
		`|\bthe post .{0,200} appeared first on .{0,100})[\s.»>→)\]]*$`)
})

func truncated(parts []draft.Part) bool {
	return len(parts) > 0 && cutOff().MatchString(parts[len(parts)-1].Text)
}

// Brief makes a brief of an entry of which only a teaser is known; false where
// there is not even that.
func (e Entry) Brief() (draft.Draft, bool) { return e.Draft.ToBrief() }
