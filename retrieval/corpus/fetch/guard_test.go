package fetch

import (
	"net/netip"
	"testing"
)

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "203.162.0.1": true, "2606:4700::1111": true,
		"127.0.0.1": false, "10.1.2.3": false, "172.16.0.1": false, "192.168.1.1": false, "169.254.169.254": false, "0.0.0.0": false,
		"100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false, "192.0.2.1": false,
		"::1": false, "::": false, "fe80::1": false, "fc00::1": false, "fd12::1": false, "ff02::1": false, "2001:db8::1": false,
		"::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "64:ff9b::7f00:1": false, "2002:7f00:1::1": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("public(%s) = %v, want %v", address, got, want)
		}
	}
}

func TestHostsOfOneSite(t *testing.T) {
	list := newHostList([]string{"feeds.paper.example.com", "192.0.2.7", "bao.gov.vn", "one.blogspot.com"}, []string{"cdn.example.net"})
	for host, want := range map[string]bool{
		"feeds.paper.example.com": true, "www.example.com": true, "EXAMPLE.com.": true, "example.org": false, "example.com.evil.org": false, "notexample.com": false,
		"192.0.2.7": true, "192.0.2.8": false, "bao.gov.vn": true, "www.bao.gov.vn": true, "other.gov.vn": false,
		"one.blogspot.com": true, "two.blogspot.com": false, "cdn.example.net": true, "a.cdn.example.net": true, "example.net": false, "": false,
	} {
		if got := list.has(host); got != want {
			t.Errorf("has(%q) = %v, want %v", host, got, want)
		}
	}
}
