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
		for _, t := range texts(s.passage(i)) {
			k := m.key(t)
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

// Missing counts the texts of a set that a file has no vector of, and the
// vectors in it that no text of the set has. A file that is another model's, or
// none, misses all.
func Missing(file []byte, model string, dims int, s *Set) (missing, left int) {
	store, err := Open(StoreConfig{Model: model, Dims: dims, Base: file})
	wanted := map[Key]bool{}
	for i := range s.Len() {
		for _, t := range texts(s.passage(i)) {
			wanted[NewKey(model, t)] = true
		}
	}
	if err != nil {
		return len(wanted), 0
	}
	for k := range wanted {
		if _, ok := store.Get(k); !ok {
			missing++
		}
	}
	return missing, store.Len() - (len(wanted) - missing)
}
