package bleveindex

import (
	"errors"
	"fmt"
	"io"
	"math"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve_index_api"
)

// part is one of bleve's indexes on the disk or has lists in memory, and is only
// read. An Index is made of one or more; Indexes that follow one another may share
// parts.
type part struct {
	index  index.Index
	reader index.IndexReader
	folder string // where its files are, "" in memory
	lists  *lists // nil on the disk
	users  atomic.Int32
}

// member is a part as one Index sees it: documents that are gone from the
// articles stay in the part and are left out, others may have new numbers.
type member struct {
	*part
	docs []doc // in the part's order
}

// doc is what a search needs to know of a document.
type doc struct {
	number uint32 // the Index's number, or gone
	length uint32 // in terms
}

// gone is the number of a document that is not in the Index.
const gone = math.MaxUint32

// live returns how many documents of a member are in the Index, and their terms.
func (m *member) live() (s stats) {
	for _, d := range m.docs {
		if d.number != gone {
			s.docs++
			s.terms += uint64(d.length)
		}
	}
	return s
}

// stats are the numbers that BM25 needs of an Index.
type stats struct{ docs, terms uint64 }

// openPart opens the part in a folder.
func openPart(folder string) (*part, error) {
	var idx index.Index
	err := guarded(func() (err error) {
		idx, err = scorch.NewScorch(scorch.Name, map[string]any{
			"path": folder, "read_only": true, "bolt_timeout": boltTimeout, readersKept: maxReadersKept,
		}, nil)
		if err == nil {
			err = idx.Open()
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return newPart(idx, folder)
}

const (
	// readersKept names bleve's setting of how many readers of postings are
	// used again rather than made anew.
	readersKept = "fieldTFRCacheThreshold"
	// maxReadersKept bounds what they hold in memory.
	maxReadersKept = 32
)

// newPart takes an index over; on an error it is closed.
func newPart(idx index.Index, folder string) (*part, error) {
	r, err := idx.Reader()
	if err != nil {
		return nil, errors.Join(err, idx.Close())
	}
	p := &part{index: idx, reader: r, folder: folder}
	p.users.Store(1)
	return p, nil
}

// release gives up one use; the last one closes the part.
func (p *part) release() error {
	if p.users.Add(-1) > 0 {
		return nil
	}
	if p.lists != nil {
		return nil
	}
	return errors.Join(p.reader.Close(), p.index.Close())
}

// list reads the numbers that documents were added with, in bleve's order,
// which is not that of adding. lengths are those of the numbers.
func (p *part) list(lengths map[uint32]uint32) ([]doc, error) {
	ids, err := p.reader.DocIDReaderAll()
	if err != nil {
		return nil, err
	}
	docs := make([]doc, len(lengths))
	seen := 0
	for {
		id, err := ids.Next()
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		if id == nil {
			break
		}
		external, err := p.reader.ExternalID(id)
		if err != nil {
			return nil, err
		}
		number, err := docNumber(external)
		if err != nil {
			return nil, err
		}
		length, ok := lengths[number]
		if at := id.Value(); !ok || at >= uint64(len(docs)) {
			return nil, fmt.Errorf("the index holds document %d at %d of %d", number, at, len(docs))
		}
		docs[id.Value()] = doc{number, length}
		seen++
	}
	if seen != len(docs) {
		return nil, fmt.Errorf("the index holds %d documents of %d", seen, len(docs))
	}
	return docs, ids.Close()
}
