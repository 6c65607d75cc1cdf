package telegramtest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Entity is a marked part of a text, in UTF-16 units.
type Entity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	URL    string `json:"url,omitempty"`
}

// entityOf names the entity of each tag, https://core.telegram.org/bots/api#html-style.
var entityOf = map[string]string{
	"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline", "s": "strikethrough",
	"strike": "strikethrough", "del": "strikethrough", "a": "text_link", "code": "code", "pre": "pre", "tg-spoiler": "spoiler", "blockquote": "blockquote",
}

// openTag is a tag that waits for its end.
type openTag struct {
	name string
	Entity
}

// htmlParser reads Telegram's HTML the way its server does: a small language
// of its own, where a stray & is text, an unknown tag is an error and every tag
// must be closed in its place.
type htmlParser struct {
	src  string
	pos  int
	out  strings.Builder
	n16  int
	open []openTag
	list []Entity
}

// ParseHTML returns the visible text and the entities, or why the server would
// refuse the source.
func ParseHTML(src string) (string, []Entity, error) {
	if !utf8.ValidString(src) {
		return "", nil, fmt.Errorf("strings must be encoded in UTF-8")
	}
	p := &htmlParser{src: src}
	for p.pos < len(src) {
		var err error
		switch {
		case src[p.pos] == '&':
			p.character()
		case strings.HasPrefix(src[p.pos:], "</"):
			err = p.end()
		case src[p.pos] == '<':
			err = p.start()
		default:
			r, size := utf8.DecodeRuneInString(src[p.pos:])
			p.emit(r)
			p.pos += size
		}
		if err != nil {
			return "", nil, err
		}
	}
	if n := len(p.open); n > 0 {
		return "", nil, fmt.Errorf("can't find end tag corresponding to start tag %q", p.open[n-1].name)
	}
	return p.trimmed()
}

func (p *htmlParser) emit(r rune) {
	p.out.WriteRune(r)
	p.n16++
	if r > 0xFFFF {
		p.n16++
	}
}

// character reads "&name;" or a plain "&".
func (p *htmlParser) character() {
	rest := p.src[p.pos:]
	for name, r := range map[string]rune{"&lt;": '<', "&gt;": '>', "&amp;": '&', "&quot;": '"'} {
		if strings.HasPrefix(rest, name) {
			p.emit(r)
			p.pos += len(name)
			return
		}
	}
	if end := strings.IndexByte(rest, ';'); strings.HasPrefix(rest, "&#") && end > 2 && end < 12 {
		digits, base := rest[2:end], 10
		if digits[0] == 'x' || digits[0] == 'X' {
			digits, base = digits[1:], 16
		}
		if n, err := strconv.ParseInt(digits, base, 32); err == nil && n > 0 && utf8.ValidRune(rune(n)) {
			p.emit(rune(n))
			p.pos += end + 1
			return
		}
	}
	p.emit('&')
	p.pos++
}

func (p *htmlParser) start() error {
	at := p.pos
	p.pos++
	name := strings.ToLower(p.token(" \n\t>"))
	kind, ok := entityOf[name]
	if !ok {
		return fmt.Errorf("unsupported start tag %q at byte offset %d", name, at)
	}
	e := Entity{Type: kind, Offset: p.n16}
	for {
		p.spaces()
		if p.pos >= len(p.src) {
			return fmt.Errorf("unclosed start tag %q at byte offset %d", name, at)
		}
		if p.src[p.pos] == '>' {
			p.pos++
			break
		}
		key, value, err := p.attribute()
		if err != nil {
			return err
		}
		switch {
		case name == "a" && key == "href":
			e.URL = value
		case name == "blockquote" && key == "expandable":
			e.Type = "expandable_blockquote"
		default:
			return fmt.Errorf("unexpected attribute %q of tag %q", key, name)
		}
	}
	if strings.HasSuffix(e.Type, "blockquote") {
		for _, o := range p.open {
			if o.name == "blockquote" {
				return fmt.Errorf("blockquotes can't be nested, at byte offset %d", at)
			}
		}
	}
	p.open = append(p.open, openTag{name, e})
	return nil
}

func (p *htmlParser) token(stop string) string {
	from := p.pos
	for p.pos < len(p.src) && !strings.ContainsRune(stop, rune(p.src[p.pos])) {
		p.pos++
	}
	return p.src[from:p.pos]
}

func (p *htmlParser) spaces() {
	for p.pos < len(p.src) && strings.ContainsRune(" \n\t", rune(p.src[p.pos])) {
		p.pos++
	}
}

func (p *htmlParser) attribute() (key, value string, err error) {
	key = strings.ToLower(p.token(" \n\t=>"))
	if p.pos >= len(p.src) || p.src[p.pos] != '=' {
		if key == "expandable" {
			return key, "", nil
		}
		return "", "", fmt.Errorf("expected equal sign in declaration of an attribute at byte offset %d", p.pos)
	}
	p.pos++
	if p.pos >= len(p.src) || p.src[p.pos] != '"' {
		return "", "", fmt.Errorf("expected a quoted value at byte offset %d", p.pos)
	}
	p.pos++
	end := strings.IndexByte(p.src[p.pos:], '"')
	if end < 0 {
		return "", "", fmt.Errorf("unclosed attribute at byte offset %d", p.pos)
	}
	inner := &htmlParser{src: p.src[p.pos : p.pos+end]}
	for inner.pos < len(inner.src) {
		if inner.src[inner.pos] == '&' {
			inner.character()
			continue
		}
		r, size := utf8.DecodeRuneInString(inner.src[inner.pos:])
		inner.emit(r)
		inner.pos += size
	}
	p.pos += end + 1
	return key, inner.out.String(), nil
}

func (p *htmlParser) end() error {
	at := p.pos
	p.pos += 2
	name := strings.ToLower(p.token(" \n\t>"))
	p.spaces()
	if p.pos >= len(p.src) || p.src[p.pos] != '>' {
		return fmt.Errorf("unclosed end tag at byte offset %d", at)
	}
	p.pos++
	n := len(p.open)
	if n == 0 {
		return fmt.Errorf("unexpected end tag at byte offset %d", at)
	}
	o := p.open[n-1]
	if o.name != name {
		return fmt.Errorf("unmatched end tag at byte offset %d, expected \"</%s>\", found \"</%s>\"", at, o.name, name)
	}
	p.open = p.open[:n-1]
	e := o.Entity
	if e.Length = p.n16 - e.Offset; e.Length > 0 {
		p.list = append(p.list, e)
	}
	return nil
}

// trimmed cuts the white space at the end, as the server does, and sorts the
// entities by where they start.
func (p *htmlParser) trimmed() (string, []Entity, error) {
	text := strings.TrimRight(p.out.String(), " \n\t")
	n := units16(text)
	var list []Entity
	for _, e := range p.list {
		if e.Length = min(e.Length, n-e.Offset); e.Length > 0 {
			list = append(list, e)
		}
	}
	for i := 1; i < len(list); i++ {
		for k := i; k > 0 && (list[k].Offset < list[k-1].Offset || list[k].Offset == list[k-1].Offset && list[k].Length > list[k-1].Length); k-- {
			list[k], list[k-1] = list[k-1], list[k]
		}
	}
	return text, list, nil
}
