package telegram

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// foldUnits is the length, in UTF-16 units, from which a passage is folded:
// more would fill a telephone's screen.
const foldUnits = 700

// maxTitleUnits bounds what is shown of a title, in UTF-16 units.
const maxTitleUnits = 300

// part is one message of a reply, ready to be sent.
type part struct {
	html  string
	plain string // the same words, for a server that refuses the markup
}

// look says where a reply is going to be shown.
type look struct {
	// single keeps the reply to one message: an edit or an inline result.
	single bool
	// question shows the question above the answer, for places where the
	// message does not reply to it.
	question bool
}

// render turns a reply into messages: none for a silent one. It is pure.
func render(r bot.Reply, l look) []part {
	if r.Kind == bot.Silent {
		return nil
	}
	n := maxParts
	if l.single {
		n = 1
	}
	var parts []part
	for _, d := range split(layOut(r, l), messageUnits, n) {
		parts = append(parts, part{html: d.html(), plain: d.plain()})
	}
	return parts
}

// layOut is the reply as one document, however long.
func layOut(r bot.Reply, l look) document {
	var d document
	if l.question && r.Question != "" {
		// questionOf finds it again by its place and style.
		d.add(italic, utf16Cut(oneLine(tame(r.Question)), maxTitleUnits))
		d.line()
	}
	if s := strings.TrimSpace(tameOwn(r.Text)); s != "" {
		d.add(0, s)
	}
	for _, c := range r.Cards {
		d.gap()
		layOutCard(&d, c, r, l)
	}
	if len(r.Titles) > 0 {
		d.gap()
		layOutTitles(&d, r.Titles)
	}
	return d
}

func layOutCard(d *document, c bot.Card, r bot.Reply, l look) {
	if t := shorten(oneLine(tame(c.Title)), maxTitleUnits); t != "" {
		*d = append(*d, run{text: t, style: bold, link: safeLink(c.URL)})
		d.line()
	}
	if r.Kind == bot.ShowArticle {
		layOutPage(d, c)
	} else {
		layOutPassage(d, c, l)
	}
	var foot []string
	for _, s := range []string{c.Label, c.Place, date(c.Published, r.Language), c.AlsoIn} {
		if s = oneLine(tame(s)); s != "" {
			foot = append(foot, s)
		}
	}
	if len(foot) > 0 && len(*d) > 0 {
		d.line()
		d.add(italic, strings.Join(foot, " · "))
	}
}

// layOutPage shows a page of a whole article as running text.
func layOutPage(d *document, c bot.Card) {
	before, sentence, after := around(c.Text, c.Sentence)
	d.add(0, tame(before))
	d.add(bold, tame(sentence))
	d.add(0, tame(after))
}

// layOutPassage quotes the passage with its answering sentence in bold. A long
// one is folded, and then the sentence stands above the fold if it would be
// hidden by it.
func layOutPassage(d *document, c bot.Card, l look) {
	before, sentence, after := around(c.Text, c.Sentence)
	before, sentence, after = tame(before), tame(sentence), tame(after)
	if l.single {
		before, after = window(before, sentence, after, singlePassageUnits)
	}
	in := quote
	if utf16Len(before)+utf16Len(sentence)+utf16Len(after) > foldUnits {
		in |= fold
		if n := utf16Len(sentence); n > 0 && n <= foldUnits && utf16Len(before) > foldShows {
			d.add(quote, ellipsis+" ")
			d.add(quote|bold, strings.TrimSpace(sentence))
			if strings.TrimSpace(after) != "" {
				d.add(quote, " "+ellipsis)
			}
			d.add(0, "\n")
		}
	}
	d.add(in, before)
	d.add(in|bold, sentence)
	d.add(in, after)
}

// foldShows is how much of a folded quote stays visible, about three lines of
// a telephone, in UTF-16 units.
const foldShows = 120

// singlePassageUnits is the room for a passage in a reply of one message,
// beside the sentence repeated above a fold, title and labels.
const singlePassageUnits = 2400

// window cuts what stands around the sentence so that the three together take
// at most units UTF-16 units, if the sentence itself does.
func window(before, sentence, after string, units int) (string, string) {
	room := units - utf16Len(sentence)
	if utf16Len(before)+utf16Len(after) <= room {
		return before, after
	}
	room = max(room, 2*utf16Len(ellipsis+" "))
	left := min(utf16Len(before), max(room/2, room-utf16Len(after)))
	if right := room - left; utf16Len(after) > right {
		after = strings.TrimRight(after[:border(after, max(right-2, 16))], " \n") + ellipsis
	}
	if utf16Len(before) > left {
		before = ellipsis + before[startWithin(before, left-1):]
	}
	return before, after
}

// startWithin returns the first start of a word from which s has at most units
// UTF-16 units left.
func startWithin(s string, units int) int {
	at, ok := utf16Index(s, max(utf16Len(s)-units, 0))
	if !ok { // between the halves of a pair: take the rune after it
		at, _ = utf16Index(s, utf16Len(s)-units+1)
	}
	if i := strings.IndexAny(s[at:], " \n"); i >= 0 {
		return at + i
	}
	return cluster(s, at)
}

// around splits a text at a span; a span that does not fit it marks nothing.
func around(s string, at retrieval.Span) (before, sentence, after string) {
	if at.Start < 0 || at.End > len(s) || at.Start >= at.End || !startsRune(s, at.Start) || !startsRune(s, at.End) {
		return s, "", ""
	}
	return s[:at.Start], s[at.Start:at.End], s[at.End:]
}

func startsRune(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

func layOutTitles(d *document, titles []bot.Title) {
	for i, t := range titles {
		if i > 0 {
			d.line()
		}
		d.add(bold, strconv.Itoa(t.Number)+".")
		d.add(0, " "+shorten(oneLine(tame(t.Text)), maxTitleUnits))
		if s := oneLine(tame(t.Section)); s != "" {
			d.add(italic, " · "+shorten(s, maxTitleUnits))
		}
	}
}

// shorten cuts a text to units UTF-16 units, the ellipsis included.
func shorten(s string, units int) string {
	if utf16Len(s) <= units {
		return s
	}
	head := utf16Cut(s, units-utf16Len(ellipsis))
	return strings.TrimRight(head[:cluster(s, len(head))], " ") + ellipsis
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// date is the day as a reader of the language writes it, "" if unknown.
func date(t time.Time, lang text.Language) string {
	switch {
	case t.IsZero():
		return ""
	case lang == text.Vietnamese:
		return t.Format("02/01/2006")
	default:
		return t.Format("2 January 2006")
	}
}

// shownQuestion reads back the question that layOut showed above an answer.
func shownQuestion(m *message) string {
	for _, e := range m.Entities {
		if e.Offset != 0 || e.Type != "italic" {
			continue
		}
		if start, end, ok := utf16Slice(m.Text, e.Offset, e.Length); ok {
			return strings.TrimSpace(strings.ReplaceAll(m.Text[start:end], string(joiner), ""))
		}
	}
	return ""
}
