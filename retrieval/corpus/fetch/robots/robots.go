// Package robots understands robots.txt, the file in which a site says what
// programs may read of it, as RFC 9309 has it, with the Crawl-delay that the
// RFC leaves out and many sites write.
//
// It reads nothing from the web: which answers count as which rules, and for
// how long, is its caller's decision.
package robots

import (
	"net/url"
	"strings"
	"time"
)

// MaxBytes is how much of a file is to be read; the rest may be left out
// (RFC 9309 section 2.5).
const MaxBytes = 500 << 10

// MaxDelay bounds the Crawl-delay that is believed to be meant.
const MaxDelay = 24 * time.Hour

// Rules are what a site tells one reader. The zero value allows everything.
// They never change and are safe for concurrent use.
type Rules struct {
	patterns []pattern
	// Delay is the pause that the site wants between two requests, 0 if it
	// does not say; at most MaxDelay.
	Delay time.Duration
}

// Allows tells whether an address of the site may be read: the pattern with
// the most octets decides, and of patterns as long the one that allows
// (RFC 9309 section 2.2.2). What no pattern matches may be read.
func (r Rules) Allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" || u.ForceQuery {
		path += "?" + u.RawQuery
	}
	path = normal(path, false)
	longest, allowed := -1, true
	for _, p := range r.patterns {
		if p.octets < longest || p.octets == longest && !p.allow || !p.matches(path) {
			continue
		}
		longest, allowed = p.octets, p.allow
	}
	return allowed
}

// pattern is a rule: the literal pieces between its asterisks.
type pattern struct {
	allow  bool
	octets int
	pieces []string
	whole  bool // ended by "$": it matches to the end of the path
}

// newPattern reads the path of a rule; false for one that can match nothing.
func newPattern(path string, allow bool) (pattern, bool) {
	if path == "" || path[0] != '/' && path[0] != '*' {
		return pattern{}, false
	}
	p := pattern{allow: allow}
	path, p.whole = strings.CutSuffix(path, "$")
	path = normal(path, true)
	p.octets = len(path)
	if p.whole {
		p.octets++
	}
	p.pieces = strings.Split(path, "*")
	return p, true
}

// matches looks for each piece at the first place after the one before; no
// later place could do better, so the time is bounded by both lengths.
func (p pattern) matches(path string) bool {
	first, rest := p.pieces[0], p.pieces[1:]
	path, ok := strings.CutPrefix(path, first)
	if !ok {
		return false
	}
	if len(rest) == 0 {
		return !p.whole || path == ""
	}
	last := rest[len(rest)-1]
	for _, piece := range rest[:len(rest)-1] {
		if _, path, ok = strings.Cut(path, piece); !ok {
			return false
		}
	}
	if p.whole {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}
