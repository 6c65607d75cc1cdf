package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"time"

	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/retrieval/stage"
)

// DefaultPerMinute is how many questions and presses one address may send in a
// minute: a family or an office behind one address gets along with it.
const DefaultPerMinute = 60

// Config says how the web is served. Its zero value is useful: a chat of no
// named paper that no other site may show, for people who connect directly.
type Config struct {
	// PublicURL is the address under which people reach the pages, without a
	// slash at its end; its path is where they stand. "": at the root of
	// whatever host is asked for.
	PublicURL string
	// Paper is the newspaper's name, "" for none.
	Paper string
	// Color is the paper's as #rrggbb, "" for a default.
	Color string
	// Languages are those that the pages speak; nil means those of the program.
	Languages *locale.Set
	// Origins are the sites that may show the chat in their pages and call the
	// API from them, such as "https://paper.example".
	Origins []string
	// ClientHeader is the header in which a proxy in front tells a client's
	// address, such as "X-Forwarded-For" (of which the last is taken); "" takes
	// that of the connection and believes no header.
	ClientHeader string
	// PerMinute is how many questions and presses an address may send in a
	// minute; 0 means DefaultPerMinute, negative does not limit.
	PerMinute int
	// Samples says on every page that the articles are the built-in ones.
	Samples bool
	// Hosts, if any, are the only names that a request may ask for: a page on
	// this machine alone must not answer to a name that another site points at
	// it.
	Hosts []string
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// Log gets faults and, at its debug level, requests; nil discards. It never
	// gets what people wrote, nor who they are.
	Log *slog.Logger
	// Stages is told how long pages with replies take to write; nil tells nobody.
	Stages stage.Observer
	// NewID makes the ids of sessions, which must not be guessable; nil means
	// crypto/rand's Text.
	NewID func() string
}

// withDefaults fills in what is left out and refuses what cannot be served.
func (c Config) withDefaults() (Config, error) {
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	if c.PublicURL != "" && !isWeb(c.PublicURL) {
		return c, fmt.Errorf("read public address %q: %w", c.PublicURL, errNotWeb)
	}
	for _, o := range c.Origins {
		if u, err := url.Parse(o); err != nil || !isWeb(o) || o != u.Scheme+"://"+u.Host {
			return c, fmt.Errorf("read origin %q: %w", o, errNoOrigin)
		}
	}
	if c.PerMinute == 0 {
		c.PerMinute = DefaultPerMinute
	}
	c.ClientHeader = http.CanonicalHeaderKey(c.ClientHeader)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.NewID == nil {
		c.NewID = rand.Text
	}
	return c, nil
}

var (
	errNotWeb   = errors.New("not of the form https://host/path")
	errNoOrigin = errors.New("not of the form https://host, without a path")
)

func isWeb(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
}

// base is the path below which the pages stand, "" for the root.
func (c Config) base() string {
	if u, err := url.Parse(c.PublicURL); err == nil {
		return strings.TrimRight(u.EscapedPath(), "/")
	}
	return ""
}

// rate is what one address may send.
func (c Config) rate() limit.Rate {
	if c.PerMinute < 0 {
		return limit.Rate{Burst: -1}
	}
	return limit.Rate{Burst: c.PerMinute, Every: time.Minute / time.Duration(c.PerMinute)}
}
