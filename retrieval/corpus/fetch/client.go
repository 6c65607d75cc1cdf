// Package fetch reads feeds and pages from the web, politely and carefully.
//
// Politely: one request at a time per host with a pause between, an honest
// User-Agent, conditional requests, Retry-After and, for pages, robots.txt
// obeyed. Carefully: only hosts on a list, no private addresses (checked on the
// address that is dialled, so that neither redirects nor a changed name get
// around it; what a proxy leaves of that stands at routes), few redirects,
// bounded size after decompression, bounded time.
//
// It does not keep what it read and does not understand it.
package fetch

import (
	"context"
	"net/http"
	"net/netip"
	"net/url"
	"time"

	"articlebot/retrieval/clock"
)

// Defaults of Options.
const (
	DefaultTimeout = 30 * time.Second // of one request, body included
	DefaultDelay   = time.Second      // between two requests to one host
	// DefaultMaxBytes bounds a body after decompression.
	DefaultMaxBytes = 16 << 20
	// DefaultMaxWait is how long a host's Retry-After is waited for; a longer
	// one fails the request at once.
	DefaultMaxWait = 10 * time.Second
)

// MaxRedirects is how many redirects of one request are followed. Browsers
// follow 20; a feed that needs more than a few is misconfigured.
const MaxRedirects = 5

// maxHeader bounds the header of an answer in bytes.
const maxHeader = 64 << 10

// Options of a Client. The zero value reads nothing: it allows no host.
type Options struct {
	// Hosts may be read, with all hosts of the same registrable domain
	// (paper.example for feeds.paper.example).
	Hosts []string
	// AllowHosts may be read too, with their subdomains.
	AllowHosts []string
	// AllowPrivate lets private, loopback and link-local addresses be read.
	AllowPrivate bool
	Timeout      time.Duration // 0 means DefaultTimeout
	Delay        time.Duration // 0 means DefaultDelay, less means none
	MaxBytes     int64         // 0 means DefaultMaxBytes
	MaxWait      time.Duration // 0 means DefaultMaxWait
	// Proxy names the proxy of an address, nil for none; see EnvironmentProxy.
	// Without it nothing goes through one.
	Proxy func(*url.URL) (*url.URL, error)
	// Lookup resolves a name before a proxy is asked for it; nil means as the
	// machine does.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	// Contact tells a site's owner who is reading: an address on the web or an
	// e-mail address.
	Contact string
	// Clock tells the time and waits; nil means the machine's.
	Clock Clock
}

// Clock tells the time and waits.
type Clock interface {
	Now() time.Time
	// Wait returns after d, or earlier with the context's error.
	Wait(ctx context.Context, d time.Duration) error
}

// Client reads from the web. It is safe for concurrent use.
type Client struct {
	opts   Options
	hosts  hostList
	lanes  lanes
	robots robotsFiles
	http   *http.Client
}

// New returns a client.
func New(opts Options) *Client {
	opts = opts.withDefaults()
	return &Client{
		opts:   opts,
		hosts:  newHostList(opts.Hosts, opts.AllowHosts),
		lanes:  newLanes(opts.Clock, opts.Delay),
		robots: newRobotsFiles(),
		http: &http.Client{
			Transport: newRoutes(opts),
			// Redirects are followed hop by hop, each held to all rules.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}
}

func (o Options) withDefaults() Options {
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	if o.Delay == 0 {
		o.Delay = DefaultDelay
	}
	if o.MaxBytes <= 0 {
		o.MaxBytes = DefaultMaxBytes
	}
	if o.MaxWait <= 0 {
		o.MaxWait = DefaultMaxWait
	}
	o.Delay = max(o.Delay, 0)
	if o.Lookup == nil {
		o.Lookup = lookup
	}
	if o.Clock == nil {
		o.Clock = machineClock{}
	}
	return o
}

type machineClock struct{}

func (machineClock) Now() time.Time { return time.Now() }

func (machineClock) Wait(ctx context.Context, d time.Duration) error { return clock.Sleep(ctx, d) }
