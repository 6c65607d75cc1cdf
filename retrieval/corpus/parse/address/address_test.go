package address_test

import (
	"testing"

	"articlebot/retrieval/corpus/parse/address"
)

func TestAddressesAreCompared(t *testing.T) {
	for s, want := range map[string]string{
		"HTTP://Paper.Example:80/A?utm_source=x&b=1&fbclid=2#c": "http://paper.example/A?b=1",
		"https://paper.example":                                 "https://paper.example/",
		"https://user:pw@paper.example/a?":                      "https://paper.example/a",
		"ftp://paper.example/a":                                 "", "//paper.example/a": "", "/a": "", "javascript:alert(1)": "", "http://": "", "https:paper": "",
	} {
		if got := address.Canonical(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestAddressesAreToldFromPaths(t *testing.T) {
	for s, want := range map[string]bool{
		"https://paper.example/feed": true, "HTTP://Paper.Example": true, "http://": true,
		"articles/http": false, "http": false, "./https://x": false, "ftp://paper.example/a": false, `C:\news`: false, "": false,
	} {
		if got := address.IsWeb(s); got != want {
			t.Errorf("%q is an address: %v, want %v", s, got, want)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("HTTP://user@Paper.example:80/a%2Fb?utm_source=x&q=1#f")
	f.Fuzz(func(t *testing.T, s string) {
		if c := address.Canonical(s); c != "" && address.Canonical(c) != c {
			t.Errorf("%q → %q → %q", s, c, address.Canonical(c))
		}
	})
}
