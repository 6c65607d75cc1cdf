package generations

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"articlebot/bot/shared"
	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/clock"
	"articlebot/retrieval/engine"
)

// follow takes over what is live, whenever that changes, until ctx ends.
func (l *Line) follow(ctx context.Context) {
	if l.opened(ctx) != nil {
		return
	}
	for range l.Member.Store.Listen(ctx, shared.TopicLive) {
		if err := l.catchUp(ctx); err != nil && ctx.Err() == nil {
			l.Log.Warn("the generation that is live is not answered from yet", "err", err)
		}
	}
}

// lookFor is how often it is looked who reads the sources, and what is live.
const lookFor = 200 * time.Millisecond

var _ engine.Others = (*Line)(nil)

// Live is what an engine begins with: what is live, once it is known who reads the
// sources, or "" if that is this replica and nothing is live yet. What the first of
// all makes is waited for.
func (l *Line) Live(ctx context.Context) (retrieval.Generation, error) {
	for said := false; ; {
		live, err := l.shared().Live(ctx)
		if err != nil {
			return "", err
		}
		taken := l.Indexes()
		if !taken && live.Name != "" {
			if taken, err = l.taken(ctx); err != nil {
				return "", err
			}
		}
		if taken {
			return retrieval.Generation(live.Name), nil
		}
		if !said && live.Name == "" {
			said = true
			l.Log.Info("waiting for the articles of the replica that reads the sources")
		}
		if err := clock.Sleep(ctx, lookFor); err != nil {
			return "", err
		}
	}
}

// taken tells whether another replica reads the sources.
func (l *Line) taken(ctx context.Context) (bool, error) {
	leases, err := l.Member.Store.Held(ctx, LeaseName)
	if err != nil {
		return false, err
	}
	now, err := l.Member.Store.Now(ctx)
	if err != nil {
		return false, err
	}
	for _, other := range leases {
		if other.Name == LeaseName && other.Owner != "" && other.Owner != l.Member.ID && other.Until.After(now) {
			return true, nil
		}
	}
	return false, nil
}

// lookAgain is how long what replaces the articles here already is waited for.
const lookAgain = 100 * time.Millisecond

// catchUp answers from what is live. When it returns without an error this replica
// does.
func (l *Line) catchUp(ctx context.Context) error {
	for {
		err := l.step(ctx)
		var running *retrieval.ReloadingError
		if !errors.As(err, &running) {
			return err
		}
		if err := clock.Sleep(ctx, lookAgain); err != nil {
			return err
		}
	}
}

// step looks once what is live, and takes it over, unless this replica is about to
// replace it: then all are told again.
func (l *Line) step(ctx context.Context) error {
	l.steps.Lock()
	defer l.steps.Unlock()
	if l.changes > 0 {
		return nil
	}
	live, err := l.shared().Live(ctx)
	if err != nil || live.Name == "" {
		return err
	}
	g := retrieval.Generation(live.Name)
	if l.Engine.Status().Generation == g && !l.Engine.Spare() {
		return nil
	}
	l.opening.Store(&live.Name)
	defer l.opening.Store(nil)
	back := live.Before == string(l.Engine.Status().Generation) && before(live.Name, live.Before)
	report, err := l.adopt(ctx, g, back)
	if err != nil {
		return err
	}
	if report.Switched {
		l.Log.Info("answering from what the indexer made", "generation", live.Name, "by", live.By, "articles", report.To.Articles, "took", report.Took.String())
		if l.Switched != nil {
			l.Switched()
		}
	}
	return nil
}

// before tells whether a generation was built before another, by the times that
// they are named by.
func before(a, b string) bool {
	return len(a) < len(b) || len(a) == len(b) && a < b
}

// adopt takes a generation over, from what is kept here if that is sound.
func (l *Line) adopt(ctx context.Context, g retrieval.Generation, back bool) (retrieval.Report, error) {
	if l.Engine.Has(g) {
		if r, err := l.Engine.Adopt(ctx, &engine.Record{Generation: g}, back); err == nil {
			return r, nil
		}
	}
	record, err := l.Fetch(ctx, g)
	if err != nil {
		return retrieval.Report{}, err
	}
	return l.Engine.Adopt(ctx, record, back)
}

// note is what the indexer says of a generation.
type note struct {
	Parts int `json:"parts"`
}

// Kinds and sizes of what travels.
const (
	kindPart = "generation:part"
	// partBytes is how large a part is: a document is read and written whole.
	partBytes = 1 << 20
	// partsAtOnce is how many parts are in memory.
	partsAtOnce = 4
)

func partKey(g retrieval.Generation, n int) string { return fmt.Sprintf("%s/%06d", g, n) }

// Fetch reads a generation's articles from its parts.
func (l *Line) Fetch(ctx context.Context, g retrieval.Generation) (*engine.Record, error) {
	of, err := l.noteOf(ctx, g)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	in, out := io.Pipe()
	defer in.Close()
	go func() { out.CloseWithError(l.parts(ctx, g, of.Parts, out)) }()
	record, err := archive.Read(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("fetch generation %s: %w", g, err)
	}
	if record.Generation != g {
		return nil, fmt.Errorf("fetch generation %s: it holds %s", g, record.Generation)
	}
	return record, nil
}

// noteOf is what the indexer says of a generation of the line.
func (l *Line) noteOf(ctx context.Context, g retrieval.Generation) (n note, err error) {
	of, err := l.shared().Get(ctx, string(g))
	if err != nil {
		return n, err
	}
	if err := json.Unmarshal(of.Note, &n); err != nil {
		return n, fmt.Errorf("read of generation %s: %w", g, err)
	}
	return n, nil
}

// parts writes the parts of a generation to w, in order.
func (l *Line) parts(ctx context.Context, g retrieval.Generation, n int, w io.Writer) error {
	for from := 0; from < n; from += partsAtOnce {
		var refs []shared.Ref
		for i := from; i < min(n, from+partsAtOnce); i++ {
			refs = append(refs, shared.Ref{Kind: kindPart, Key: partKey(g, i)})
		}
		docs, err := l.Member.Store.Read(ctx, refs...)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if d.Value == nil {
				return fmt.Errorf("part %s is gone", d.Key)
			}
			if _, err := w.Write(d.Value); err != nil {
				return err
			}
		}
	}
	return nil
}
