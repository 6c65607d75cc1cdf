package vectors

import (
	"bufio"
	"errors"
	"fmt"
	"os"

	"articlebot/retrieval/durable"
)

// compaction is a file being rewritten with fewer records.
type compaction struct {
	tmp     *os.File
	out     *bufio.Writer
	numbers map[uint64]uint32 // of the records written
	count   uint32
}

// Compact rewrites the file without the vectors that nobody wants any more, and
// those that are not as they were written. Others may use the store meanwhile.
// It does nothing where no file is written.
func (s *Store) Compact(wanted func(Key) bool) (err error) {
	s.mu.RLock()
	file, filed, why := s.file, s.filed, s.why
	s.mu.RUnlock()
	if file == nil || why != nil {
		return nil
	}
	tmp, err := os.CreateTemp(s.cfg.Dir, durable.Temporary+"*")
	if err != nil {
		return fmt.Errorf("rewrite vectors: %w", err)
	}
	c := &compaction{tmp: tmp, out: bufio.NewWriterSize(tmp, 1<<18), numbers: map[uint64]uint32{}}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("rewrite vectors: %w", err), c.tmp.Close(), os.Remove(c.tmp.Name()))
		}
	}()
	if _, err := c.out.Write(newHead(s.cfg.Model, s.cfg.Dims)); err != nil {
		return err
	}
	if err := c.copy(file, 0, filed, wanted); err != nil {
		return err
	}
	if err := errors.Join(c.out.Flush(), tmp.Sync()); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.file != file || s.why != nil {
		return errClosed
	}
	if err := c.copy(file, filed, s.filed, func(Key) bool { return true }); err != nil {
		return err
	}
	return s.replace(c)
}

// copy writes the wanted records of from:to, of a key's several the last.
func (c *compaction) copy(file *recordFile, from, to uint32, wanted func(Key) bool) error {
	for n := from; n < to; n++ {
		record, err := file.record(n)
		if err != nil {
			return err
		}
		k, ok := keyOf(record)
		if !ok || !wanted(k) {
			continue
		}
		if _, err := c.out.Write(record); err != nil {
			return err
		}
		c.numbers[k.short()] = c.count
		c.count++
	}
	return nil
}

// replace makes the rewritten file the store's. The caller holds the lock.
func (s *Store) replace(c *compaction) error {
	if err := c.out.Flush(); err != nil {
		return err
	}
	if err := os.Rename(c.tmp.Name(), fileName(s.cfg.Dir, s.cfg.Model)); err != nil {
		return err
	}
	old := s.file
	s.file, s.filed = &recordFile{f: c.tmp, size: old.size, count: c.count, unlock: old.unlock}, c.count
	base := s.baseCount()
	for k, n := range s.numbers {
		if n >= base {
			delete(s.numbers, k)
		}
	}
	for k, n := range c.numbers {
		if _, ok := s.numbers[k]; !ok {
			s.numbers[k] = base + n
		}
	}
	if err := old.f.Close(); err != nil {
		s.cfg.Log.Debug("old file of vectors", "error", err)
	}
	return nil
}
