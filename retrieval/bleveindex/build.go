package bleveindex

import (
	"context"
	"encoding/binary"
	"fmt"
	"strings"

	"articlebot/retrieval"

	"github.com/blevesearch/bleve/v2"
)

// batchSize is how many documents go into the index at once: larger batches
// save no time and cost memory.
const batchSize = 1000

// statsKey is where an index keeps its Stats.
var statsKey = []byte("articlebot.stats")

// stats are the numbers that bleve gets wrong by itself: its average length
// counts distinct terms of a segment, so ranking would change with merges.
type stats struct{ docs, terms uint64 }

// build writes one index.
type build struct {
	idx    bleve.Index
	batch  *bleve.Batch
	stats  stats
	commit func(*build) (retrieval.Index, error)
	drop   func() error
	done   bool
}

var _ retrieval.Build = (*build)(nil)

// Add appends documents.
func (b *build) Add(ctx context.Context, docs []retrieval.IndexDocument) error {
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return err
		}
		doc := map[string]any{termsField: strings.Join(d.Terms, " ")}
		if err := b.batch.Index(docID(d.Number), doc); err != nil {
			return fmt.Errorf("index passage %d: %w", d.Number, err)
		}
		b.stats.docs++
		b.stats.terms += uint64(len(d.Terms))
		if b.batch.Size() >= batchSize {
			if err := b.flush(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *build) flush() error {
	if err := b.idx.Batch(b.batch); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	b.batch.Reset()
	return nil
}

// Commit makes the index whole and opens it.
func (b *build) Commit(ctx context.Context) (retrieval.Index, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := b.flush(); err != nil {
		return nil, err
	}
	if err := b.idx.SetInternal(statsKey, b.stats.encode()); err != nil {
		return nil, fmt.Errorf("write index: %w", err)
	}
	b.done = true
	return b.commit(b)
}

// Abort drops the index.
func (b *build) Abort() error {
	if b.done {
		return nil
	}
	b.done = true
	return b.drop()
}

// docID is four bytes, so that bleve's order of ids is that of the numbers.
func docID(number int) string {
	var id [4]byte
	binary.BigEndian.PutUint32(id[:], uint32(number))
	return string(id[:])
}

func docNumber(id string) (int, error) {
	if len(id) != 4 {
		return 0, fmt.Errorf("document id %q is not ours", id)
	}
	return int(binary.BigEndian.Uint32([]byte(id))), nil
}

func (s stats) encode() []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, s.docs), s.terms)
}

func decodeStats(data []byte) (stats, error) {
	if len(data) != 16 {
		return stats{}, fmt.Errorf("index statistics have %d bytes, want 16", len(data))
	}
	return stats{binary.BigEndian.Uint64(data), binary.BigEndian.Uint64(data[8:])}, nil
}
