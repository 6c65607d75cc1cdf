// Package endpoint embeds texts by somebody else's model, over the interface
// that OpenAI made common: POST /v1/embeddings
// (https://platform.openai.com/docs/api-reference/embeddings).
//
// Nothing that the other side does may hold up a question: each request has its
// time, an answer is believed only if every vector is there, finite and as long
// as the others, and after a failure the endpoint is left alone for a while, in
// which everything fails at once.
package endpoint

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Config is what a client needs. URL is required.
type Config struct {
	URL   string // of the endpoint itself: "https://host/v1/embeddings"
	Model string // as the endpoint calls it
	// Key is sent as a bearer token; nil: none.
	Key interface{ Reveal() string }
	// QueryPrefix and PassagePrefix stand before every question and passage;
	// models that were trained with them need them.
	QueryPrefix, PassagePrefix string
	// Timeout is for a question's request; 0: DefaultTimeout. A batch of
	// passages, which nobody waits for, has batchTimeout.
	Timeout time.Duration
	HTTP    *http.Client     // nil: http.DefaultClient
	Now     func() time.Time // nil: time.Now
}

const (
	// DefaultTimeout is what a question's vector may take.
	DefaultTimeout = time.Second
	// batchTimeout is what a request for passages may take.
	batchTimeout = 30 * time.Second
	// batch is how many passages are sent at once.
	batch = 32
)

// Client embeds texts. It is safe for concurrent use.
type Client struct {
	cfg  Config
	dims atomic.Int64

	mu     sync.Mutex
	until  time.Time     // no request is made before
	pause  time.Duration // the last, 0 after a success
	reason error         // of it
}

// New returns a client; it makes no request.
func New(cfg Config) *Client {
	if cfg.Timeout <= 0 {
		cfg.Timeout = DefaultTimeout
	}
	if cfg.HTTP == nil {
		cfg.HTTP = http.DefaultClient
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Client{cfg: cfg}
}

// Model names what made a vector: the endpoint's model, and a sum of its
// address and the prefixes, which it does not show.
func (c *Client) Model() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%q %q %q %q", c.cfg.URL, c.cfg.Model, c.cfg.QueryPrefix, c.cfg.PassagePrefix))
	return fmt.Sprintf("%s/%x", c.cfg.Model, sum[:8])
}

// Fit names what weights and thresholds were fitted to: the endpoint's model.
func (c *Client) Fit() string { return c.cfg.Model }

// Dims is how many numbers a vector has; 0 before the first answer, which
// decides for all after it.
func (c *Client) Dims() int { return int(c.dims.Load()) }

// Batch is how many passages are best asked for at once.
func (c *Client) Batch() int { return batch }

// Query embeds a question: its direction, of length one. The error is a
// *Failure, or that of ctx.
func (c *Client) Query(ctx context.Context, text string) ([]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, c.cfg.Timeout)
	defer cancel()
	vectors, err := c.embed(ctx, []string{c.cfg.QueryPrefix + text})
	if err != nil {
		return nil, err
	}
	return vectors[0], nil
}

// Passages embeds paragraphs or sentences as Query does, some at a time.
func (c *Client) Passages(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n := min(batch, len(texts))
		prefixed := make([]string, n)
		for i, text := range texts[:n] {
			prefixed[i] = c.cfg.PassagePrefix + text
		}
		vectors, err := c.batch(ctx, prefixed)
		if err != nil {
			return nil, err
		}
		out, texts = append(out, vectors...), texts[n:]
	}
	return out, nil
}

func (c *Client) batch(ctx context.Context, texts []string) ([][]float32, error) {
	ctx, cancel := context.WithTimeout(ctx, batchTimeout)
	defer cancel()
	return c.embed(ctx, texts)
}

// embed makes one request, unless the endpoint is left alone.
func (c *Client) embed(ctx context.Context, texts []string) ([][]float32, error) {
	if err := c.resting(); err != nil {
		return nil, err
	}
	vectors, err := c.request(ctx, texts)
	return vectors, c.note(ctx, err)
}
