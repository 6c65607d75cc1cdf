package vectors

import (
	"fmt"
	"io"
)

// Export writes the vectors of a set, and nothing else, as a file that another
// store takes for its Base. It fails if one is missing.
func (m *Maker) Export(w io.Writer, s *Set) error {
	store := m.store.Load()
	if store == nil {
		return fmt.Errorf("export vectors: none was made")
	}
	if _, err := w.Write(newHead(store.cfg.Model, store.cfg.Dims)); err != nil {
		return fmt.Errorf("export vectors: %w", err)
	}
	seen := map[Key]bool{}
	for i := range s.Len() {
		for _, k := range m.keysOf(store, s.passage(i)) {
			if seen[k] {
				continue
			}
			seen[k] = true
			v, ok := store.Get(k)
			if !ok {
				return fmt.Errorf("export vectors: none of passage %d", i)
			}
			if _, err := w.Write(appendRecord(nil, k, v)); err != nil {
				return fmt.Errorf("export vectors: %w", err)
			}
		}
	}
	return nil
}

// Stale counts the passages of a set of which a file, made by Export, lacks
// something, and the rows in it that none of them needs. One that is another
// model's, or none, lacks all.
func Stale(file []byte, e Encoder, s *Set) (lacking, left int) {
	m := NewMaker(Config{Encoder: e, Base: file})
	store, err := Open(StoreConfig{Model: e.Model(), Dims: e.Dims(), Base: file})
	if err != nil {
		return s.Len(), 0
	}
	needed := map[Key]bool{}
	for i := range s.Len() {
		p := s.passage(i)
		if len(m.missing(store, p)) > 0 {
			lacking++
		}
		for _, k := range m.keysOf(store, p) {
			needed[k] = store.Has(k) || needed[k]
		}
	}
	there := 0
	for _, has := range needed {
		if has {
			there++
		}
	}
	return lacking, store.Len() - there
}
