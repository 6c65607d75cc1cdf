package intent

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"articlebot/bot/locale"
	"articlebot/retrieval/text"
)

// parted is a message with what is no word of its sentences set apart.
type parted struct {
	text  string   // the rest, as text.Clean makes it
	links []string // addresses of pages, in order
	// sentences are text parted at question marks and line ends.
	sentences []string
}

// maxLinks is how many addresses of a message are kept.
const maxLinks = 5

// maxCluttered is the longest message, in bytes, that is taken apart; what is
// longer is no question with something around it, and is refused by its length.
const maxCluttered = 8 << 10

// Marks that stand in messages and are never what a question asks.
var (
	// linkMark is an address with its scheme, or a host with a path behind it: a bare
	// host may be what is asked about.
	linkMark = regexp.MustCompile(`(?i)\b(?:(?:https?|ftp|tg|discord)://|www\.)\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}/\S*`)
	mailMark = regexp.MustCompile(`(?i)\b(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)
	// platformMark is Discord's markup of mentions, channels, commands, emoji and
	// moments: https://discord.com/developers/docs/reference#message-formatting
	platformMark = regexp.MustCompile(`<(?:@[!&]?\d+|#\d+|/[^<>:]{1,100}:\d+|a?:\w{1,64}:\d+|t:-?\d+(?::\w)?|id:\w+)>`)
	mentionMark  = regexp.MustCompile(`(?:^|\s)@[\pL\d_.]{2,}`)
	emojiName    = regexp.MustCompile(`(?:^|\s):[a-z][a-z0-9_+-]+:(?:\s|$)`)
	// phoneMark begins with + or 0, and has nine digits or more.
	phoneMark = regexp.MustCompile(`(?:\+|\(0|\b0)\d(?:[\s.()-]{0,2}\d){7,13}\b`)
	smiley    = regexp.MustCompile(`(?:^|\s)(?:[:;=8][-'^]?(?:[)(DPpOoVv3*|/\\]|\)+|\(+)|=\)+|<3+|\^_*\^|T_T|[xX]D+)(?:\s|$)`)
	// marks are dropped where the characters that they need are there at all.
	marks = []struct {
		pattern *regexp.Regexp
		needs   string
	}{{platformMark, "<"}, {mailMark, "@"}, {mentionMark, "@"}, {emojiName, ":"}, {smiley, ":;=8<^_xX"}}
	// wrapping is the brackets around an address, and what ends its sentence.
	wrapping = "<>()[]{}\"'“”.,;:!?…"
)

// brands are the devices and programs that sign messages in every language.
var brands = []string{"iphone", "ipad", "ios", "android", "samsung", "galaxy", "pixel", "oppo", "xiaomi", "huawei", "nokia", "blackberry", "outlook", "gmail", "yahoo", "mail"}

// clutter knows the words that stand around what is asked, in all languages.
type clutter struct {
	numbered, signed, contact *regexp.Regexp
}

func clutterIn(set *locale.Set) clutter {
	var asks, signed, contact []string
	devices := slices.Clone(brands)
	for _, l := range set.All() {
		asks = append(asks, l.Phrases.NumberedAs...)
		signed = append(signed, l.Phrases.Signatures...)
		devices = append(devices, l.Phrases.Devices...)
		contact = append(contact, l.Phrases.ContactLeads...)
	}
	return clutter{
		// "1. ", "b) ", "- ", "#3: ", "Q: ", "Câu hỏi 2: "
		numbered: regexp.MustCompile(`(?i)^\s*(?:\(?\d{1,3}[.)]\s+|\(?[a-z]\)\s+|#\d{1,3}[.:)]?\s+|[-–—•*>▪➤→]+\s+|(?:` + oneOf(asks) + `)\s*\d{0,3}\s*[.:)\-]+\s+)`),
		// To the end of the line. Inside of a sentence only with the name of a device.
		signed:  regexp.MustCompile(`(?i)(?:(?:^|[.!?…]|\s[-–—]+)\s*(?:` + oneOf(signed) + `)|\s(?:` + oneOf(signed) + `)\s+(?:` + oneOf(devices) + `))[\s\pL\d+™®.'’]{0,60}$`),
		contact: regexp.MustCompile(`(?i)(?:^|[\s,.;(])(?:` + oneOf(contact) + `)\s*[.:]*\s*$`),
	}
}

// oneOf is an alternative of phrases for a regular expression, the longest first
// wherever one begins another.
func oneOf(phrases []string) string {
	quoted := make([]string, len(phrases))
	for i, p := range phrases {
		quoted[i] = strings.ReplaceAll(regexp.QuoteMeta(p), " ", `\s+`)
	}
	return strings.Join(quoted, "|")
}

// part sets apart what is no word of a message: links, addresses, numbers of
// telephones, mentions, emoji, signatures, quoted lines and numbering.
func (c clutter) part(said string) parted {
	if len(said) > maxCluttered {
		return parted{text: text.Clean(said)}
	}
	said = c.withoutSignature(said)
	var p parted
	said = p.withoutLinks(said)
	for _, mark := range marks {
		if strings.ContainsAny(said, mark.needs) {
			said = mark.pattern.ReplaceAllString(said, " ")
		}
	}
	said = c.withoutPhones(said)
	said = withoutEmoji(said)
	for _, sentence := range sentencesOf(said) {
		p.sentences = append(p.sentences, c.tidy(sentence))
	}
	p.text = c.tidy(text.Clean(said))
	return p
}

// withoutLinks drops the addresses of pages and keeps them apart.
func (p *parted) withoutLinks(said string) string {
	if !strings.ContainsAny(said, "/wW") {
		return said
	}
	return linkMark.ReplaceAllStringFunc(said, func(link string) string {
		bare := strings.TrimRight(link, wrapping)
		if len(p.links) < maxLinks {
			p.links = append(p.links, bare)
		}
		return " " + strings.TrimLeft(link[len(bare):], ">)]}\"'”")
	})
}

// tidy takes numbering and what is left of brackets and dashes off the ends.
func (c clutter) tidy(said string) string {
	for range maxCourtesies {
		rest := c.numbered.ReplaceAllString(said, "")
		if rest == said || len(Words(rest)) == 0 {
			break
		}
		said = rest
	}
	return strings.TrimLeft(strings.TrimRight(said, " -–—|(["), " ,;:–—|)]")
}

// withoutSignature drops what programs add below a message, and the lines of
// another message that it quotes.
func (c clutter) withoutSignature(said string) string {
	var kept []string
	for _, line := range strings.FieldsFunc(said, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if strings.TrimSpace(line) == "--" {
			break
		}
		if quoted := strings.HasPrefix(line, ">"); quoted {
			continue
		}
		kept = append(kept, c.signed.ReplaceAllString(line, ""))
	}
	rest := strings.Join(kept, "\n")
	if len(Words(rest)) == 0 {
		return said
	}
	return rest
}

// withoutPhones drops numbers of telephones with the words that announce them.
func (c clutter) withoutPhones(said string) string {
	if !strings.ContainsAny(said, "+0") {
		return said
	}
	at := phoneMark.FindAllStringIndex(said, maxLinks)
	if at == nil {
		return said
	}
	var b strings.Builder
	end := 0
	for _, m := range at {
		b.WriteString(c.contact.ReplaceAllString(said[end:m[0]], " "))
		b.WriteByte(' ')
		end = m[1]
	}
	b.WriteString(said[end:])
	return b.String()
}

// withoutEmoji puts a space for pictures. Signs that belong to text stay: "°C",
// "№ 5", "60 %".
func withoutEmoji(said string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '°' || r == '№' || r == '©' || r == '®' || r == '™':
			return r
		case unicode.Is(unicode.So, r), r >= 0x1F3FB && r <= 0x1F3FF, r == '\uFE0F', r == '\u200D', r == '\u20E3':
			return ' '
		}
		return r
	}, said)
}
