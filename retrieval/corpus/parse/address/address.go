// Package address compares public web addresses. It fetches nothing.
package address

import (
	"net/url"
	"strings"

	"articlebot/retrieval/corpus/parse/prose"
)

// maxURL is the length of an address in bytes; longer ones are no article's.
const maxURL = 2048

// tracking are query parameters that tell who came from where, not what is
// shown.
var tracking = prose.Set(`fbclid gclid dclid msclkid yclid igshid mc_cid mc_eid ref_src cmpid zarsrc`)

// IsWeb tells whether s is meant as the address of something on the web, and
// not as a path: it begins with http:// or https://, in any case of letters.
func IsWeb(s string) bool { return hasPrefixFold(s, "http://") || hasPrefixFold(s, "https://") }

// Canonical returns the form of a public web address under which it is
// compared: scheme and host in lower case, no user, default port, fragment or
// tracking parameters. It returns "" for what is no such address.
func Canonical(raw string) string {
	raw = strings.TrimSpace(raw)
	if raw == "" || len(raw) > maxURL || !hasPrefixFold(raw, "http") {
		return ""
	}
	u, err := url.Parse(raw)
	if err != nil || u.Opaque != "" {
		return ""
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" {
		return ""
	}
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	dropTracking(u)
	return u.String()
}

// dropTracking keeps the other parameters as they are and in their order.
func dropTracking(u *url.URL) {
	u.ForceQuery = false
	if u.RawQuery == "" {
		return
	}
	var kept []string
	for p := range strings.SplitSeq(u.RawQuery, "&") {
		name, _, _ := strings.Cut(p, "=")
		if name = strings.ToLower(name); p != "" && !tracking[name] && !strings.HasPrefix(name, "utm_") {
			kept = append(kept, p)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
}

// Resolve reads an address that may be relative to base, and returns its
// canonical form, "" for none.
func Resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.Host != "" {
		if r, err := b.Parse(ref); err == nil {
			return Canonical(r.String())
		}
	}
	return Canonical(ref)
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// Article is the canonical form of an article's address, "" for none: many
// templates declare the front page's address on every page.
func Article(raw string) string {
	canonical := Canonical(raw)
	if u, err := url.Parse(canonical); err != nil || u.Path == "/" && u.RawQuery == "" {
		return ""
	}
	return canonical
}
