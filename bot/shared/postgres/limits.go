package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"articlebot/bot/shared"
)

const drawTokens = `select refused, first, wait from bot_draw($1, $2, $3)`

// buckets are the arguments of bot_draw, and where each stands among the draws:
// those without a limit are left out.
type buckets struct {
	keys           []string
	bursts, everys []float64
	index          []int
}

func bucketsOf(draws []shared.Draw) buckets {
	b := buckets{keys: []string{}, bursts: []float64{}, everys: []float64{}}
	for i, d := range draws {
		if d.Burst < 0 {
			continue
		}
		b.keys = append(b.keys, d.Key)
		b.bursts = append(b.bursts, float64(d.Burst))
		b.everys = append(b.everys, d.Every.Seconds())
		b.index = append(b.index, i)
	}
	return b
}

// scan reads what bot_draw says.
func (b buckets) scan(row pgx.Row, out *shared.Drawn) error {
	var wait float64
	if err := row.Scan(&out.Refused, &out.First, &wait); err != nil {
		return err //nolint:wrapcheck // trip has to see what the server said
	}
	out.Wait = time.Duration(wait * float64(time.Second))
	if out.Refused >= 0 {
		out.Refused = b.index[out.Refused]
	}
	return nil
}

// Draw takes tokens.
func (s *Store) Draw(ctx context.Context, draws ...shared.Draw) (shared.Drawn, error) {
	out := shared.Drawn{Refused: -1}
	b := bucketsOf(draws)
	if len(b.keys) == 0 {
		return out, nil
	}
	err := s.trip(ctx, func(ctx context.Context) error {
		return b.scan(s.pool.QueryRow(ctx, drawTokens, b.keys, b.bursts, b.everys), &out)
	})
	if err != nil {
		return shared.Drawn{Refused: -1}, fmt.Errorf("draw: %w", err)
	}
	return out, nil
}

// Consult draws and reads in one trip.
func (s *Store) Consult(ctx context.Context, draws []shared.Draw, refs []shared.Ref) (shared.Drawn, []shared.Document, error) {
	out, docs := shared.Drawn{Refused: -1}, named(refs)
	b := bucketsOf(draws)
	kinds, keys := split(refs)
	err := s.trip(ctx, func(ctx context.Context) error {
		docs = named(refs)
		var batch pgx.Batch
		if len(b.keys) > 0 {
			batch.Queue(drawTokens, b.keys, b.bursts, b.everys).QueryRow(func(row pgx.Row) error { return b.scan(row, &out) })
		}
		batch.Queue(readDocuments, kinds, keys).Query(func(r pgx.Rows) error { return readRows(r, into(docs)) })
		return s.pool.SendBatch(ctx, &batch).Close()
	})
	if err != nil {
		return shared.Drawn{Refused: -1}, nil, fmt.Errorf("consult: %w", err)
	}
	return out, docs, nil
}
