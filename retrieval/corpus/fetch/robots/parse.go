package robots

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// Parse reads a robots.txt for the reader that calls itself product, in any
// case ("articlebot"). Groups that name the product hold for it, all of them
// together; where there is none, those for everybody ("*") do (RFC 9309
// section 2.2.1). What is not understood is passed over: there is no file that
// cannot be read. Of a file longer than MaxBytes the beginning counts.
func Parse(data []byte, product string) Rules {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if len(data) > MaxBytes {
		// Half a rule would be another rule.
		data = data[:max(0, bytes.LastIndexAny(data[:MaxBytes], "\r\n"))]
	}
	p := parser{product: product}
	for line := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		if key, value, ok := strings.Cut(line, ":"); ok {
			p.record(strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value))
		}
	}
	if p.named {
		return p.own
	}
	return p.everybody
}

// parser gathers the rules for the product and those for everybody.
type parser struct {
	product        string
	own, everybody Rules
	named          bool // a group names the product

	// Whom the group being read is for, and whether its rules have begun: the
	// next user-agent line then begins another group.
	group audience
	ruled bool
	// The same for Crawl-delay, which belongs to the user-agent lines directly
	// before it. It may not end a group, as it is no record of the RFC, but who
	// writes it next to a name does not mean the names that follow.
	delayed audience
	other   bool
}

// audience is whom records are for.
type audience struct{ own, everybody bool }

func (p *parser) record(key, value string) {
	switch key {
	case "user-agent":
		p.userAgent(value)
		return
	case "allow", "disallow":
		p.ruled = true
		if rule, ok := newPattern(value, key == "allow"); ok {
			p.each(p.group, func(r *Rules) { r.patterns = append(r.patterns, rule) })
		}
	case "crawl-delay":
		if d := delay(value); d > 0 {
			p.each(p.delayed, func(r *Rules) { r.Delay = max(r.Delay, d) })
		}
	}
	p.other = true
}

func (p *parser) userAgent(value string) {
	if p.ruled {
		p.group, p.ruled = audience{}, false
	}
	if p.other {
		p.delayed, p.other = audience{}, false
	}
	switch {
	case strings.EqualFold(token(value), p.product):
		p.named, p.group.own, p.delayed.own = true, true, true
	case value == "*" || strings.HasPrefix(value, "* "):
		p.group.everybody, p.delayed.everybody = true, true
	}
}

func (p *parser) each(a audience, do func(*Rules)) {
	if a.own {
		do(&p.own)
	}
	if a.everybody {
		do(&p.everybody)
	}
}

// token is the beginning of a user-agent line that can be a product's name
// (RFC 9309 section 2.2.1): "articlebot" of "articlebot/1.0".
func token(value string) string {
	end := strings.IndexFunc(value, func(r rune) bool {
		return (r|0x20 < 'a' || r|0x20 > 'z') && r != '-' && r != '_'
	})
	if end < 0 {
		return value
	}
	return value[:end]
}

// delay reads a Crawl-delay: seconds, with a fraction or without.
func delay(value string) time.Duration {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || !(seconds > 0) {
		return 0
	}
	return time.Duration(min(seconds, MaxDelay.Seconds()) * float64(time.Second))
}
