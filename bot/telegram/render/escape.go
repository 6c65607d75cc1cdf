package render

import (
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joiner is U+2060 WORD JOINER: it shows nothing, and no address, name or
// command that Telegram finds by itself goes across it.
const joiner = '\u2060'

// SuppressEntities returns what a person or an article wrote, fit to be shown:
// valid UTF-8 without control and formatting characters, and with nothing in it
// that Telegram would turn into a mention, a command, a tag or a link by itself.
func SuppressEntities(s string) string { return clean(s, true) }

// SuppressLinks is SuppressEntities for the bot's own sentences, whose commands
// are meant to be pressed. They may still carry a person's word, so mentions and
// links are broken there too.
func SuppressLinks(s string) string { return clean(s, false) }

func clean(s string, commands bool) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	var b strings.Builder
	b.Grow(len(s) + 8)
	prev := rune(' ')
	for i, r := range s {
		if !printable(r) {
			continue
		}
		if unicode.IsSpace(r) && r != '\n' {
			r = ' '
		}
		b.WriteRune(r)
		next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):])
		if detected(prev, r, next, commands) {
			b.WriteRune(joiner)
		}
		prev = r
	}
	return b.String()
}

// detected tells whether Telegram's own detection of entities could go from r
// to the next character: @name, #tag, $TAG, /command, name.tld, scheme://.
func detected(prev, r, next rune, commands bool) bool {
	switch r {
	case '@', '$':
		return wordy(next)
	case '#':
		return wordy(next) || next == '\u200C' || next == '·' // letters of a hashtag, as TDLib has it
	case '/':
		return commands && wordy(next) && !wordy(prev)
	case '.':
		return unicode.IsLetter(next) && wordy(prev)
	case ':':
		return next == '/' || wordy(prev) && unicode.IsLetter(next) // tel:, mailto:
	}
	return false
}

func wordy(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }

// printable reports a character that may stand in a message: no controls but
// the line end, no invisible formatting (direction overrides could turn a
// line around), except the joiners that scripts and emoji need.
func printable(r rune) bool {
	switch r {
	case '\n', '\t', '\u200C', '\u200D':
		return true
	}
	return !unicode.Is(unicode.Cc, r) && !unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Co, r)
}

// maxLinkBytes bounds an address: longer ones are not links of a newspaper.
const maxLinkBytes = 2048

// safeLink returns the address if it is one of the web that Telegram takes, else
// "". For a button whose host has no dot and is no IPv6 address, or whose port is
// none, it refuses the whole message (LinkManager::check_link of
// https://github.com/tdlib/td).
func safeLink(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil || len(s) > maxLinkBytes || !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl):
		return ""
	case u.Scheme != "http" && u.Scheme != "https":
		return ""
	case !strings.ContainsAny(u.Hostname(), ".:"):
		return ""
	}
	if port := u.Port(); port != "" {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return ""
		}
	}
	return s
}
