package render

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/telegram/api"
	"articlebot/retrieval"
)

// foldUnits is the length, in UTF-16 units, from which a passage is folded:
// more would fill a telephone's screen.
const foldUnits = 700

// maxTitleUnits bounds what is shown of a title, in UTF-16 units.
const maxTitleUnits = 300

// Part is one message of a reply, ready to be sent.
type Part struct {
	HTML  string
	Plain string // the same words, for a server that refuses the markup
}

// Options says where a reply is going to be shown.
type Options struct {
	// Single keeps the reply to one message: an edit or an inline result.
	Single bool
	// ShowQuestion shows the question above the answer, for places where the
	// message does not reply to it.
	ShowQuestion bool
	// Self is the bot's own name, whose mention works; "" has none work.
	Self string
	// Languages are those that the bot speaks; nil means those of the program.
	Languages *locale.Set
}

// Reply turns a reply into messages: none for a silent one. It is pure.
func Reply(r bot.Reply, l Options) []Part {
	if r.Kind == bot.Silent || r.Kind == bot.ShowReaction {
		return nil
	}
	n := maxParts
	if l.Single {
		n = 1
	}
	var parts []Part
	for _, d := range split(layOut(r, l), messageUnits, n) {
		parts = append(parts, Part{HTML: d.html(), Plain: d.plain()})
	}
	return parts
}

// layOut is the reply as one document, however long.
func layOut(r bot.Reply, l Options) document {
	var d document
	if l.ShowQuestion && r.Question != "" {
		// questionOf finds it again by its place and style.
		d.add(italic, api.UTF16Cut(OneLine(SuppressEntities(r.Question)), maxTitleUnits))
		d.line()
	}
	if s := strings.TrimSpace(SuppressLinks(r.Text)); s != "" {
		if l.Self != "" { // to be pressed and copied
			s = strings.ReplaceAll(s, "@"+string(joiner)+l.Self, "@"+l.Self)
		}
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

func layOutCard(d *document, c bot.Card, r bot.Reply, l Options) {
	if t := Shorten(OneLine(SuppressEntities(c.Title)), maxTitleUnits); t != "" {
		*d = append(*d, run{text: t, style: bold, link: safeLink(c.URL)})
		d.line()
	}
	if r.Kind == bot.ShowArticle {
		layOutPage(d, c)
	} else {
		layOutPassage(d, c, l)
	}
	var foot []string
	for _, s := range []string{c.Label, c.Place, date(c.Published, l.Languages.Of(r.Language)), c.AlsoIn} {
		if s = OneLine(SuppressEntities(s)); s != "" {
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
	before, sentence, after := Around(c.Text, c.Sentence)
	d.add(0, SuppressEntities(before))
	d.add(bold, SuppressEntities(sentence))
	d.add(0, SuppressEntities(after))
}

// layOutPassage quotes the passage with its answering sentence in bold. A long
// one is folded, and then the sentence stands above the fold if it would be
// hidden by it.
func layOutPassage(d *document, c bot.Card, l Options) {
	before, sentence, after := Around(c.Text, c.Sentence)
	before, sentence, after = SuppressEntities(before), SuppressEntities(sentence), SuppressEntities(after)
	if l.Single {
		before, after = window(before, sentence, after, singlePassageUnits)
	}
	in := quote
	if api.UTF16Len(before)+api.UTF16Len(sentence)+api.UTF16Len(after) > foldUnits {
		in |= fold
		if n := api.UTF16Len(sentence); n > 0 && n <= foldUnits && api.UTF16Len(before) > foldShows {
			d.add(quote, Ellipsis+" ")
			d.add(quote|bold, strings.TrimSpace(sentence))
			if strings.TrimSpace(after) != "" {
				d.add(quote, " "+Ellipsis)
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
	room := units - api.UTF16Len(sentence)
	if api.UTF16Len(before)+api.UTF16Len(after) <= room {
		return before, after
	}
	room = max(room, 2*api.UTF16Len(Ellipsis+" "))
	left := min(api.UTF16Len(before), max(room/2, room-api.UTF16Len(after)))
	if right := room - left; api.UTF16Len(after) > right {
		after = strings.TrimRight(after[:border(after, max(right-2, 16))], " \n") + Ellipsis
	}
	if api.UTF16Len(before) > left {
		before = Ellipsis + before[startWithin(before, left-1):]
	}
	return before, after
}

// startWithin returns the first start of a word from which s has at most units
// UTF-16 units left.
func startWithin(s string, units int) int {
	at, ok := api.UTF16Index(s, max(api.UTF16Len(s)-units, 0))
	if !ok { // between the halves of a pair: take the rune after it
		at, _ = api.UTF16Index(s, api.UTF16Len(s)-units+1)
	}
	if i := strings.IndexAny(s[at:], " \n"); i >= 0 {
		return at + i
	}
	return cluster(s, at)
}

// Around splits a text at a span; a span that does not fit it marks nothing.
func Around(s string, at retrieval.Span) (before, sentence, after string) {
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
		d.add(0, " "+Shorten(OneLine(SuppressEntities(t.Text)), maxTitleUnits))
		if s := OneLine(SuppressEntities(t.Section)); s != "" {
			d.add(italic, " · "+Shorten(s, maxTitleUnits))
		}
	}
}

// Shorten cuts a text to units UTF-16 units, the ellipsis included.
func Shorten(s string, units int) string {
	if api.UTF16Len(s) <= units {
		return s
	}
	head := api.UTF16Cut(s, units-api.UTF16Len(Ellipsis))
	return strings.TrimRight(head[:cluster(s, len(head))], " ") + Ellipsis
}

// ShortenRunes cuts a text to n characters, the ellipsis included.
func ShortenRunes(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + Ellipsis
}

// OneLine returns the words of s with one space between them.
func OneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// date is the day as a reader of the language writes it, "" if unknown.
func date(t time.Time, words *locale.Texts) string { return words.DayAs(words.Telegram.Date, t) }

// ShownQuestion reads back the question that layOut showed above an answer.
func ShownQuestion(m *api.Message) string {
	for _, e := range m.Entities {
		if e.Offset != 0 || e.Type != "italic" {
			continue
		}
		if start, end, ok := api.UTF16Slice(m.Text, e.Offset, e.Length); ok {
			return strings.TrimSpace(strings.ReplaceAll(m.Text[start:end], string(joiner), ""))
		}
	}
	return ""
}
