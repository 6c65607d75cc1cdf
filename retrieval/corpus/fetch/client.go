// Package fetch reads feeds and pages from the web, politely and carefully.
//
// Politely: one request at a time per host with a pause between, an honest
// User-Agent, conditional requests, Retry-After obeyed. Carefully: only hosts
// on a list, no private addresses (checked on the address that is dialled, so
// that neither redirects nor a changed name get around it), few redirects,
// bounded size after decompression, bounded time.
//
// It does not keep what it read and does not understand it.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
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
	opts  Options
	hosts hostList
	lanes lanes
	http  *http.Client
}

// New returns a client.
func New(opts Options) *Client {
	opts = opts.withDefaults()
	c := &Client{opts: opts, hosts: newHostList(opts.Hosts, opts.AllowHosts), lanes: newLanes(opts.Clock)}
	c.http = &http.Client{
		Transport:     newTransport(opts),
		CheckRedirect: c.checkRedirect,
	}
	return c
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
	if o.Clock == nil {
		o.Clock = machineClock{}
	}
	return o
}

type machineClock struct{}

func (machineClock) Now() time.Time { return time.Now() }

func (machineClock) Wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Validators are what a server gave to ask later whether a body has changed.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Response is a body, or the word that it has not changed.
type Response struct {
	// URL is where the body came from, after redirects.
	URL string
	// Moved is the new address where all redirects were permanent, else "".
	Moved       string
	NotModified bool
	Body        []byte
	ContentType string
	Validators  Validators
}

// Get reads an address. With the validators of an earlier answer it asks only
// for what has changed since. Errors are *StatusError, *LaterError, ErrPrivate,
// ErrTooLarge, ErrHost and ErrRedirects, wrapped, and those of the network.
func (c *Client) Get(ctx context.Context, address string, known Validators) (Response, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Response{}, fmt.Errorf("read address: %w", err)
	}
	if err := c.allowed(u); err != nil {
		return Response{}, err
	}
	host := strings.ToLower(u.Hostname())
	leave, err := c.lanes.enter(ctx, host, c.opts.MaxWait)
	if err != nil {
		return Response{}, err
	}
	defer leave(c.opts.Delay)
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	resp, err := c.get(ctx, u, known)
	var status *StatusError
	if errors.As(err, &status) && status.RetryAfter > 0 {
		c.lanes.close(host, status.RetryAfter)
	}
	return resp, err
}

func (c *Client) get(ctx context.Context, u *url.URL, known Validators) (Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Response{}, fmt.Errorf("read address: %w", err)
	}
	c.setHeader(req.Header, known)
	resp, err := c.http.Do(req)
	if err != nil {
		return Response{}, reason(err)
	}
	defer resp.Body.Close()
	out := Response{URL: resp.Request.URL.String(), Moved: moved(resp), ContentType: resp.Header.Get("Content-Type"),
		Validators: Validators{ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified")}}
	switch {
	case resp.StatusCode == http.StatusNotModified && known != (Validators{}):
		out.NotModified = true
		return out, nil
	case resp.StatusCode != http.StatusOK:
		return out, &StatusError{Code: resp.StatusCode, RetryAfter: retryAfter(resp.Header.Get("Retry-After"), c.opts.Clock.Now())}
	}
	out.Body, err = io.ReadAll(io.LimitReader(resp.Body, c.opts.MaxBytes+1))
	if err != nil {
		return out, reason(err)
	}
	if int64(len(out.Body)) > c.opts.MaxBytes {
		return out, fmt.Errorf("%w of %d bytes", ErrTooLarge, c.opts.MaxBytes)
	}
	return out, nil
}

func (c *Client) setHeader(h http.Header, known Validators) {
	agent := "articlebot/1.0 (article index of a chat bot)"
	if c.opts.Contact != "" {
		agent = "articlebot/1.0 (article index of a chat bot; +" + c.opts.Contact + ")"
	}
	h.Set("User-Agent", agent)
	h.Set("Accept", "application/rss+xml, application/atom+xml, application/feed+json, text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5")
	if known.ETag != "" {
		h.Set("If-None-Match", known.ETag)
	}
	if known.LastModified != "" {
		h.Set("If-Modified-Since", known.LastModified)
	}
}

// checkRedirect holds every hop to the rules of the first address.
func (c *Client) checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > MaxRedirects {
		return ErrRedirects
	}
	return c.allowed(req.URL)
}

// moved is the address of an answer that was reached by permanent redirects
// alone (301 and 308, RFC 9110 section 15.4).
func moved(resp *http.Response) string {
	hops := 0
	for r := resp.Request; r.Response != nil; r = r.Response.Request {
		if code := r.Response.StatusCode; code != http.StatusMovedPermanently && code != http.StatusPermanentRedirect {
			return ""
		}
		hops++
	}
	if hops == 0 {
		return ""
	}
	return resp.Request.URL.String()
}
