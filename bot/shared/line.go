package shared

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kinds of documents and topics of notices of the line of generations.
const (
	kindGeneration = "generation"
	kindLive       = "live"
	kindLineName   = "line"
	// TopicLive is told the name of a generation when it goes live.
	TopicLive = "live"
)

// Why a generation is not switched to or dropped.
var (
	ErrNoGeneration = errors.New("there is no such generation in the line")
	ErrInUse        = errors.New("the generation is in use")
)

// Line is the line of generations that replicas answer from.
type Line struct{ Store Store }

// Generation is one that was built, and can be had by every replica.
type Generation struct {
	Name string    `json:"name"`
	Made time.Time `json:"made"`
	By   string    `json:"by"` // the replica, by its id
	// Note is of whoever made it: where it is, what it holds.
	Note json.RawMessage `json:"note,omitempty"`

	ref Document // as read
}

// Name is what names the state that replicas share, made up by the first that asks
// under the indexer's lease.
func (l Line) Name(ctx context.Context, under Lease) (string, error) {
	ref := Ref{kindLineName, ""}
	for {
		docs, err := l.Store.Read(ctx, ref)
		if err != nil {
			return "", err
		}
		if docs[0].Value != nil {
			return strings.Trim(string(docs[0].Value), `"`), nil
		}
		_, err = l.Store.Write(ctx, Write{Ref: ref, Value: []byte(`"` + rand.Text() + `"`), If: Nothing, Under: &under})
		if err != nil && !errors.Is(err, ErrConflict) {
			return "", err
		}
	}
}

// Live is what replicas should answer from.
type Live struct {
	Name   string    `json:"name"`   // "" before the first
	Before string    `json:"before"` // what was live before
	Since  time.Time `json:"since"`
	By     string    `json:"by"`

	version int64
}

// Add puts a generation into the line. Under is the indexer's lease, whose loss
// is ErrLost; one of that name is replaced.
func (l Line) Add(ctx context.Context, g Generation, under Lease) error {
	value, err := json.Marshal(g)
	if err != nil {
		return fmt.Errorf("encode generation: %w", err)
	}
	_, err = l.Store.Write(ctx, Write{Ref: Ref{kindGeneration, g.Name}, Value: value, If: Anything, Under: &under})
	return err
}

// All lists the line, the latest first.
func (l Line) All(ctx context.Context) ([]Generation, error) {
	docs, err := all(ctx, l.Store, kindGeneration, "")
	if err != nil {
		return nil, err
	}
	slices.SortFunc(docs, func(a, b Document) int { return cmp.Compare(b.Born, a.Born) })
	list := make([]Generation, 0, len(docs))
	for _, d := range docs {
		g, err := decodeGeneration(d)
		if err != nil {
			return nil, err
		}
		list = append(list, g)
	}
	return list, nil
}

// Get is a generation of the line, ErrNoGeneration if it is not in it.
func (l Line) Get(ctx context.Context, name string) (Generation, error) {
	docs, err := l.Store.Read(ctx, Ref{kindGeneration, name})
	if err != nil {
		return Generation{}, err
	}
	return decodeGeneration(docs[0])
}

// decodeGeneration is a generation as it was read.
func decodeGeneration(d Document) (g Generation, err error) {
	if d.Value == nil {
		return g, ErrNoGeneration
	}
	if err := json.Unmarshal(d.Value, &g); err != nil {
		return g, fmt.Errorf("decode generation %s: %w", d.Key, err)
	}
	g.ref = d
	return g, nil
}

// pageSize is how many documents are listed in one trip.
const pageSize = 500

// all lists all documents of a kind whose key begins with prefix.
func all(ctx context.Context, s Documents, kind, prefix string) (list []Document, err error) {
	for after := ""; ; {
		page, err := s.List(ctx, kind, prefix, after, pageSize)
		if err != nil {
			return nil, err
		}
		list = append(list, page...)
		if len(page) < pageSize {
			return list, nil
		}
		after = page[len(page)-1].Key
	}
}

// Live reads what is live. The Name is "" where nothing is yet.
func (l Line) Live(ctx context.Context) (Live, error) {
	docs, err := l.Store.Read(ctx, Ref{kindLive, ""})
	if err != nil {
		return Live{}, err
	}
	var live Live
	if docs[0].Value == nil {
		return live, nil
	}
	if err := json.Unmarshal(docs[0].Value, &live); err != nil {
		return Live{}, fmt.Errorf("decode what is live: %w", err)
	}
	live.version = docs[0].Version
	return live, nil
}

// Switch makes a generation of the line live, forward or back, and tells everybody
// on TopicLive. from is what Live returned: where that has changed since the error
// is ErrConflict. ErrNoGeneration means that it is not in the line any more.
func (l Line) Switch(ctx context.Context, from Live, to, by string) error {
	g, err := l.Get(ctx, to)
	if err != nil {
		return err
	}
	now, err := l.Store.Now(ctx)
	if err != nil {
		return err
	}
	value, err := json.Marshal(Live{Name: to, Before: from.Name, Since: now, By: by})
	if err != nil {
		return fmt.Errorf("encode what is live: %w", err)
	}
	// The generation is written again, so that one who drops it this moment fails.
	_, err = l.Store.Write(ctx,
		Write{Ref: g.ref.Ref, Value: g.ref.Value, If: Condition(g.ref.Version)},
		Write{Ref: Ref{kindLive, ""}, Value: value, If: Condition(from.version)})
	if err != nil {
		return err
	}
	return l.Store.Notify(ctx, TopicLive, to)
}

// Drop takes a generation out of the line, after which what is kept of it may go.
// The error is ErrInUse while it is live or a replica serves or opens it.
func (l Line) Drop(ctx context.Context, g Generation, under Lease) error {
	live, err := l.Live(ctx)
	if err != nil {
		return err
	}
	replicas, err := Replicas(ctx, l.Store)
	if err != nil {
		return err
	}
	used := live.Name == g.Name || slices.ContainsFunc(replicas, func(r Replica) bool { return r.Serves == g.Name || r.Opens == g.Name })
	if used {
		return ErrInUse
	}
	_, err = l.Store.Write(ctx, Write{Ref: g.ref.Ref, If: Condition(g.ref.Version), Under: &under})
	if errors.Is(err, ErrConflict) {
		return ErrInUse // somebody has just switched to it
	}
	return err
}
