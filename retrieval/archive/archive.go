// Package archive keeps generations of articles in a folder: one file each for
// the articles and for what the analysis made of them, with checksums, and one
// small file that says which of them answers.
//
// One process at a time writes, the one that holds the folder's lock. Others
// read the same folder at the same time and see whole files only. A crash at
// any moment leaves the state of before or after a write.
package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"articlebot/retrieval"
	"articlebot/retrieval/durable"
	"articlebot/retrieval/engine"
)

const (
	lockName = "lock"
	lineName = "line.json"
	// recordSuffix ends the name of a generation's file.
	recordSuffix = ".articles"
)

// Dir is an archive in a folder. It is not safe for concurrent use; an Engine
// uses it from one goroutine at a time.
type Dir struct {
	path   string
	unlock func() error
	// unwritable is why nothing is written, nil for the owner of the lock.
	unwritable error
}

var _ engine.Archive = (*Dir)(nil)

// Open takes the folder's lock if no other process has it, and makes the folder
// if there is none. It never fails: where nothing can be written, Writable says
// why, and what is there can still be read.
func Open(path string) *Dir {
	d := &Dir{path: path, unlock: func() error { return nil }}
	if err := os.MkdirAll(path, 0o700); err != nil {
		d.unwritable = fmt.Errorf("create archive: %w", err)
		return d
	}
	d.take()
	return d
}

// take tries to get the lock.
func (d *Dir) take() {
	unlock, err := durable.Lock(filepath.Join(d.path, lockName))
	switch {
	case errors.Is(err, durable.ErrLocked):
		err = engine.ErrLocked
	case err != nil:
		err = fmt.Errorf("lock archive: %w", err)
	}
	if d.unwritable = err; err == nil {
		d.unlock = unlock
	}
}

// Writable returns why nothing can be kept, nil if it can. The lock of a
// process that has ended is taken over.
func (d *Dir) Writable() error {
	if errors.Is(d.unwritable, engine.ErrLocked) {
		d.take()
	}
	return d.unwritable
}

// Close gives up the lock.
func (d *Dir) Close() error {
	d.unwritable = fs.ErrClosed
	unlock := d.unlock
	d.unlock = func() error { return nil }
	return unlock()
}

// History returns which generations answered.
func (d *Dir) History() (engine.History, error) {
	var line engine.History
	data, err := os.ReadFile(filepath.Join(d.path, lineName))
	if err == nil && json.Unmarshal(data, &line) == nil && len(line.Live) > 0 {
		return line, nil
	}
	line = engine.History{}
	line.Live, err = d.generations()
	return line, err
}

// SetHistory replaces it.
func (d *Dir) SetHistory(line engine.History) error {
	if d.unwritable != nil {
		return d.unwritable
	}
	data, err := json.Marshal(line)
	if err == nil {
		err = durable.WriteFile(filepath.Join(d.path, lineName), data)
	}
	if err != nil {
		return fmt.Errorf("keep which generation answers: %w", err)
	}
	return nil
}

// generations lists the files of generations, the latest first.
func (d *Dir) generations() ([]retrieval.Generation, error) {
	entries, err := os.ReadDir(d.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("list generations: %w", err)
	}
	var list []retrieval.Generation
	for _, e := range entries {
		if name, ok := strings.CutSuffix(e.Name(), recordSuffix); ok && !strings.HasPrefix(name, ".") {
			list = append(list, retrieval.Generation(name))
		}
	}
	slices.SortFunc(list, func(a, b retrieval.Generation) int { return number(b).Cmp(number(a)) })
	return list, nil
}

// number is the place of a generation in time: its name is a number in base 36
// that only grows, even where the clock does not.
func number(g retrieval.Generation) *big.Int {
	n, ok := new(big.Int).SetString(string(g), 36)
	if !ok {
		return new(big.Int)
	}
	return n
}

// Retain removes all generations but those kept, and unfinished files.
func (d *Dir) Retain(keep []retrieval.Generation) error {
	if d.unwritable != nil {
		return d.unwritable
	}
	entries, err := os.ReadDir(d.path)
	if err != nil {
		return fmt.Errorf("list generations: %w", err)
	}
	var failed []error
	for _, e := range entries {
		if !dispensable(e.Name(), keep) {
			continue
		}
		if err := os.Remove(filepath.Join(d.path, e.Name())); err != nil {
			failed = append(failed, fmt.Errorf("remove old generation: %w", err))
		}
	}
	return errors.Join(failed...)
}

// dispensable tells whether a file of ours is needed no more.
func dispensable(name string, keep []retrieval.Generation) bool {
	if strings.HasPrefix(name, durable.Temporary) {
		return true
	}
	for _, suffix := range []string{recordSuffix, analysisSuffix} {
		if g, ok := strings.CutSuffix(name, suffix); ok {
			return !slices.Contains(keep, retrieval.Generation(g))
		}
	}
	return false
}
