package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// product is the name that sites know the client by, in its User-Agent and in
// their robots.txt.
const product = "articlebot"

// Validators are what a server gave to ask later whether a body has changed.
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Response is a body, or the word that it has not changed.
type Response struct {
	// URL is where the body came from, after redirects, without a password.
	URL string
	// Moved is the new address where all redirects were permanent, else "". Like
	// the address that was asked for it may hold a password.
	Moved       string
	NotModified bool
	Body        []byte
	ContentType string
	Validators  Validators
}

// Get reads an address that was published to be read by programs. With the
// validators of an earlier answer it asks only for what has changed since.
// Errors are *StatusError, *LaterError, ErrPrivate, ErrUnchecked, ErrTooLarge,
// ErrHost, ErrRedirects and ErrEncoding, wrapped, also by *RedirectError, and
// those of the network.
func (c *Client) Get(ctx context.Context, address string, known Validators) (Response, error) {
	return c.follow(ctx, address, want{known: known, maxBytes: c.opts.MaxBytes})
}

// GetPage reads a page that was published for people, if the robots.txt of its
// host, and of every host that it redirects to, allows that. To the errors of
// Get it adds *RobotsError.
func (c *Client) GetPage(ctx context.Context, address string) (Response, error) {
	return c.follow(ctx, address, want{page: true, maxBytes: c.opts.MaxBytes})
}

// want is how an address is to be read.
type want struct {
	known    Validators
	page     bool // robots.txt is asked first
	maxBytes int64
	cut      bool // a longer body is cut, not refused
}

// follow reads an address and, where it redirects, the next.
func (c *Client) follow(ctx context.Context, address string, w want) (Response, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Response{}, fmt.Errorf("read address: %w", withoutAddress(err))
	}
	moved := true // by permanent redirects alone
	for hops := 0; ; hops++ {
		resp, next, err := c.hop(ctx, u, w)
		switch {
		case err != nil && hops > 0:
			return resp, &RedirectError{Host: u.Host, Err: err}
		case next == nil:
			if moved && hops > 0 {
				resp.Moved = u.String()
			}
			return resp, err
		case hops == MaxRedirects:
			return resp, ErrRedirects
		}
		moved = moved && next.permanent
		u = next.to
	}
}

// redirect is where an answer points to.
type redirect struct {
	to        *url.URL
	permanent bool
}

// hop makes one request, if it may be made and when it is the host's turn. A
// redirect within the host is part of the same request and is not paused for.
func (c *Client) hop(ctx context.Context, u *url.URL, w want) (resp Response, next *redirect, err error) {
	if err := c.allowed(u); err != nil {
		return Response{}, nil, err
	}
	if w.page {
		if err := c.obeyRobots(ctx, u); err != nil {
			return Response{}, nil, err
		}
	}
	host := strings.ToLower(u.Hostname())
	leave, err := c.lanes.enter(ctx, host, c.opts.MaxWait)
	if err != nil {
		return Response{}, nil, err
	}
	defer func() { leave(next == nil || strings.ToLower(next.to.Hostname()) != host) }()
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	resp, next, err = c.request(ctx, u, w)
	var status *StatusError
	if errors.As(err, &status) && status.RetryAfter > 0 {
		c.lanes.close(host, status.RetryAfter)
	}
	return resp, next, err
}

func (c *Client) request(ctx context.Context, u *url.URL, w want) (Response, *redirect, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Response{}, nil, fmt.Errorf("read address: %w", err)
	}
	c.setHeader(req.Header, w.known)
	resp, err := c.http.Do(req)
	if err != nil {
		return Response{}, nil, reason(err)
	}
	defer resp.Body.Close()
	out := Response{URL: withoutUser(u), ContentType: resp.Header.Get("Content-Type"),
		Validators: Validators{ETag: resp.Header.Get("ETag"), LastModified: resp.Header.Get("Last-Modified")}}
	if next := redirected(resp); next != nil {
		return out, next, nil
	}
	switch {
	case resp.StatusCode == http.StatusNotModified && w.known != (Validators{}):
		out.NotModified = true
		return out, nil, nil
	case resp.StatusCode != http.StatusOK:
		return out, nil, &StatusError{Code: resp.StatusCode, RetryAfter: retryAfter(resp.Header, c.opts.Clock.Now())}
	}
	out.Body, err = readBody(resp, w)
	return out, nil, err
}

// readBody reads the body as it is after decompression.
func readBody(resp *http.Response, w want) ([]byte, error) {
	if encoding := resp.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return nil, fmt.Errorf("%w: %q", ErrEncoding, encoding) // gzip, which was asked for, is unpacked already
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, w.maxBytes+1))
	switch {
	case int64(len(body)) > w.maxBytes && w.cut:
		return body, nil
	case int64(len(body)) > w.maxBytes:
		return nil, fmt.Errorf("%w of %d bytes", ErrTooLarge, w.maxBytes)
	case err != nil:
		return nil, reason(err)
	}
	return body, nil
}

func (c *Client) setHeader(h http.Header, known Validators) {
	agent := product + "/1.0 (article index of a chat bot)"
	if c.opts.Contact != "" {
		agent = product + "/1.0 (article index of a chat bot; +" + c.opts.Contact + ")"
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

// withoutAddress is why an address is none, without the address itself, in
// which a password may stand.
func withoutAddress(err error) error {
	var parse *url.Error
	if errors.As(err, &parse) {
		return parse.Err
	}
	return err
}

func withoutUser(u *url.URL) string {
	bare := *u
	bare.User = nil
	return bare.String()
}

// redirected tells where an answer points to, nil for nowhere
// (RFC 9110 section 15.4).
func redirected(resp *http.Response) *redirect {
	permanent := false
	switch resp.StatusCode {
	case http.StatusMovedPermanently, http.StatusPermanentRedirect:
		permanent = true
	case http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect:
	default:
		return nil
	}
	to, err := resp.Location()
	if err != nil {
		return nil
	}
	to.Fragment, to.RawFragment = "", ""
	return &redirect{to, permanent}
}
