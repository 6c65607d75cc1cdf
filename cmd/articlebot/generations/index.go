package generations

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"articlebot/bot/shared"
	"articlebot/retrieval"
	"articlebot/retrieval/clock"
)

// What is asked of the indexer.
const (
	askReload   = "reload"
	askRollback = "rollback"
)

// asked are the options that travel with a request.
type asked struct {
	Force bool `json:"force,omitempty"`
	Dry   bool `json:"dry,omitempty"`
}

// answered is what came of a request.
type answered struct {
	Report retrieval.Report `json:"report"`
	Err    string           `json:"err,omitempty"`
	// NoPrevious tells that Err is retrieval.ErrNoPrevious, and Running that it is a
	// *retrieval.ReloadingError.
	NoPrevious bool                `json:"no_previous,omitempty"`
	Running    *retrieval.Progress `json:"running,omitempty"`
}

func (a answered) err() error {
	switch {
	case a.Running != nil:
		return &retrieval.ReloadingError{Progress: *a.Running}
	case a.NoPrevious:
		return retrieval.ErrNoPrevious
	case a.Err != "":
		return errors.New(a.Err)
	}
	return nil
}

// index is what the indexer does: it begins with what is live and does what others
// ask until the lease ends.
func (l *Line) index(ctx context.Context, h *shared.Held) error {
	name, err := l.name(ctx, h)
	if err != nil {
		return err
	}
	l.held.Store(&post{h, name})
	defer l.held.Store(nil)
	l.Log.Info("this replica reads the sources")
	if err := l.opened(ctx); err != nil {
		return err
	}
	asked := l.Member.Store.Listen(ctx, shared.TopicRequests)
	if err := l.begin(ctx, h); err != nil && ctx.Err() == nil {
		l.Log.Warn("what this replica answers from is not shared yet", "err", err)
	}
	for range asked {
		if err := l.serve(ctx, h); err != nil && ctx.Err() == nil {
			l.Log.Warn("what other replicas ask for is not done", "err", err)
		}
	}
	return ctx.Err()
}

// name is that of what the replicas share. A store that is away is asked again.
func (l *Line) name(ctx context.Context, h *shared.Held) (string, error) {
	for {
		name, err := l.shared().Name(ctx, h.Lease())
		if err == nil {
			return name, nil
		}
		if err := clock.Sleep(ctx, lookFor); err != nil {
			return "", err
		}
	}
}

// begin goes on from what is live, or shares what there is as the first of the
// line.
func (l *Line) begin(ctx context.Context, h *shared.Held) error {
	live, err := l.shared().Live(ctx)
	if err != nil {
		return err
	}
	if live.Name == "" {
		return l.publish(ctx, h)
	}
	return l.catchUp(ctx)
}

// serve does what others ask for.
func (l *Line) serve(ctx context.Context, h *shared.Held) error {
	if live, err := l.shared().Live(ctx); err == nil && live.Name == "" {
		if err := l.publish(ctx, h); err != nil {
			return err
		}
	}
	list, err := shared.Pending(ctx, l.Member.Store)
	if err != nil {
		return err
	}
	for _, r := range list {
		var o asked
		if len(r.Ask) > 0 && json.Unmarshal(r.Ask, &o) != nil {
			continue // of another version of the program; it is forgotten in time
		}
		var a answered
		switch r.What {
		case askReload:
			a = answer(l.reload(ctx, h, retrieval.ReloadOptions{Force: o.Force, Dry: o.Dry}))
		case askRollback:
			a = answer(l.rollback(ctx, h))
		default:
			continue
		}
		value, err := json.Marshal(a)
		if err != nil {
			return fmt.Errorf("encode a report: %w", err)
		}
		if err := shared.Answer(ctx, l.Member.Store, r, value); err != nil {
			return err
		}
	}
	return nil
}

func answer(r retrieval.Report, err error) answered {
	a := answered{Report: r, NoPrevious: errors.Is(err, retrieval.ErrNoPrevious)}
	var running *retrieval.ReloadingError
	if errors.As(err, &running) {
		a.Running = &running.Progress
	}
	if err != nil {
		a.Err = err.Error()
	}
	return a
}

// reload reads the sources here and makes what came of it live for all.
func (l *Line) reload(ctx context.Context, h *shared.Held, o retrieval.ReloadOptions) (retrieval.Report, error) {
	defer l.change()()
	r, err := l.Engine.Reload(ctx, o)
	if err != nil || o.Dry {
		return r, err
	}
	return r, l.publish(ctx, h)
}

func (l *Line) rollback(ctx context.Context, h *shared.Held) (retrieval.Report, error) {
	defer l.change()()
	r, err := l.Engine.Rollback(ctx)
	if errors.Is(err, retrieval.ErrNoPrevious) { // it was made before this replica came
		r, err = l.returnTo(ctx, err)
	}
	if err != nil {
		return r, err
	}
	return r, l.publish(ctx, h)
}

// returnTo adopts the generation of the line before the one that is live; none is
// why where there is none.
func (l *Line) returnTo(ctx context.Context, none error) (retrieval.Report, error) {
	at := string(l.Engine.Status().Generation)
	all, err := l.shared().All(ctx)
	if err != nil {
		return retrieval.Report{}, err
	}
	for _, g := range all {
		if !before(g.Name, at) {
			continue
		}
		record, err := l.Fetch(ctx, retrieval.Generation(g.Name))
		if err != nil {
			return retrieval.Report{}, err
		}
		return l.Engine.Adopt(ctx, record, true)
	}
	return retrieval.Report{}, none
}

// Reload has the sources read by the indexer, which may be this replica, and
// answers from what came of it.
func (l *Line) Reload(ctx context.Context, o retrieval.ReloadOptions) (retrieval.Report, error) {
	if h := l.held.Load(); h != nil && h.Valid() {
		return l.reload(ctx, h.Held, o)
	}
	return l.ask(ctx, askReload, asked{Force: o.Force, Dry: o.Dry})
}

// Rollback has all replicas return to the generation before.
func (l *Line) Rollback(ctx context.Context) (retrieval.Report, error) {
	if h := l.held.Load(); h != nil && h.Valid() {
		return l.rollback(ctx, h.Held)
	}
	return l.ask(ctx, askRollback, asked{})
}

// ask asks the indexer and follows it.
func (l *Line) ask(ctx context.Context, what string, o asked) (retrieval.Report, error) {
	value, err := json.Marshal(o)
	if err != nil {
		return retrieval.Report{}, err
	}
	id, err := shared.Ask(ctx, l.Member.Store, shared.Request{What: what, By: l.Member.ID, Ask: value})
	if err != nil {
		return retrieval.Report{}, fmt.Errorf("ask the replica that reads the sources: %w", err)
	}
	value, err = shared.Await(ctx, l.Member.Store, id)
	if err != nil {
		return retrieval.Report{}, fmt.Errorf("ask the replica that reads the sources: %w", err)
	}
	var a answered
	if err := json.Unmarshal(value, &a); err != nil {
		return retrieval.Report{}, fmt.Errorf("read what the replica that reads the sources says: %w", err)
	}
	if err := a.err(); err != nil {
		return a.Report, err
	}
	return a.Report, l.catchUp(ctx)
}
