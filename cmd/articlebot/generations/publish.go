package generations

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"articlebot/bot/shared"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/engine"
)

// publish makes what this replica answers from live for all.
func (l *Line) publish(ctx context.Context, h *shared.Held) error {
	record, err := l.Engine.Record(ctx)
	if err != nil {
		return err
	}
	line := l.shared()
	if _, err := l.noteOf(ctx, record.Generation); errors.Is(err, shared.ErrNoGeneration) {
		n, err := l.send(ctx, h, record)
		if err != nil {
			return fmt.Errorf("share generation %s: %w", record.Generation, err)
		}
		about, err := json.Marshal(note{Parts: n})
		if err != nil {
			return err
		}
		g := shared.Generation{Name: string(record.Generation), Made: record.BuiltAt, By: l.Member.ID, Note: about}
		if err := line.Add(ctx, g, h.Lease()); err != nil {
			return fmt.Errorf("share generation %s: %w", record.Generation, err)
		}
	} else if err != nil {
		return err
	}
	live, err := line.Live(ctx)
	if err != nil || live.Name == string(record.Generation) {
		return err
	}
	if err := line.Switch(ctx, live, string(record.Generation), l.Member.ID); err != nil {
		return fmt.Errorf("switch to generation %s: %w", record.Generation, err)
	}
	l.Log.Info("all replicas are told of a generation", "generation", record.Generation)
	l.sweep(ctx, h)
	return nil
}

// send writes a generation's articles in parts and returns how many there are.
func (l *Line) send(ctx context.Context, h *shared.Held, record *engine.Record) (int, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	in, out := io.Pipe()
	defer in.Close()
	go func() { out.CloseWithError(archive.Write(ctx, out, record)) }()
	for n := 0; ; n++ {
		part := make([]byte, partBytes)
		size, err := io.ReadFull(in, part)
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return n, err
		}
		under := h.Lease()
		ref := shared.Ref{Kind: kindPart, Key: partKey(record.Generation, n)}
		if _, err := l.Member.Store.Write(ctx, shared.Write{Ref: ref, Value: part[:size], If: shared.Anything, Under: &under}); err != nil {
			return n, err
		}
	}
}

// sweep takes out of the line what nobody returns to any more.
func (l *Line) sweep(ctx context.Context, h *shared.Held) {
	all, err := l.shared().All(ctx)
	if err != nil {
		return // the next one does it
	}
	for _, g := range all[min(len(all), max(l.Keep, 2)):] {
		if err := l.shared().Drop(ctx, g, h.Lease()); err != nil {
			continue // in use: it goes another time
		}
		if _, err := l.Member.Store.DeleteAll(ctx, kindPart, g.Name+"/"); err != nil {
			l.Log.Warn("parts of an old generation stay", "generation", g.Name, "err", err)
		}
	}
}
