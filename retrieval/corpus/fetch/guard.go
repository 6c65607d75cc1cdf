package fetch

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/publicsuffix"
)

// hostList tells which hosts may be read.
type hostList struct {
	sites map[string]bool // registrable domains, or whole hosts that have none
	extra []string
}

func newHostList(hosts, extra []string) hostList {
	l := hostList{sites: map[string]bool{}}
	for _, h := range hosts {
		l.sites[site(h)] = true
	}
	for _, h := range extra {
		if h = normalHost(h); h != "" {
			l.extra = append(l.extra, h)
		}
	}
	return l
}

func (l hostList) has(host string) bool {
	if l.sites[site(host)] {
		return true
	}
	host = normalHost(host)
	for _, e := range l.extra {
		if host == e || strings.HasSuffix(host, "."+e) {
			return true
		}
	}
	return false
}

func normalHost(h string) string {
	return strings.ToLower(strings.Trim(strings.TrimSpace(h), "."))
}

// site is the registrable domain of a host by the public suffix list, or the
// host itself where it has none (an IP address, a name on a local network).
func site(host string) string {
	host = normalHost(host)
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}

func (c *Client) allowed(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" {
		return errScheme
	}
	if host := u.Hostname(); !c.hosts.has(host) {
		return fmt.Errorf("%w: %s is not on the list of allowed hosts", ErrHost, host)
	}
	return nil
}

// newDialer dials what control, if set, does not refuse.
func newDialer(opts Options, control func(network, address string, _ syscall.RawConn) error) *net.Dialer {
	return &net.Dialer{Timeout: opts.Timeout, KeepAlive: 30 * time.Second, Control: control}
}

// refusePrivate is called with the resolved address, directly before it is
// dialled.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s", ErrPrivate, address)
	}
	if !public(ap.Addr()) {
		return fmt.Errorf("%w: %s", ErrPrivate, ap.Addr())
	}
	return nil
}

// special are the blocks of the IANA special-purpose address registries
// (RFC 6890 and its updates) that netip has no word for.
var special = func() []netip.Prefix {
	var out []netip.Prefix
	for _, p := range []string{
		"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
		"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10",
	} {
		out = append(out, netip.MustParsePrefix(p))
	}
	return out
}()

// public tells whether an address belongs to the internet.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range special {
		if p.Contains(a) {
			return false
		}
	}
	return true
}
