package catalogue

import (
	"net/url"
	"strings"

	"articlebot/retrieval"
)

// ByAddress finds the article at a page's address, however that was copied: with
// another scheme, from a telephone, with marks of where it was shared.
func (c *Catalogue) ByAddress(address string) (retrieval.Summary, bool) {
	key := addressKey(address)
	if key == "" {
		return retrieval.Summary{}, false
	}
	i, ok := c.addresses[key]
	if !ok {
		return retrieval.Summary{}, false
	}
	return c.List[i], true
}

// shareMarks begin the names of parameters that say where an address was shared.
var shareMarks = []string{"utm_", "fbclid", "gclid", "zarsrc", "igshid", "mc_", "_ga", "amp"}

// mirrors are hosts' first labels for other screens.
var mirrors = []string{"www.", "m.", "amp.", "mobile."}

// addressKey is the form in which addresses are compared, "" for none.
func addressKey(address string) string {
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	for _, m := range mirrors {
		if rest, ok := strings.CutPrefix(host, m); ok && strings.Contains(rest, ".") {
			host = rest
			break
		}
	}
	kept := u.Query()
	for name := range kept {
		for _, mark := range shareMarks {
			if strings.HasPrefix(strings.ToLower(name), mark) {
				kept.Del(name)
			}
		}
	}
	return host + ":" + u.Port() + strings.TrimRight(u.Path, "/") + "?" + kept.Encode()
}
