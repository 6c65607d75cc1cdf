// Package redact makes addresses and names fit to be shown: without the
// secrets that may stand in an address, and without characters that a terminal
// would obey.
//
// It promises that what is no secret stays readable, so that people know which
// source is meant. It cannot know a secret that looks like a word.
package redact

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// Stars stand in the place of a secret.
const Stars = "***"

// unreadable is shown for an address of which nothing can be told.
const unreadable = "an address that cannot be read"

// Address shows an address with stars for whoever logs in with it and for the
// values of parameters that are secrets, by their name or their looks.
func Address(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return unreadable
	}
	if u.User == nil && u.RawQuery == "" && u.Fragment == "" {
		return Name(raw)
	}
	if u.Path == "" && u.Port() != "" && strings.Contains(u.RawQuery+u.Fragment, "@") {
		return unreadable // a password of digits before a # or ? passes for a port
	}
	head, fragment, _ := strings.Cut(raw, "#")
	head, query, _ := strings.Cut(head, "?")
	if scheme, rest, ok := strings.Cut(head, "://"); ok && u.User != nil {
		host, path, slash := strings.Cut(rest, "/")
		head = scheme + "://" + Stars + host[strings.LastIndexByte(host, '@'):]
		if slash {
			head += "/" + path
		}
	}
	return Name(head + starred("?", query) + starred("#", fragment))
}

// starred is a query or a fragment with its mark, without secrets.
func starred(mark, s string) string {
	if s == "" {
		return ""
	}
	pieces := strings.Split(s, "&")
	for i, p := range pieces {
		name, value, ok := strings.Cut(p, "=")
		switch {
		case ok && value != "" && Secret(name, value):
			pieces[i] = name + "=" + Stars
		case !ok && looksSecret(p):
			pieces[i] = Stars
		}
	}
	return mark + strings.Join(pieces, "&")
}

// secretName finds the names of parameters that hold secrets.
var secretName = regexp.MustCompile(`(?i)(?:token|secret|passw|pass$|pwd|auth|credential|signature|session|jwt|private)|(?:^|[^a-z])(?:key|sig|sid|code|hash|hmac|pin|otp|ticket|user|login)$|(?:api|app|access|client|feed|rss|license|subscription|shared)[_-]?(?:key|id)$`)

// Secret tells whether the parameter of an address is one, by its name or by
// the looks of its value.
func Secret(name, value string) bool {
	if decoded, err := url.QueryUnescape(name); err == nil {
		name = decoded
	}
	return secretName.MatchString(name) || looksSecret(value)
}

// minSecret is how many characters a random value has at least to be taken for
// a secret by its looks.
const minSecret = 20

// looksSecret tells a value of letters and digits without the separators that
// words would have.
func looksSecret(value string) bool {
	letters, digits, others := 0, 0, 0
	for _, r := range value {
		switch {
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		default:
			others++
		}
	}
	return letters+digits >= minSecret && letters > 0 && digits >= 3 && others*8 <= letters+digits
}

// inText finds addresses in a sentence.
var inText = regexp.MustCompile(`(?i)\b[a-z][a-z0-9+.-]*://[^\s"'<>]+`)

// loggedIn finds who logs in where an address lacks its scheme, name:password@.
var loggedIn = regexp.MustCompile(`[^\s"'<>/@:,=(){}\[\]]+:[^\s"'<>/@]+@`)

// Text shows a sentence, such as an error, with all addresses in it as Address
// shows them, and with stars for whoever logs in with one that lacks its scheme.
func Text(s string) string {
	if strings.Contains(s, "://") {
		s = inText.ReplaceAllStringFunc(s, Address)
	}
	if strings.Contains(s, "@") {
		s = loggedIn.ReplaceAllString(s, Stars+"@")
	}
	return Name(s)
}

// Bare is an address without whoever logs in with it and without the parameters
// that are secrets: one that may be given to everybody.
func Bare(raw string) string {
	u, err := url.Parse(raw)
	if err != nil {
		return ""
	}
	u.User = nil
	var kept []string
	for p := range strings.SplitSeq(u.RawQuery, "&") {
		if name, value, _ := strings.Cut(p, "="); p != "" && !Secret(name, value) {
			kept = append(kept, p)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
	return u.String()
}
