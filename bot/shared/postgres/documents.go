package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"articlebot/bot/shared"
)

// readDocuments reads several documents; two arrays name them.
const readDocuments = `
select r.n - 1, d.value, d.version, d.born
from unnest($1::text[], $2::text[]) with ordinality as r (kind, key, n)
join bot_documents d on d.kind = r.kind and d.key = r.key
where d.until is null or d.until > clock_timestamp()`

// Read returns documents.
func (s *Store) Read(ctx context.Context, refs ...shared.Ref) ([]shared.Document, error) {
	kinds, keys := split(refs)
	out := named(refs)
	err := s.query(ctx, readDocuments, []any{kinds, keys}, into(out))
	if err != nil {
		return nil, fmt.Errorf("read documents: %w", err)
	}
	return out, nil
}

func split(refs []shared.Ref) (kinds, keys []string) {
	kinds, keys = make([]string, len(refs)), make([]string, len(refs))
	for i, r := range refs {
		kinds[i], keys[i] = r.Kind, r.Key
	}
	return kinds, keys
}

// named are documents that are not there.
func named(refs []shared.Ref) []shared.Document {
	out := make([]shared.Document, len(refs))
	for i, r := range refs {
		out[i].Ref = r
	}
	return out
}

// into scans rows of readDocuments.
func into(out []shared.Document) func(rows) error {
	return func(r rows) error {
		var n int
		var d shared.Document
		if err := r.Scan(&n, &d.Value, &d.Version, &d.Born); err != nil {
			return fmt.Errorf("read document: %w", err)
		}
		d.Ref = out[n].Ref
		out[n] = d
		return nil
	}
}

// SQLSTATEs that bot_write raises.
const (
	conflict = "AB001"
	lost     = "AB002"
)

// Write changes documents: one trip, and all of it or nothing, as what is sent as
// one batch is one transaction. Rows are locked in one order, so that two writers
// do not wait for each other.
func (s *Store) Write(ctx context.Context, changes ...shared.Write) ([]int64, error) {
	order := make([]int, len(changes))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(changes[a].Kind, changes[b].Kind), cmp.Compare(changes[a].Key, changes[b].Key))
	})
	versions := make([]int64, len(changes))
	err := s.trip(ctx, func(ctx context.Context) error {
		var b pgx.Batch
		if !slices.ContainsFunc(changes, func(w shared.Write) bool { return !w.Brief }) {
			b.Queue(`select set_config('synchronous_commit', 'off', true)`) // until the end of this transaction
		}
		for _, i := range order {
			w := changes[i]
			var lease *string
			var fence int64
			if w.Under != nil {
				lease, fence = &w.Under.Name, w.Under.Token
			}
			b.Queue(`select bot_write($1, $2, $3, $4, $5, $6, $7)`, w.Kind, w.Key, w.Value, int64(w.If), w.TTL.Seconds(), lease, fence).
				QueryRow(func(row pgx.Row) error { return row.Scan(&versions[i]) })
		}
		return s.pool.SendBatch(ctx, &b).Close()
	})
	if err != nil {
		return nil, fmt.Errorf("write documents: %w", refusal(err))
	}
	return versions, nil
}

// refusal tells what bot_write raised.
func refusal(err error) error {
	var p *pgconn.PgError
	if !errors.As(err, &p) {
		return err
	}
	switch p.Code {
	case conflict:
		return shared.ErrConflict
	case lost:
		return shared.ErrLost
	}
	return err
}

// List lists documents of a kind.
func (s *Store) List(ctx context.Context, kind, prefix, after string, limit int) ([]shared.Document, error) {
	var list []shared.Document
	err := s.query(ctx, `
		select key, value, version, born from bot_documents
		where kind = $1 and key >= $2 and key > $3 and starts_with(key, $2) and (until is null or until > clock_timestamp())
		order by key limit $4`, []any{kind, prefix, after, limit}, func(r rows) error {
		d := shared.Document{Ref: shared.Ref{Kind: kind}}
		if err := r.Scan(&d.Key, &d.Value, &d.Version, &d.Born); err != nil {
			return fmt.Errorf("read document: %w", err)
		}
		list = append(list, d)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	return list, nil
}

// DeleteAll deletes documents of a kind.
func (s *Store) DeleteAll(ctx context.Context, kind, prefix string) (n int, err error) {
	err = s.row(ctx, `
		with gone as (delete from bot_documents where kind = $1 and key >= $2 and starts_with(key, $2) returning until)
		select count(*) from gone where until is null or until > clock_timestamp()`, []any{kind, prefix}, &n)
	if err != nil {
		return 0, fmt.Errorf("delete documents: %w", err)
	}
	return n, nil
}
