package fetch

import (
	"fmt"
	"net/url"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// EnvironmentProxy makes Options.Proxy of the usual variables: HTTP_PROXY and
// HTTPS_PROXY by the address's scheme, NO_PROXY for the hosts that need none,
// each in capitals or in small letters. Names of this machine are never asked
// of a proxy. It returns nil where no proxy is set.
//
// A variable that holds no address is an error of every request that would
// need it rather than a way around the proxy. The error does not show the
// value, in which a password may stand.
func EnvironmentProxy(getenv func(string) string) func(*url.URL) (*url.URL, error) {
	env := func(name string) string {
		if v := getenv(name); v != "" {
			return v
		}
		return getenv(strings.ToLower(name))
	}
	config := httpproxy.Config{HTTPProxy: env("HTTP_PROXY"), HTTPSProxy: env("HTTPS_PROXY"), NoProxy: env("NO_PROXY")}
	if config.HTTPProxy == "" && config.HTTPSProxy == "" {
		return nil
	}
	broken := map[string]string{} // scheme → variable
	if !proxyAddress(config.HTTPProxy) {
		broken["http"], config.HTTPProxy = "HTTP_PROXY", placeholderProxy
	}
	if !proxyAddress(config.HTTPSProxy) {
		broken["https"], config.HTTPSProxy = "HTTPS_PROXY", placeholderProxy
	}
	proxy := config.ProxyFunc()
	return func(u *url.URL) (*url.URL, error) {
		via, err := proxy(u)
		if name := broken[u.Scheme]; via != nil && name != "" {
			return nil, fmt.Errorf("%s is no address of a proxy; write it as http://host:port", name)
		}
		return via, err
	}
}

// placeholderProxy stands for a value that is no address, so that NO_PROXY is
// still asked whether it would be needed.
const placeholderProxy = "http://proxy.invalid"

// proxyAddress tells whether a value is empty or the address of a proxy that
// net/http can use, with or without its scheme.
func proxyAddress(s string) bool {
	if s == "" {
		return true
	}
	if !strings.Contains(s, "://") {
		s = "http://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" {
		return false
	}
	switch u.Scheme {
	case "http", "https", "socks5", "socks5h":
		return true
	}
	return false
}
