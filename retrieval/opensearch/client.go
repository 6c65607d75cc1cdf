package opensearch

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"
)

// client calls the nodes of a cluster.
type client struct {
	hosts          []*host
	user, password string
	apiKey         string
	http           *http.Client
	log            *slog.Logger
	now            func() time.Time
	next           atomic.Uint32 // where the next call begins
}

// host is a node.
type host struct {
	address string
	name    string // for people: without a path
	// rests is until when, in Unix nanoseconds, others are asked first.
	rests atomic.Int64
}

const (
	// restTime is for how long a node that failed is asked last.
	restTime = 5 * time.Second
	// maxAnswer bounds what is read of an answer, in bytes.
	maxAnswer = 64 << 20
	// firstPause and longestPause are between two rounds over all nodes.
	firstPause, longestPause = 50 * time.Millisecond, 2 * time.Second
	// dialTime is how long a connection may take: a machine that is off says
	// nothing.
	dialTime = 2 * time.Second
)

// patience is how long a call may take.
type patience struct {
	try   time.Duration // at one node
	total time.Duration // at all of them, again and again
	// rounds is how often each node is asked at most; 0: until total is over.
	rounds int
}

// The kinds of calls. A batch of writes may wait for a node to be replaced:
// while one was killed under load the longest took 111 s.
var (
	quickly   = patience{try: 5 * time.Second, total: 15 * time.Second, rounds: 2}
	starting  = patience{try: 15 * time.Second, total: 40 * time.Second, rounds: 2} // to make an index
	patiently = patience{try: time.Minute, total: 4 * time.Minute}
)

// answer is what a node said.
type answer struct {
	status int
	body   []byte
}

// statusError is an answer that is no success.
type statusError struct {
	status int
	reason string
}

func (e *statusError) Error() string {
	switch e.status {
	case http.StatusUnauthorized:
		return "the cluster refuses the user or the password, or the API key (401)"
	case http.StatusForbidden:
		return "the cluster does not allow the user to do this (403): " + e.reason
	}
	return fmt.Sprintf("the cluster answers %d: %s", e.status, e.reason)
}

// has tells whether err is an answer of that status.
func has(err error, status int) bool {
	var e *statusError
	return errors.As(err, &e) && e.status == status
}

// call sends a request to one node after the other until one answers, and
// decodes the answer into out unless that is nil. Any request may arrive twice.
func (c *client) call(ctx context.Context, p patience, method, path string, body, out any) error {
	data, ok := body.([]byte)
	if !ok && body != nil {
		var err error
		if data, err = json.Marshal(body); err != nil {
			return fmt.Errorf("ask cluster: %w", err)
		}
	}
	a, err := c.persist(ctx, p, method, path, data)
	if err != nil {
		return fmt.Errorf("ask cluster: %w", err)
	}
	if a.status >= 300 {
		return &statusError{a.status, c.reasonOf(a.body)}
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(a.body, out); err != nil {
		return fmt.Errorf("read the cluster's answer: %w", err)
	}
	return nil
}

// persist returns the first answer of a node that can serve.
func (c *client) persist(ctx context.Context, p patience, method, path string, body []byte) (answer, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, p.total, errPatience)
	defer cancel()
	pause, last := firstPause, error(nil)
	if p.rounds > 1 && c.allIll() { // who asks one thing after the other does not wait for each as long
		p.rounds = 1
	}
	for round := 1; ; round++ {
		for _, h := range c.order() {
			a, err := c.try(ctx, p.try, h, method, path, body)
			if err == nil {
				return a, nil
			}
			if ctx.Err() != nil {
				return answer{}, gaveUp(ctx, last, err)
			}
			last = err
			c.log.Debug("a node of the cluster fails", "node", h.name, "error", err)
		}
		if p.rounds > 0 && round >= p.rounds {
			return answer{}, last
		}
		select {
		case <-time.After(pause/2 + rand.N(pause)):
			pause = min(2*pause, longestPause)
		case <-ctx.Done():
			return answer{}, gaveUp(ctx, last, nil)
		}
	}
}

var errPatience = errors.New("no node of the cluster answers in time")

// gaveUp is why a call ended with its context.
func gaveUp(ctx context.Context, last, now error) error {
	if cause := context.Cause(ctx); !errors.Is(cause, errPatience) {
		return cause
	}
	if last == nil {
		last = now
	}
	return fmt.Errorf("%w: %w", errPatience, last)
}

// order is the nodes in turn, those that failed a moment ago last.
func (c *client) order() []*host {
	n := len(c.hosts)
	from, now := int(c.next.Add(1)), c.now().UnixNano()
	var well, ill []*host
	for i := range n {
		if h := c.hosts[(from+i)%n]; h.rests.Load() <= now {
			well = append(well, h)
		} else {
			ill = append(ill, h)
		}
	}
	return append(well, ill...)
}

// allIll tells whether every node failed a moment ago.
func (c *client) allIll() bool {
	now := c.now().UnixNano()
	return !slices.ContainsFunc(c.hosts, func(h *host) bool { return h.rests.Load() <= now })
}

// try asks one node. An error is of the kind that another node may not have.
func (c *client) try(ctx context.Context, patience time.Duration, h *host, method, path string, body []byte) (a answer, err error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, h.address+path, bytes.NewReader(body))
	if err != nil {
		return a, err
	}
	if c.apiKey != "" {
		r.Header.Set("Authorization", "ApiKey "+c.apiKey)
	} else if c.user != "" {
		r.SetBasicAuth(c.user, c.password)
	}
	if len(body) > 0 {
		r.Header.Set("Content-Type", "application/json") // of lines of it, too
	}
	res, err := c.http.Do(r)
	if err == nil {
		a.status = res.StatusCode
		a.body, err = io.ReadAll(io.LimitReader(res.Body, maxAnswer))
		_ = res.Body.Close()
	}
	if err == nil && busy(a.status) {
		err = &statusError{a.status, c.reasonOf(a.body)}
	}
	if err != nil {
		h.rests.Store(c.now().Add(restTime).UnixNano())
		return a, fmt.Errorf("node %s: %w", h.name, err)
	}
	h.rests.Store(0)
	return a, nil
}

// busy tells of answers that say that a node cannot serve now.
func busy(status int) bool {
	switch status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return false
}

// reasonBytes is how much of an answer's reason is shown.
const reasonBytes = 300

// reasonOf is why a call was refused, without what proves who asked: what stands
// before the cluster may quote the request.
func (c *client) reasonOf(body []byte) string {
	var parsed struct {
		Error json.RawMessage `json:"error"`
	}
	var failure failure
	reason := string(body)
	if json.Unmarshal(body, &parsed) == nil && len(parsed.Error) > 0 {
		reason = string(parsed.Error)
		if json.Unmarshal(parsed.Error, &failure) == nil {
			reason = failure.String()
		}
	}
	for _, secret := range []string{c.apiKey, c.password, base64.StdEncoding.EncodeToString([]byte(c.user + ":" + c.password))} {
		if secret != "" {
			reason = strings.ReplaceAll(reason, secret, "***")
		}
	}
	if len(reason) > reasonBytes {
		reason = string(bytes.ToValidUTF8([]byte(reason[:reasonBytes]), nil)) + "…"
	}
	return reason
}

// failure is how a cluster says what is wrong.
type failure struct {
	Type   string `json:"type"`
	Reason string `json:"reason"`
}

func (f failure) String() string { return f.Type + ": " + f.Reason }
