package vectors

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"sync"
)

// StoreConfig is where vectors are kept. Model and Dims are required.
type StoreConfig struct {
	// Dir is a folder for them, made if there is none; "" keeps them in memory.
	Dir string
	// ReadOnly uses what is kept in Dir and adds nothing to it.
	ReadOnly bool
	// Model and Dims are the encoder's. What other models made is not used, and
	// removed from Dir.
	Model string
	Dims  int
	// Base is a file that comes with the program, nil for none. One of another
	// model is passed over.
	Base []byte
	Log  *slog.Logger // nil discards
}

// Store keeps vectors by key. It is safe for concurrent use. One process writes
// to a folder at a time; others read what it had when they opened it.
type Store struct {
	cfg StoreConfig

	mu sync.RWMutex
	// Records are numbered: those of Base, of the file, and of memory.
	numbers map[uint64]uint32 // by Key.short
	base    []byte            // Base without its head
	file    *recordFile       // nil: none
	filed   uint32            // records of file that count
	memory  [][]byte
	why     error // why memory is used although there is Dir, nil if it is not
}

// Open opens a store. It fails only for a fault of the program: a folder that
// cannot be used, or is another process's, is what Why tells, and memory takes
// its place.
func Open(cfg StoreConfig) (*Store, error) {
	if cfg.Dims <= 0 || cfg.Dims > mostDims {
		return nil, fmt.Errorf("open vectors: %d dimensions", cfg.Dims)
	}
	if cfg.Log == nil {
		cfg.Log = slog.New(slog.DiscardHandler)
	}
	s := &Store{cfg: cfg, numbers: map[uint64]uint32{}}
	if isHead(cfg.Base, cfg.Model, cfg.Dims) {
		s.base = cfg.Base[headSize:]
		s.base = s.base[:len(s.base)/s.size()*s.size()]
		for i := range uint32(len(s.base) / s.size()) {
			s.number(s.base[int(i)*s.size():][:s.size()], i)
		}
	}
	if cfg.Dir != "" {
		s.openFile()
	}
	return s, nil
}

func (s *Store) size() int { return recordSize(s.cfg.Dims) }

// number notes a record, if it is whole.
func (s *Store) number(record []byte, n uint32) {
	if k, ok := keyOf(record); ok {
		s.numbers[k.short()] = n
	}
}

// openFile opens the file in Dir and reads what it holds.
func (s *Store) openFile() {
	f, err := openRecords(s.cfg.Dir, s.cfg.Model, s.cfg.Dims, s.cfg.ReadOnly)
	if err != nil {
		s.giveUp(err)
		return
	}
	s.file = f
	if s.cfg.ReadOnly {
		s.why = errReadOnly
	}
	count, err := f.each(func(n uint32, record []byte) { s.number(record, s.baseCount()+n) })
	s.filed = count
	if err != nil {
		s.giveUp(err)
	}
}

var errReadOnly = errors.New("the folder is only read")

// giveUp goes on in memory; what the file held until now is still read.
func (s *Store) giveUp(err error) {
	if s.why == nil {
		s.why = err
		if s.cfg.ReadOnly && errors.Is(err, fs.ErrNotExist) {
			return
		}
		s.cfg.Log.Warn("vectors are kept in memory only", "why", err)
	}
}

func (s *Store) baseCount() uint32 { return uint32(len(s.base) / s.size()) }

// Why tells why new vectors are not kept in Dir, nil if they are or there is
// none.
func (s *Store) Why() error {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.why
}

// Len is how many vectors there are.
func (s *Store) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.numbers)
}

// Get returns the vector of a key; false if there is none, or it cannot be read
// any more.
func (s *Store) Get(k Key) (Vector, bool) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	n, ok := s.numbers[k.short()]
	if !ok {
		return Vector{}, false
	}
	record, err := s.record(n)
	if err != nil {
		return Vector{}, false
	}
	return parseRecord(record, k)
}

// Has tells whether there is, or was, a vector of a key.
func (s *Store) Has(k Key) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := s.numbers[k.short()]
	return ok
}

// record returns record n. The caller holds the lock.
func (s *Store) record(n uint32) ([]byte, error) {
	size := s.size()
	switch base := s.baseCount(); {
	case n < base:
		return s.base[int(n)*size:][:size], nil
	case n < base+s.filed:
		return s.file.record(n - base)
	default:
		return s.memory[n-base-s.filed], nil
	}
}

// Put keeps vectors by their keys. Those that are there already stay unless
// they cannot be read.
func (s *Store) Put(keys []Key, vs []Vector) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, k := range keys {
		if len(vs[i].Values) == s.cfg.Dims {
			s.put(k, appendRecord(make([]byte, 0, s.size()), k, vs[i]))
		}
	}
}

func (s *Store) put(k Key, record []byte) {
	if n, ok := s.numbers[k.short()]; ok {
		if old, err := s.record(n); err == nil {
			if _, whole := parseRecord(old, k); whole {
				return
			}
		}
	}
	if s.file != nil && s.why == nil {
		err := s.file.append(record)
		if err == nil {
			s.numbers[k.short()] = s.baseCount() + s.filed
			s.filed++
			return
		}
		s.giveUp(err)
	}
	s.numbers[k.short()] = s.baseCount() + s.filed + uint32(len(s.memory))
	s.memory = append(s.memory, record)
}

// Close writes what the system still holds back, and lets the folder go.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.file
	if f == nil {
		return nil
	}
	s.file, s.filed, s.numbers, s.memory, s.why = nil, 0, map[uint64]uint32{}, nil, errClosed
	return f.close()
}

var errClosed = errors.New("closed")
