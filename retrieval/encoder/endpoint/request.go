package endpoint

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"articlebot/retrieval/text"
)

const (
	// mostBytes is the largest answer that is read: a batch of vectors of 4,096
	// numbers, twenty bytes each, has 2.6 MB.
	mostBytes = 16 << 20
	// mostDims is the longest vector that is taken.
	mostDims = 1 << 14
	// excerpt is how much of an answer that is none an error shows.
	excerpt = 80
)

// refusal is an answer that blames the request.
type refusal struct{ status, body string }

func (r *refusal) Error() string { return "answered " + r.status + ": " + r.body }

// busyError is an answer that asks for patience.
type busyError struct {
	status string
	after  time.Duration // 0: it does not say
}

func (b *busyError) Error() string { return "answered " + b.status }

// request sends texts and returns their vectors, each of length one.
func (c *Client) request(ctx context.Context, texts []string) ([][]float32, error) {
	body, err := json.Marshal(struct {
		Model  string   `json:"model,omitempty"`
		Input  []string `json:"input"`
		Format string   `json:"encoding_format"`
	}{c.cfg.Model, texts, "float"})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, c.cfg.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json")
	if c.cfg.Key != nil && c.cfg.Key.Reveal() != "" {
		r.Header.Set("Authorization", "Bearer "+c.cfg.Key.Reveal())
	}
	answer, err := c.cfg.HTTP.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(io.LimitReader(answer.Body, mostBytes+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("read answer: %w", err)
	case len(data) > mostBytes:
		return nil, fmt.Errorf("answer has more than %d bytes", mostBytes)
	}
	if err := c.statusError(answer, data); err != nil {
		return nil, err
	}
	return c.vectors(data, len(texts))
}

// statusError makes an error of a status that is no success. A wrong key or
// address is no fault of the text: it pauses all.
func (c *Client) statusError(answer *http.Response, body []byte) error {
	switch s := answer.StatusCode; {
	case s == http.StatusOK:
		return nil
	case s == http.StatusTooManyRequests || s == http.StatusServiceUnavailable:
		return &busyError{answer.Status, retryAfter(answer.Header.Get("Retry-After"), c.cfg.Now())}
	case s == http.StatusBadRequest || s == http.StatusRequestEntityTooLarge || s == http.StatusUnprocessableEntity:
		return &refusal{answer.Status, c.shown(body)}
	default:
		return fmt.Errorf("answered %s: %s", answer.Status, c.shown(body))
	}
}

// retryAfter reads the header of RFC 9110, section 10.2.3: seconds or a date.
func retryAfter(s string, now time.Time) time.Duration {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Duration(min(max(n, 0), int(longestAsked/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(s); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// shown is the beginning of an answer, on one line and without the key, which
// some servers send back.
func (c *Client) shown(body []byte) string {
	s := strings.Join(strings.Fields(strings.ToValidUTF8(string(body[:min(len(body), 4*excerpt)]), "")), " ")
	if c.cfg.Key != nil && c.cfg.Key.Reveal() != "" {
		s = strings.ReplaceAll(s, c.cfg.Key.Reveal(), "*****")
	}
	return strconv.Quote(text.Shorten(s, excerpt))
}

// vectors takes an answer apart and believes nothing of it.
func (c *Client) vectors(data []byte, want int) ([][]float32, error) {
	var answer struct {
		Data []struct {
			Index     int       `json:"index"`
			Embedding []float64 `json:"embedding"`
		} `json:"data"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, fmt.Errorf("answer %s is not what was asked for: %w", c.shown(data), err)
	}
	if len(answer.Data) != want {
		return nil, fmt.Errorf("answer has %d vectors for %d texts", len(answer.Data), want)
	}
	out := make([][]float32, want)
	for _, d := range answer.Data {
		if d.Index < 0 || d.Index >= want || out[d.Index] != nil {
			return nil, fmt.Errorf("answer has a vector for text %d of %d, or two", d.Index, want)
		}
		v, err := c.unit(d.Embedding)
		if err != nil {
			return nil, err
		}
		out[d.Index] = v
	}
	return out, nil
}

// unit gives a vector the length one, if it has the right number of numbers and
// all are numbers.
func (c *Client) unit(v []float64) ([]float32, error) {
	if len(v) == 0 || len(v) > mostDims {
		return nil, fmt.Errorf("answer has a vector of %d numbers", len(v))
	}
	var square float64
	for _, x := range v {
		square += x * x
	}
	if !(square > 1e-24) || math.IsInf(square, 0) {
		return nil, errors.New("answer has a vector without a direction")
	}
	// Only a sound vector decides how long the others must be.
	if !c.dims.CompareAndSwap(0, int64(len(v))) && c.dims.Load() != int64(len(v)) {
		return nil, fmt.Errorf("answer has a vector of %d numbers, while others have %d", len(v), c.dims.Load())
	}
	out := make([]float32, len(v))
	for i, x := range v {
		out[i] = float32(x / math.Sqrt(square))
	}
	return out, nil
}
