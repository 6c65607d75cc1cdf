package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot/internal/backoff"
	"articlebot/retrieval/clock"
)

// DefaultURL is the base of Discord's API,
// https://discord.com/developers/docs/reference#api-versioning.
const DefaultURL = "https://discord.com/api/v10"

// Bounds of the client.
const (
	// maxParallel is how many requests run at once. Interaction endpoints are
	// not bound by the global limit of 50 requests a second.
	maxParallel = 64
	// requestTimeout bounds one try. Discord answers in 100 to 300 ms.
	requestTimeout = 8 * time.Second
	// maxTries bounds the tries of one request, and maxFloods those that end
	// with "too many requests".
	maxTries  = 3
	maxFloods = 5
)

// Options configure a Client. The zero value of each but Token is useful.
type Options struct {
	// Token is the bot's token, without "Bot " before it.
	Token string
	// URL is the base of all requests, DefaultURL if empty.
	URL string
	// Transport carries the requests; nil means one like
	// http.DefaultTransport.
	Transport http.RoundTripper
	// Log takes failed tries; nil discards.
	Log *slog.Logger
	// Sleep waits between tries, ending early with the context's error. Nil
	// sleeps on the real clock.
	Sleep func(ctx context.Context, d time.Duration) error
	// Now is the clock for rate limits, time.Now if nil.
	Now func() time.Time
}

// Client sends requests to Discord. It is safe for concurrent use.
type Client struct {
	base    string
	session *discordgo.Session
	// slots are the library's bucket ids that are free. A request owns its
	// slot, so it never waits for another one's lock, and the library never
	// keeps more buckets than there are slots.
	slots  chan string
	limits *limits
	log    *slog.Logger
	sleep  func(context.Context, time.Duration) error
	self   atomic.Value // Snowflake
}

// New returns a client.
func New(o Options) (*Client, error) {
	if o.URL == "" {
		o.URL = DefaultURL
	}
	u, err := url.Parse(o.URL)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return nil, errors.New("read the address of Discord's API: it is no http(s) address") // not shown: there may be a password in it
	}
	session, err := discordgo.New("Bot " + o.Token)
	if err != nil {
		return nil, fmt.Errorf("set up requests: %w", err)
	}
	c := &Client{
		base:    strings.TrimRight(o.URL, "/"),
		session: session,
		slots:   make(chan string, maxParallel),
		limits:  newLimits(o.Now),
		log:     o.Log,
		sleep:   o.Sleep,
	}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	if c.sleep == nil {
		c.sleep = clock.Sleep
	}
	session.ShouldRetryOnRateLimit = false // the library's waits are deaf to contexts
	session.MaxRestRetries = 0
	session.LogLevel = -1 // the library prints tokens
	session.UserAgent = "DiscordBot (articlebot, 1.0)"
	session.Client = &http.Client{Timeout: requestTimeout, Transport: recorder{next: transport(o.Transport)}}
	for i := range maxParallel {
		c.slots <- "slot/" + strconv.Itoa(i)
	}
	return c, nil
}

// transport keeps as many connections open as requests run at once.
func transport(given http.RoundTripper) http.RoundTripper {
	if given != nil {
		return given
	}
	shared, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return http.DefaultTransport
	}
	own := shared.Clone()
	own.MaxIdleConnsPerHost = maxParallel
	return own
}

// request is one request and what may be done where it fails.
type request struct {
	method string
	path   string // below the base
	route  string // the rate-limit bucket; "" for interaction endpoints, which have none in common
	body   any
	repeat repeatable
}

// repeatable says when a request may be sent again.
type repeatable int

const (
	// always: the request does the same a second time (GET, PUT, PATCH,
	// DELETE, typing).
	always repeatable = iota
	// ifUnsent: only where it cannot have been carried out.
	ifUnsent
)

// do sends a request, waits for limits and tries again within bounds. Into
// out goes the response's JSON unless out is nil. The error is an *Error where
// the server answered.
func (c *Client) do(ctx context.Context, r request, out any) error {
	leave, err := c.limits.enter(ctx, r.route)
	if err != nil {
		return fmt.Errorf("wait to %s: %w", r.label(), err)
	}
	defer leave()
	for try := 1; ; try++ {
		if err = c.limits.wait(ctx, r.route, c.sleep); err != nil {
			return fmt.Errorf("wait to %s: %w", r.label(), err)
		}
		var reply []byte
		if reply, err = c.once(ctx, r); err == nil {
			return decode(r, reply, out)
		}
		if try > 1 && HasCode(err, CodeAlreadyAnswered) {
			return nil // an earlier try had arrived
		}
		pause, again := retry(err, r.repeat, try)
		if !again || ctx.Err() != nil {
			return err
		}
		c.log.DebugContext(ctx, "discord request tried again", "request", r.label(), "try", try, "err", err)
		if waitErr := c.sleep(ctx, pause); waitErr != nil {
			return err
		}
	}
}

// once makes one try.
func (c *Client) once(ctx context.Context, r request) ([]byte, error) {
	var slot string
	select {
	case slot = <-c.slots:
		defer func() { c.slots <- slot }()
	case <-ctx.Done():
		return nil, fmt.Errorf("wait to %s: %w", r.label(), context.Cause(ctx))
	}
	seen := new(exchange)
	reply, err := c.session.RequestWithBucketID(r.method, c.base+r.path, r.body, slot,
		discordgo.WithContext(context.WithValue(ctx, exchangeKey{}, seen)))
	c.limits.note(r.route, seen)
	if seen.status >= 200 && seen.status < 300 && err == nil {
		return reply, nil
	}
	return nil, newError(r, seen, reply, err, c.hide(r))
}

func decode(r request, reply []byte, out any) error {
	if out == nil || len(reply) == 0 {
		return nil
	}
	if err := json.Unmarshal(reply, out); err != nil {
		return fmt.Errorf("read the response to %s: %w", r.label(), err)
	}
	return nil
}

// refusedPauses are the waits before a token that was refused is tried again.
var refusedPauses = backoff.Policy{First: time.Second, Last: 5 * time.Second}

// pauses are the waits between the tries of a request.
var pauses = backoff.Policy{First: 250 * time.Millisecond, Last: 5 * time.Second}

// retry says whether and after how long a failed request is tried again.
func retry(err error, repeat repeatable, try int) (time.Duration, bool) {
	pause := pauses.Pause(try)
	var e *Error
	switch {
	case !errors.As(err, &e):
		return 0, false
	case e.Status == http.StatusTooManyRequests:
		return max(e.RetryAfter, pause), try < maxFloods
	case e.Status == 0 || e.Status >= 500:
		return pause, try < maxTries && (e.Unsent || repeat == always)
	case Unauthorized(err): // a token that is right has been seen to be refused
		return refusedPauses.Pause(try), try < maxTries
	}
	return 0, false
}
