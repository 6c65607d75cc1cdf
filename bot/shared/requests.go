package shared

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"
)

// kindRequest are requests, and TopicRequests is told the id of one that is made or
// done.
const (
	kindRequest   = "request"
	TopicRequests = "requests"
)

// keepRequest is how long a request waits for who does it, and is remembered.
const keepRequest = time.Hour

// ErrNoRequest means that a request was forgotten before it was done.
var ErrNoRequest = errors.New("nobody has done what was asked")

// Request is something that one replica asks of whoever holds a lease: a reload of
// the indexer.
type Request struct {
	ID   string          `json:"id"`
	What string          `json:"what"` // such as "reload"
	By   string          `json:"by"`   // the replica, by its id
	At   time.Time       `json:"at"`
	Ask  json.RawMessage `json:"ask,omitempty"`
	// Done tells that it was done, and Answer what came of it.
	Done   bool            `json:"done,omitempty"`
	Answer json.RawMessage `json:"answer,omitempty"`

	version int64
}

// Ask makes a request and returns its id.
func Ask(ctx context.Context, s Store, r Request) (string, error) {
	var b [8]byte
	_, _ = rand.Read(b[:]) // it never fails: https://pkg.go.dev/crypto/rand#Read
	r.ID = hex.EncodeToString(b[:])
	now, err := s.Now(ctx)
	if err != nil {
		return "", err
	}
	r.At = now
	return r.ID, writeRequest(ctx, s, r, Nothing)
}

func writeRequest(ctx context.Context, s Store, r Request, expected Condition) error {
	value, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode request: %w", err)
	}
	if _, err := s.Write(ctx, Write{Ref: Ref{kindRequest, r.ID}, Value: value, If: expected, TTL: keepRequest}); err != nil {
		return err
	}
	return s.Notify(ctx, TopicRequests, r.ID)
}

// Pending lists the requests that are not done, the oldest first.
func Pending(ctx context.Context, s Store) ([]Request, error) {
	docs, err := all(ctx, s, kindRequest, "")
	if err != nil {
		return nil, err
	}
	slices.SortFunc(docs, func(a, b Document) int { return cmp.Compare(a.Born, b.Born) })
	var list []Request
	for _, d := range docs {
		r, err := decodeRequest(d)
		if err != nil {
			return nil, err
		}
		if !r.Done {
			list = append(list, r)
		}
	}
	return list, nil
}

func decodeRequest(d Document) (Request, error) {
	r := Request{version: d.Version}
	if err := json.Unmarshal(d.Value, &r); err != nil {
		return Request{}, fmt.Errorf("decode request %s: %w", d.Key, err)
	}
	return r, nil
}

// Answer notes that a request of Pending is done. The error is ErrConflict if
// another has done it.
func Answer(ctx context.Context, s Store, r Request, answer json.RawMessage) error {
	r.Done, r.Answer = true, answer
	return writeRequest(ctx, s, r, Condition(r.version))
}

// Await waits until a request is done, and returns what came of it.
func Await(ctx context.Context, s Store, id string) (json.RawMessage, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ear := s.Listen(ctx, TopicRequests)
	for {
		docs, err := s.Read(ctx, Ref{kindRequest, id})
		if err != nil && !errors.Is(err, ErrUnavailable) {
			return nil, err
		}
		if err == nil && docs[0].Value == nil {
			return nil, ErrNoRequest
		}
		if err == nil {
			r, err := decodeRequest(docs[0])
			if err != nil || r.Done {
				return r.Answer, err
			}
		}
		select {
		case <-ear:
		case <-ctx.Done():
			return nil, fmt.Errorf("wait for an answer: %w", ctx.Err())
		}
	}
}
