package opensearch

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"articlebot/retrieval"
)

// retainTime is how long the cluster has for letting go of generations.
const retainTime = 5 * time.Minute

// Retain lets go of all other generations: from now on they cannot be opened.
// Their passages are swept when they are not open here, and not sooner than the
// grace for other processes is over. Where another process is the one that builds
// it does nothing.
func (b *Backend) Retain(keep []retrieval.Generation) error {
	ctx, cancel := context.WithTimeout(context.Background(), retainTime)
	defer cancel()
	err := b.retain(ctx, keep)
	if errors.Is(err, retrieval.ErrNotBuilder) {
		return nil
	}
	return wrap("remove old indexes", err)
}

// Destroy removes everything that the Backend has in the cluster.
func (b *Backend) Destroy() error {
	ctx, cancel := context.WithTimeout(context.Background(), retainTime)
	defer cancel()
	var failed []error
	for _, name := range []string{b.cfg.Name, b.lines(), b.vectors()} {
		if err := b.client.call(ctx, patiently, http.MethodDelete, "/"+name, nil, nil); err != nil && !has(err, http.StatusNotFound) {
			failed = append(failed, err)
		}
	}
	b.ready.Store(false)
	b.shared.Store(false)
	return wrap("remove index from the cluster", errors.Join(failed...))
}

func (b *Backend) retain(ctx context.Context, keep []retrieval.Generation) error {
	us, err := b.may()
	if err != nil {
		return err
	}
	if b.cfg.Needed != nil {
		more, err := b.cfg.Needed(ctx)
		if err != nil {
			return err
		}
		keep = append(slices.Clone(keep), more...)
	}
	list, err := b.manifests(ctx)
	if err != nil {
		return err
	}
	var last document[builder]
	if err := b.client.call(ctx, quickly, http.MethodGet, b.line(builderID), nil, &last); err != nil && !has(err, http.StatusNotFound) {
		return err
	}
	if b.foreign(last.Source, us) {
		return ErrOwned
	}
	if b.cfg.Lease != nil && us.Token < last.Source.Token {
		return retrieval.ErrNotBuilder // it is not known here yet that it has passed on
	}
	used, now := b.used(), b.cfg.Now()
	var needed []int64
	var over []manifest
	for _, m := range list {
		kept := slices.Contains(keep, generationOf(m.Born))
		if !kept && m.Dropped == 0 {
			m.Dropped = max(now.UnixMilli(), 1)
			if _, err := b.may(); err != nil {
				return err
			}
			if err := b.writeManifest(ctx, m); err != nil {
				return err
			}
		}
		switch {
		case kept || slices.Contains(used, m.Born) || now.Sub(time.UnixMilli(m.Dropped)) < b.cfg.Grace:
			needed = append(needed, m.Born)
		default:
			over = append(over, m)
		}
	}
	var failed []error
	for _, m := range over {
		if _, err := b.may(); err != nil {
			return err
		}
		failed = append(failed, b.removeManifest(ctx, m))
	}
	if err := errors.Join(failed...); err != nil || len(needed) == 0 {
		return err
	}
	return b.sweep(ctx, needed)
}

// sweep removes the passages that none of the generations finds. What was born
// after the last of them may be of a build under way.
func (b *Backend) sweep(ctx context.Context, needed []int64) error {
	if err := b.refresh(ctx, b.cfg.Name); err != nil {
		return err
	}
	var found []filter
	for _, born := range needed {
		found = append(found, all(alive(born)...))
	}
	unfound := filter{"bool": filter{"filter": less(bornField, slices.Max(needed)), "must_not": found}}
	out := batch{client: b.client, index: b.cfg.Name, may: func() error { _, err := b.may(); return err }}
	if err := b.each(ctx, unfound, func(p place) error { return out.remove(ctx, documentID(p)) }); err != nil {
		return err
	}
	if len(out.writes) == 0 {
		return nil
	}
	if err := out.flush(ctx); err != nil {
		return err
	}
	return b.refresh(ctx, b.cfg.Name)
}
