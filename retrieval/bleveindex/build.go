package bleveindex

import (
	"encoding/binary"
	"fmt"
	"strings"

	"articlebot/retrieval"
)

// batchSize is how many documents go into the index at once: larger batches
// save no time and cost memory.
const batchSize = 1000

// stats are the numbers that bleve gets wrong by itself: its average length
// counts distinct terms of a segment, so ranking would change with merges.
type stats struct{ docs, terms uint64 }

func (s *stats) count(d retrieval.IndexDocument) {
	s.docs++
	s.terms += uint64(len(d.Terms))
}

// fields is a document as bleve maps it.
func fields(d retrieval.IndexDocument) map[string]any {
	return map[string]any{termsField: strings.Join(d.Terms, " ")}
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
