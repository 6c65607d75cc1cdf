package web

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// networkBits is the part of an IPv6 address that belongs to one customer: a
// machine has all addresses below it, https://www.rfc-editor.org/rfc/rfc6177.
const networkBits = 64

// clientOf is the address that a request is counted for. A header is believed
// only where it is the configured one, and of it the last entry, which is the
// one that the proxy in front wrote itself.
func clientOf(r *http.Request, header string) string {
	if header != "" {
		if lines := r.Header.Values(header); len(lines) > 0 {
			last := lines[len(lines)-1]
			if a, ok := readAddress(last[strings.LastIndexByte(last, ',')+1:]); ok {
				return network(a)
			}
		}
	}
	if a, ok := readAddress(r.RemoteAddr); ok {
		return network(a)
	}
	return r.RemoteAddr
}

// readAddress reads an address with or without a port.
func readAddress(s string) (netip.Addr, bool) {
	s = strings.TrimSpace(s)
	if host, _, err := net.SplitHostPort(s); err == nil {
		s = host
	}
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	return a.Unmap().WithZone(""), err == nil
}

func network(a netip.Addr) string {
	if a.Is4() {
		return a.String()
	}
	p, err := a.Prefix(networkBits)
	if err != nil {
		return a.String()
	}
	return p.String()
}
