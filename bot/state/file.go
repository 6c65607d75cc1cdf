package state

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"articlebot/retrieval/durable"
)

// stateFile is one JSON file of the data directory. The zero value keeps
// nothing: loading finds nothing and saving does nothing.
type stateFile struct{ path string }

func newStateFile(dir, name string) stateFile {
	if dir == "" {
		return stateFile{}
	}
	return stateFile{filepath.Join(dir, name)}
}

// load reads the file; one that is not there is left alone. One that cannot be
// read or understood, or is a folder, is put aside under the name ".damaged" and
// reported to log: the bot answers without what it kept, so neither a bad disk
// nor a wrong owner keeps it from starting.
func (f stateFile) load(understand func(data []byte) error, log *slog.Logger) {
	if f.path == "" {
		return
	}
	data, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		err = understand(data)
	}
	if err == nil {
		return
	}
	aside := f.path + ".damaged"
	log.Warn("state file is damaged and is put aside", "file", aside, "err", err)
	if err := os.Rename(f.path, aside); err != nil {
		log.Warn("damaged state file stays where it is", "err", err)
	}
}

// save replaces the file by v in one step: after a crash there is either the
// old content or the new.
func (f stateFile) save(v any) error {
	if f.path == "" {
		return nil
	}
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Errorf("encode state: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return fmt.Errorf("make data folder: %w", err)
	}
	if err := durable.WriteFile(f.path, data); err != nil {
		return fmt.Errorf("replace state: %w", err)
	}
	return nil
}

// background is the context of all trips to the shared state, which bounds them.
var background = context.Background()

// saver saves soon after a change, many changes at once.
type saver struct {
	delay time.Duration
	save  func() error
	fail  func(error) // told of an error that nobody waits for

	writing sync.Mutex // held while saving, so that saves come in order
	mu      sync.Mutex
	pending *time.Timer
}

// touch asks for a save within the delay.
func (s *saver) touch() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pending != nil {
		return
	}
	s.pending = time.AfterFunc(s.delay, func() {
		if err := s.flush(); err != nil {
			s.fail(err)
		}
	})
}

// flush saves now what was touched since the last save, and waits for a save
// that is under way.
func (s *saver) flush() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	if !s.settle() {
		return nil
	}
	return s.save()
}

// settle calls off the pending save and tells whether there was one.
func (s *saver) settle() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	due := s.pending != nil
	if due {
		s.pending.Stop()
		s.pending = nil
	}
	return due
}
