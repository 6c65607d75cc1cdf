package corpus

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// feedEntry is one entry of a feed as it was published there.
type feedEntry struct {
	key         string // what names it in the feed: its id, else its address, else its title
	fingerprint string // of all that it says
	draft       draft  // with the text that the feed carries
	full        bool   // the feed carries the whole text
	published   time.Time
}

// Text that a feed carries is the whole article from this many characters of
// running text on; less is a teaser.
const minFullText = 700

// feedContext is what reading a feed depends on besides its bytes.
type feedContext struct {
	base        string // the feed's address, "" for a file
	contentType string // what it was served with, "" for a file
	limit       int    // how many entries are read
	// now is when it was read: dates far after it are no dates. Zero believes
	// all, so that a file always gives the same.
	now time.Time
}

// feedContent is what a feed holds.
type feedContent struct {
	entries []feedEntry
	listed  int // entries there are, read or not
}

// DefaultMaxEntries bounds the entries of one feed.
const DefaultMaxEntries = 500

// parseFeed reads RSS, Atom and JSON Feed. Entries without title or text are
// left out, and those that are listed twice are taken once.
func parseFeed(data []byte, in feedContext) (content feedContent, err error) {
	defer func() {
		if r := recover(); r != nil {
			content, err = feedContent{}, fmt.Errorf("not understood as a feed: %v", r)
		}
	}()
	data = feedBytes(data, in.contentType)
	if nestedXML(data, maxXMLDepth) {
		return feedContent{}, errors.New("not understood as a feed: its elements are nested deeper than any feed's")
	}
	feed, err := gofeed.NewParser().Parse(bytes.NewReader(data))
	if err != nil {
		return feedContent{}, fmt.Errorf("not understood as a feed: %w", err)
	}
	if feed.FeedType == "rss" && !bytes.Contains(data, notPermanent) {
		linkByID(feed.Items)
	}
	content.listed = len(feed.Items)
	seen := map[string]bool{}
	for _, item := range newest(feed.Items, in.limit) {
		if len(content.entries) == in.limit {
			break
		}
		if item == nil {
			continue
		}
		e, ok := newEntry(item, feed.Language, in)
		same := e.draft.url + " " + titleKey(e.draft.title)
		if !ok || seen[e.key] || e.draft.url != "" && seen[same] {
			continue
		}
		seen[e.key], seen[same] = true, true
		content.entries = append(content.entries, e)
	}
	return content, nil
}

// notPermanent marks the ids of RSS items that are no addresses.
var notPermanent = []byte(`isPermaLink="false"`)

// linkByID gives the items of an RSS feed that have no link their id, which is
// one unless the feed says otherwise.
func linkByID(items []*gofeed.Item) {
	for _, item := range items {
		if item != nil && item.Link == "" && canonicalURL(item.GUID) != "" {
			item.Link = item.GUID
		}
	}
}

// newest puts the newest items first where not all are read. Feeds list them
// so, but for some that are the other way round.
func newest(items []*gofeed.Item, limit int) []*gofeed.Item {
	if len(items) <= limit {
		return items
	}
	rising := 0
	var last *time.Time
	for _, item := range items {
		if item == nil {
			continue
		}
		when := cmp.Or(item.PublishedParsed, item.UpdatedParsed)
		if when != nil && last != nil {
			rising += when.Compare(*last)
		}
		last = cmp.Or(when, last)
	}
	if rising <= 0 {
		return items
	}
	items = slices.Clone(items)
	slices.Reverse(items)
	return items
}

// maxXMLDepth is how deep the elements of a feed may be nested. The parser
// calls itself for each, and a stack that overflows cannot be caught.
const maxXMLDepth = 200

// nestedXML tells whether elements are nested deeper than limit.
func nestedXML(data []byte, limit int) bool {
	depth := 0
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return false
		}
		data = data[i:]
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			data = after(data, "-->")
		case bytes.HasPrefix(data, []byte("<![CDATA[")):
			data = after(data, "]]>")
		case bytes.HasPrefix(data, []byte("</")):
			depth--
			data = after(data, ">")
		case bytes.HasPrefix(data, []byte("<?")), bytes.HasPrefix(data, []byte("<!")):
			data = after(data, ">")
		default:
			if end := bytes.IndexByte(data, '>'); end < 1 || data[end-1] != '/' {
				depth++
			}
			data = data[1:]
		}
		if depth > limit {
			return true
		}
	}
}

// after is what follows the first mark, nothing where there is none.
func after(data []byte, mark string) []byte {
	_, rest, _ := bytes.Cut(data, []byte(mark))
	return rest
}

// declaredXML finds the encoding that an XML document declares.
var declaredXML = regexp.MustCompile(`^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']`)

