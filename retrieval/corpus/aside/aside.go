// Package aside remembers, across the end of the process, which source it was
// reading then. A parser that takes all memory or overflows its stack cannot be
// caught: without that memory the process would die at every start.
//
// A source that was being read when the process ended is set aside: it is not
// read again until it has changed or somebody asks for it. Where no folder is
// given nothing is remembered. It is safe for concurrent use, also by several
// processes with one folder.
package aside

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// Source is a file or a body as it was read: of another version nothing is
// known.
type Source struct {
	Name string `json:"name"`
	// Version tells its versions apart.
	Version string `json:"version"`
	// Since is when the reading began that did not end.
	Since time.Time `json:"since"`
}

// Memory is what one process remembers.
type Memory struct {
	dir string
	now func() time.Time

	mu      sync.Mutex
	mark    *os.File // names what is being read; locked while this process lives
	size    int      // bytes in it
	reading map[string]Source
	aside   map[string]Source
}

// The names of the files. Those of the marks have a number behind.
const (
	markPattern = "reading-*"
	asideName   = "set-aside.json"
)

// Open returns the memory in a folder, "" for none, and sets aside what
// processes were reading that have ended. What cannot be read or written is
// as good as not there: this is a precaution.
func Open(dir string, now func() time.Time) *Memory {
	m := &Memory{dir: dir, now: now, reading: map[string]Source{}, aside: map[string]Source{}}
	if dir == "" {
		return m
	}
	if data, err := os.ReadFile(filepath.Join(dir, asideName)); err == nil {
		_ = json.Unmarshal(data, &m.aside)
	}
	if m.aside == nil {
		m.aside = map[string]Source{}
	}
	marks, _ := filepath.Glob(filepath.Join(dir, markPattern))
	found := false
	for _, name := range marks {
		for _, s := range ended(name) {
			m.aside[s.Name] = s
			found = true
		}
	}
	if found {
		m.save()
	}
	return m
}

// ended takes the mark of a process that has ended, and returns what it was
// reading; nothing where the process still lives.
func ended(name string) []Source {
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return nil
	}
	defer f.Close()
	if !lock(f) {
		return nil
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	var list []Source
	_ = json.Unmarshal(data, &list)
	_ = os.Remove(name)
	return list
}

// Why tells why a source is not read, "" for one that may be: it is set aside
// in this version.
func (m *Memory) Why(name, version string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.aside[name]
	if !ok {
		return ""
	}
	if s.Version != version {
		delete(m.aside, name)
		m.save()
		return ""
	}
	return fmt.Sprintf("set aside: the bot ended while it read this (since %s); correct it, or reload with --force to try again", s.Since.UTC().Format("2006-01-02 15:04 MST"))
}

// Forget lets everything be read again.
func (m *Memory) Forget() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.aside) > 0 {
		clear(m.aside)
		m.save()
	}
}

// Reading marks that a source is being read, until the returned function is
// called.
func (m *Memory) Reading(name, version string) (done func()) {
	if m.dir == "" {
		return func() {}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reading[name] = Source{name, version, m.now()}
	m.write()
	return func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.reading, name)
		m.write()
	}
}

// write writes the mark. It need not survive the machine, only the process, so
// nothing is synced.
func (m *Memory) write() {
	if m.mark == nil && !m.create() {
		return
	}
	list := make([]Source, 0, len(m.reading))
	for _, s := range m.reading {
		list = append(list, s)
	}
	data, err := json.Marshal(list)
	if err != nil {
		return
	}
	short := len(data)
	for len(data) < m.size { // in one write, so that no half of it is ever there
		data = append(data, ' ')
	}
	m.size = max(short, m.size)
	_, _ = m.mark.WriteAt(data, 0)
}

// create makes the mark of this process.
func (m *Memory) create() bool {
	if os.MkdirAll(m.dir, 0o700) != nil {
		return false
	}
	f, err := os.CreateTemp(m.dir, markPattern)
	if err != nil {
		return false
	}
	if !lock(f) {
		_ = f.Close()
		_ = os.Remove(f.Name())
		return false
	}
	m.mark = f
	return true
}

func (m *Memory) save() {
	data, err := json.Marshal(m.aside)
	if err != nil {
		return
	}
	tmp := filepath.Join(m.dir, "."+asideName)
	if os.WriteFile(tmp, data, 0o600) == nil {
		_ = os.Rename(tmp, filepath.Join(m.dir, asideName))
	}
}
