package vectors

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"articlebot/retrieval/durable"
)

const (
	filePrefix = "vectors-"
	fileSuffix = ".bin"
	lockName   = "vectors.lock"
	// mostRecords keeps numbers of records within 32 bits, with room for memory.
	mostRecords = 1 << 30
)

// recordFile is a file that grows by records. Killing the process at any moment
// costs the record that was being written; a loss of power may cost the last
// ones, which are then made again.
type recordFile struct {
	f      *os.File
	size   int
	count  uint32 // records, whole or not
	unlock func() error
}

// fileName is where a model's vectors are kept.
func fileName(dir, model string) string {
	sum := sha256.Sum256([]byte(model))
	return filepath.Join(dir, fmt.Sprintf("%s%x%s", filePrefix, sum[:8], fileSuffix))
}

// openRecords opens a model's file in dir. Whoever may write makes it if there
// is none, cuts off a last record that is not whole, and removes what other
// models left.
func openRecords(dir, model string, dims int, readOnly bool) (*recordFile, error) {
	r := &recordFile{size: recordSize(dims), unlock: func() error { return nil }}
	var err error
	if readOnly {
		if r.f, err = os.Open(fileName(dir, model)); err != nil {
			return nil, fmt.Errorf("open vectors: %w", err)
		}
	} else if err := r.own(dir, model); err != nil {
		return nil, errors.Join(err, r.close())
	}
	if err := r.begin(model, dims, readOnly); err != nil {
		return nil, errors.Join(err, r.close())
	}
	return r, nil
}

// own takes the lock of the folder and opens the file for writing.
func (r *recordFile) own(dir, model string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("make folder of vectors: %w", err)
	}
	unlock, err := durable.Lock(filepath.Join(dir, lockName))
	if err != nil {
		return fmt.Errorf("keep vectors: %w", err)
	}
	r.unlock = unlock
	if err := removeOthers(dir, fileName(dir, model)); err != nil {
		return err
	}
	r.f, err = os.OpenFile(fileName(dir, model), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open vectors: %w", err)
	}
	return nil
}

// removeOthers removes the files of other models, and what an unfinished
// rewriting left.
func removeOthers(dir, mine string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("list vectors: %w", err)
	}
	for _, e := range entries {
		name := e.Name()
		ours := strings.HasPrefix(name, filePrefix) && strings.HasSuffix(name, fileSuffix) && name != filepath.Base(mine)
		if !ours && !strings.HasPrefix(name, durable.Temporary) {
			continue
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove another model's vectors: %w", err)
		}
	}
	return nil
}

// begin reads the head. A file without a sound one is begun anew by its owner.
func (r *recordFile) begin(model string, dims int, readOnly bool) error {
	head := make([]byte, headSize)
	n, err := r.f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read vectors: %w", err)
	}
	switch {
	case isHead(head[:n], model, dims):
	case readOnly:
		return errors.New("read vectors: the file is another model's, or damaged")
	default:
		if err := r.f.Truncate(0); err != nil {
			return fmt.Errorf("begin vectors: %w", err)
		}
		if _, err := r.f.WriteAt(newHead(model, dims), 0); err != nil {
			return fmt.Errorf("begin vectors: %w", err)
		}
	}
	return r.measure(readOnly)
}

// measure counts the records and cuts off what is less than one.
func (r *recordFile) measure(readOnly bool) error {
	info, err := r.f.Stat()
	if err != nil {
		return fmt.Errorf("read vectors: %w", err)
	}
	count := (info.Size() - int64(headSize)) / int64(r.size)
	if count > mostRecords {
		return fmt.Errorf("read vectors: %d of them", count)
	}
	r.count = uint32(count)
	if end := r.offset(r.count); end != info.Size() && !readOnly {
		if err := r.f.Truncate(end); err != nil {
			return fmt.Errorf("cut vectors: %w", err)
		}
	}
	return nil
}

func (r *recordFile) offset(n uint32) int64 { return int64(headSize) + int64(n)*int64(r.size) }

// each calls note for every record, whole or not, and returns how many there
// were.
func (r *recordFile) each(note func(n uint32, record []byte)) (uint32, error) {
	in := bufio.NewReaderSize(io.NewSectionReader(r.f, int64(headSize), int64(r.count)*int64(r.size)), 1<<18)
	record := make([]byte, r.size)
	for n := range r.count {
		if _, err := io.ReadFull(in, record); err != nil {
			return n, fmt.Errorf("read vectors: %w", err)
		}
		note(n, record)
	}
	return r.count, nil
}

// record reads record n.
func (r *recordFile) record(n uint32) ([]byte, error) {
	b := make([]byte, r.size)
	return b, r.records(b, n)
}

// records reads record n and those behind it, as many as to takes.
func (r *recordFile) records(to []byte, n uint32) error {
	if _, err := r.f.ReadAt(to, r.offset(n)); err != nil {
		return fmt.Errorf("read vector: %w", err)
	}
	return nil
}

// append writes a record behind the others.
func (r *recordFile) append(record []byte) error {
	if r.count >= mostRecords {
		return fmt.Errorf("write vector: the file has %d", r.count)
	}
	if _, err := r.f.WriteAt(record, r.offset(r.count)); err != nil {
		return fmt.Errorf("write vector: %w", err)
	}
	r.count++
	return nil
}

// close gives up the file and the lock.
func (r *recordFile) close() error {
	var err error
	if r.f != nil {
		err = r.f.Close()
	}
	return errors.Join(err, r.unlock())
}