// feedBytes makes a feed readable that is not in the encoding it should be in:
// not UTF-8 and undeclared, or declared UTF-8 and broken.
func feedBytes(data []byte, contentType string) []byte {
	if utf16BOM(data) {
		if s, err := decodeText(data); err == nil {
			// The declaration would now be wrong.
			return declaredXML.ReplaceAll([]byte(s), []byte("<?xml version=\"1.0\""))
		}
	}
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\uFEFF")), " \t\r\n")
	declared := declaredXML.FindSubmatch(data[:min(len(data), sniffBytes)])
	switch {
	case declared != nil && !strings.EqualFold(string(declared[1]), "utf-8") && !strings.EqualFold(string(declared[1]), "utf8"):
		return data // the feed's parser decodes it
	case invalidAt(data) < 0:
	case declared == nil:
		encoding, _, _ := charset.DetermineEncoding(data, contentType)
		if decoded, err := encoding.NewDecoder().Bytes(data); err == nil {
			data = decoded
		}
	default:
		data = bytes.ToValidUTF8(data, []byte("\uFFFD"))
	}
	return bytes.Map(validXML, data)
}

// validXML drops the characters that XML does not allow.
func validXML(r rune) rune {
	if r < 0x20 && r != '\t' && r != '\n' && r != '\r' {
		return -1
	}
	return r
}

// maxAhead is how far in the future a date may lie: a time zone that was left
// out moves it by less than a day. What is dated later would be the newest
// article until then; its date counts as unknown.
const maxAhead = 24 * time.Hour

// newEntry reads one item of a feed.
func newEntry(item *gofeed.Item, language string, in feedContext) (feedEntry, bool) {
	d := draft{title: titleText(item.Title), url: articleURL(resolveURL(in.base, item.Link)), author: authors(item)}
	for _, c := range item.Categories {
		if c = text.Clean(c); c != "" && len(c) <= maxSection {
			d.section = c
			break
		}
	}
	for _, when := range []*time.Time{item.PublishedParsed, item.UpdatedParsed} {
		if when != nil && sane(*when) && (in.now.IsZero() || when.Sub(in.now) <= maxAhead) {
			d.published = when.UTC()
			break
		}
	}
	content, teaser := fragmentParts(item.Content), fragmentParts(item.Description)
	d.parts = content
	if runningLength(teaser) > runningLength(content) || len(content) == 0 {
		d.parts = teaser
	}
	if d.url == "" {
		d.own = strings.TrimSpace(item.GUID)
	}
	if len(d.parts) == 0 && (d.title == "" || d.url == "") {
		return feedEntry{}, false
	}
	if d.title == "" {
		d.title = titleFrom(d.parts[0].text)
	}
	d.detect(language)
	e := feedEntry{key: cmp.Or(canonicalURL(item.GUID), strings.TrimSpace(item.GUID), d.url, d.title), draft: d, published: d.published}
	e.full = runningLength(d.parts) >= minFullText && !truncated(d.parts)
	e.fingerprint = shortHash(strings.Join([]string{item.Title, item.Updated, item.Published, d.published.String(), d.url}, "\x00")) + shortHash(item.Content+"\x00"+item.Description)
	return e, true
}

func authors(item *gofeed.Item) string {
	var names []string
	for _, a := range item.Authors {
		if a == nil {
			continue
		}
		if name := firstOf(a.Name); name != "" && !strings.Contains(name, "@") {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

var (
	tag = regexp.MustCompile(`<[a-zA-Z/!][^>]*>`)
	// cutOff ends a text of which the feed carries only the beginning.
	cutOff = regexp.MustCompile(`(?i)(?:\[?(?:…|\.\.\.|&hellip;)\]?|\b(?:read more|continue reading|the post .{0,200} appeared first on .{0,100})|(?:xem thêm|đọc tiếp|xem tiếp|chi tiết))[\s.»>→)\]]*$`)
)

func truncated(parts []part) bool {
	return len(parts) > 0 && cutOff.MatchString(parts[len(parts)-1].text)
}

// fragmentParts reads the paragraphs of an entry: HTML, escaped HTML or plain
// text.
func fragmentParts(s string) []part {
	if !tag.MatchString(s) {
		if unescaped := html.UnescapeString(s); tag.MatchString(unescaped) {
			s = unescaped
		} else {
			return bodyParts(paragraphs(unescaped))
		}
	}
	doc, err := nethtml.Parse(strings.NewReader(s))
	if err != nil {
		return nil
	}
	return htmlParts(doc)
}

// brief makes a brief of an entry of which only a teaser is known; false where
// there is not even that.
func (e feedEntry) brief() (draft, bool) {
	d := e.draft
	var words []string
	for _, p := range d.parts {
		if p.kind == retrieval.Body {
			words = append(words, p.text)
		}
	}
	teaser := strings.Join(words, " ")
	if teaser == "" {
		return d, false
	}
	d.brief = true
	d.parts = []part{{retrieval.Brief, bounded(teaser)[0]}}
	return d, true
}

// parseFeedFile reads a feed saved as a file: nothing is fetched.
func parseFeedFile(name string, data []byte, limit int) parsed {
	feed, err := parseFeed(data, feedContext{limit: limit})
	if err != nil {
		return skip(name, err.Error())
	}
	var p parsed
	for _, e := range feed.entries {
		if e.full || len(e.draft.parts) > 0 && e.draft.url == "" {
			p.drafts = append(p.drafts, e.draft)
		} else if d, ok := e.brief(); ok {
			p.drafts = append(p.drafts, d)
		}
	}
	if len(p.drafts) == 0 {
		return skip(name, "the feed has no entries with text")
	}
	return p
}
