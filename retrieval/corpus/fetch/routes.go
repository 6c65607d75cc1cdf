package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"time"
)

// routes sends each request directly or through a proxy, and keeps private
// addresses from being asked for either way.
//
// Directly, the address that is dialled is checked, and nothing gets around
// that. A proxy resolves the name itself: it is resolved and checked here
// before, so that neither a link nor a redirect can name a private address or
// a name that has one. What remains is a name that this machine and the proxy
// resolve differently, by its owner's intent or by the network's; against that
// only the proxy's own rules help. A name that cannot be resolved here is not
// asked for. The proxy itself may have any address: the operator named it.
type routes struct {
	direct, proxied *http.Transport
	proxy           func(*url.URL) (*url.URL, error)
	check           func(ctx context.Context, host string) error // nil: any address may be read
}

var _ http.RoundTripper = routes{}

func newRoutes(opts Options) routes {
	r := routes{direct: newTransport(opts), proxy: opts.Proxy}
	if opts.Proxy != nil {
		r.proxied = newTransport(opts)
		r.proxied.Proxy = func(req *http.Request) (*url.URL, error) { return opts.Proxy(req.URL) }
	}
	if !opts.AllowPrivate {
		r.direct.DialContext = newDialer(opts, refusePrivate).DialContext
		r.check = func(ctx context.Context, host string) error { return checkTarget(ctx, opts, host) }
	}
	return r
}

// newTransport dials any address.
func newTransport(opts Options) *http.Transport {
	return &http.Transport{
		DialContext:            newDialer(opts, nil).DialContext,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		TLSHandshakeTimeout:    opts.Timeout,
		ResponseHeaderTimeout:  opts.Timeout,
		MaxResponseHeaderBytes: maxHeader,
	}
}

// RoundTrip makes one request.
func (r routes) RoundTrip(req *http.Request) (*http.Response, error) {
	if r.proxy == nil {
		return r.direct.RoundTrip(req)
	}
	switch via, err := r.proxy(req.URL); {
	case err != nil:
		return nil, fmt.Errorf("find proxy: %w", err)
	case via == nil:
		return r.direct.RoundTrip(req)
	}
	if r.check != nil {
		if err := r.check(req.Context(), req.URL.Hostname()); err != nil {
			return nil, err
		}
	}
	return r.proxied.RoundTrip(req)
}

// checkTarget refuses a host of which any address is private: a proxy may take
// whichever it likes.
func checkTarget(ctx context.Context, opts Options, host string) error {
	addrs := []netip.Addr{}
	if a, err := netip.ParseAddr(host); err == nil {
		addrs = append(addrs, a)
	} else if addrs, err = opts.Lookup(ctx, host); err != nil {
		return fmt.Errorf("%w: %s: %w", ErrUnchecked, host, nameReason(err))
	}
	for _, a := range addrs {
		if !public(a) {
			return fmt.Errorf("%w: %s", ErrPrivate, a)
		}
	}
	if len(addrs) == 0 {
		return fmt.Errorf("%w: %s", ErrUnchecked, host)
	}
	return nil
}

// nameReason says in few words why a name has no address.
func nameReason(err error) error {
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return errors.New(dns.Err)
	}
	return err
}

func lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
}
