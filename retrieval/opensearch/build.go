package opensearch

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"articlebot/retrieval"
)

// build writes one generation: the passages that are new, and into those that
// are gone that they died. Until it is committed no generation that can be opened
// finds anything else than before.
type build struct {
	backend *Backend
	born    int64
	fence   fence
	batch   batch
	// places are those of all passages by their number.
	places []place
	taken  []place // of those that were taken over
	// from is the generation that they were taken from, 0: none; lost are those
	// of it that are not in this one.
	from int64
	lost []place
	// wrote tells that the cluster may hold something of it, killed that passages
	// may have died in it.
	wrote, killed, done bool
}

// may fails where another process is the one that builds now.
func (b *build) may() error {
	us, err := b.backend.may()
	if err == nil && b.backend.cfg.Lease != nil && us.Token != b.fence.Token {
		err = ErrFenced
	}
	return err
}

// takeOver takes what stays from base.
func (b *build) takeOver(ctx context.Context, base *retrieval.Base) error {
	if base == nil {
		return nil
	}
	x, ok := base.Index.(*Index)
	if !ok || x.backend != b.backend || x.born >= b.born {
		return nil
	}
	b.from, b.taken = x.born, make([]place, base.Docs)
	x.table.each(func(p place, number int) {
		if number < len(base.Moved) && base.Moved[number] >= 0 {
			b.taken[base.Moved[number]] = p
		} else {
			b.lost = append(b.lost, p)
		}
	})
	// What died in a generation after base, which was rolled back from, is written
	// anew: nobody lives twice.
	err := b.backend.each(ctx, all(atMost(bornField, b.from), more(diedField, b.from), less(diedField, forever)), func(p place) error {
		if number, ok := x.table.number(p); ok && base.Moved[number] >= 0 {
			b.taken[base.Moved[number]] = place{}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("begin index: %w", err)
	}
	b.places = slices.Clone(b.taken)
	return nil
}

// Wants tells whether a document must be added.
func (b *build) Wants(number int) bool { return number >= len(b.taken) || b.taken[number].born == 0 }

// passage is a document of the cluster.
type passage struct {
	Born  int64  `json:"born"`
	Died  int64  `json:"died"`
	Place uint32 `json:"n"`
	Terms string `json:"terms"`
}

// documentID names a passage in the cluster.
func documentID(p place) string {
	return strconv.FormatInt(p.born, 36) + "." + strconv.FormatUint(uint64(p.n), 36)
}

// Add appends documents.
func (b *build) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := place{b.born, uint32(d.Number)}
		b.wrote = true
		if err := b.batch.put(ctx, documentID(p), passage{p.born, forever, p.n, strings.Join(d.Terms, " ")}); err != nil {
			return err
		}
		b.places = set(b.places, d.Number, p)
	}
	return nil
}

// set is list[at] = p in a list that grows.
func set(list []place, at int, p place) []place {
	if at >= len(list) {
		list = append(list, make([]place, at+1-len(list))...)
	}
	list[at] = p
	return list
}

// Commit makes the generation whole and opens it. From the moment that the
// builder document is written again nobody who began before can commit; its
// manifest is what makes it be found.
func (b *build) Commit(ctx context.Context) (retrieval.Index, error) {
	x, err := b.commit(ctx)
	if err != nil {
		return nil, fmt.Errorf("finish index: %w", err)
	}
	b.done = true
	x.release = b.backend.use(b.born)
	return x, nil
}

func (b *build) commit(ctx context.Context) (*Index, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	k := b.backend
	t := newTable(b.places)
	if err := b.batch.flush(ctx); err != nil {
		return nil, err
	}
	if err := k.holds(ctx, &b.fence); err != nil { // before others' passages are touched
		return nil, err
	}
	if err := b.kill(ctx, t); err != nil {
		return nil, err
	}
	n, err := k.holding(ctx, b.born, t)
	if err != nil {
		return nil, err
	}
	if n != t.docs {
		return nil, fmt.Errorf("the cluster holds %d passages of %d", n, t.docs)
	}
	m := manifest{Born: b.born}
	if m.Pieces, err = k.writeTable(ctx, b.born, t); err != nil {
		return nil, err
	}
	if err := b.may(); err != nil {
		return nil, err
	}
	b.fence.Done = true
	if err := k.hold(ctx, &b.fence, false); err != nil {
		return nil, err
	}
	m.Committed = true
	if err := k.writeManifest(ctx, m); err != nil {
		return nil, err
	}
	return &Index{backend: k, born: b.born, table: t}, nil
}

// kill ends the lives of all passages that the generation does not have: those
// of base, those of generations after it, and what builds left that were never
// committed.
func (b *build) kill(ctx context.Context, t *table) error {
	k := b.backend
	if err := k.refresh(ctx, k.cfg.Name); err != nil {
		return err
	}
	b.killed = true
	end := func(p place) error {
		if _, ok := t.number(p); ok {
			return nil
		}
		return b.batch.change(ctx, documentID(p), map[string]int64{diedField: b.born})
	}
	for _, p := range b.lost {
		if err := end(p); err != nil {
			return err
		}
	}
	strays := all(more(bornField, b.from), less(bornField, b.born), more(diedField, b.born))
	if err := k.each(ctx, strays, end); err != nil {
		return err
	}
	if err := b.batch.flush(ctx); err != nil {
		return err
	}
	return k.refresh(ctx, k.cfg.Name)
}

// abortTime is how long the cluster has to forget a build.
const abortTime = time.Minute

// Abort removes what was written. Where the cluster is gone the next build
// does that.
func (b *build) Abort() error {
	if b.done {
		return nil
	}
	b.done = true
	if !b.wrote && !b.killed {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), abortTime)
	defer cancel()
	k := b.backend
	b.batch = batch{client: k.client, index: k.cfg.Name}
	revive := func(p place) error {
		return b.batch.change(ctx, documentID(p), map[string]int64{diedField: forever})
	}
	remove := func(p place) error { return b.batch.remove(ctx, documentID(p)) }
	err := k.refresh(ctx, k.cfg.Name)
	if err == nil && b.killed {
		err = k.each(ctx, all(exactly(diedField, b.born)), revive)
	}
	if err == nil {
		err = k.each(ctx, all(exactly(bornField, b.born)), remove)
	}
	if err == nil {
		err = b.batch.flush(ctx)
	}
	if err == nil {
		err = k.refresh(ctx, k.cfg.Name)
	}
	return wrap("remove unfinished index", err)
}
