package journal

import (
	"bufio"
	"bytes"
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

// maxJournalLines is how many records are appended before the file is written
// anew with what still counts.
const maxJournalLines = 50_000

// Record is one line of the journal. It never holds what a person said.
type Record struct {
	At     int64 `json:"at"` // Unix seconds
	Done   int64 `json:"done,omitempty"`
	Offset int64 `json:"offset,omitempty"`

	Chat     int64   `json:"chat,omitempty"`
	Question int64   `json:"question,omitempty"`
	Answer   []int64 `json:"answer,omitempty"`

	// Owed is an update that was acknowledged before its reply was delivered.
	Owed *EarlyAck `json:"owed,omitempty"`
}

// Journal keeps across restarts which updates were handled and which messages
// answer which question: one line each, appended when it happens, so that a
// killed process has lost nothing that it had finished. A nil journal keeps
// nothing. It is safe for concurrent use.
type Journal struct {
	path string
	log  *slog.Logger

	mu      sync.Mutex
	file    *os.File
	lines   []Record
	failing bool        // writing failed, and that was logged
	syncing *time.Timer // set while lines wait for the disk itself
}

// Open reads the journal of a bot in dir and starts it anew with the
// records that still count. Where the disk does not take it the bot goes on
// without: answering matters more than remembering.
func Open(dir string, bot int64, log *slog.Logger) *Journal {
	j := &Journal{path: filepath.Join(dir, fmt.Sprintf("telegram-%d.journal", bot)), log: log}
	old, err := os.ReadFile(j.path)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		j.lines = current(parseRecords(old), time.Now())
		if err = os.MkdirAll(dir, 0o700); err == nil {
			err = j.compact()
		}
	}
	if err != nil {
		j.log.Error(cannotWrite, "error", err)
	}
	return j
}

// cannotWrite is what the log says when the journal cannot be kept.
const cannotWrite = "cannot write the journal: a restart may answer some questions twice"

// parseRecords skips what is no record: the line that a crash cut in two.
func parseRecords(b []byte) []Record {
	var all []Record
	lines := bufio.NewScanner(bytes.NewReader(b))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r Record
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.At > 0 {
			all = append(all, r)
		}
	}
	return all
}

// current drops the records whose ids have expired and, from the front, those
// beyond what is kept in memory.
func current(all []Record, now time.Time) []Record {
	var kept []Record
	for _, r := range all {
		if now.Sub(time.Unix(r.At, 0)) < idsExpireAfter {
			kept = append(kept, r)
		}
	}
	return kept[max(0, len(kept)-maxDone-maxAnswers):]
}

// Records returns what was read when the journal was opened.
func (j *Journal) Records() []Record {
	if j == nil {
		return nil
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lines
}

// Write appends a record. A failure is logged once: the bot goes on, and a
// restart may then handle some updates twice.
func (j *Journal) Write(r Record) {
	if j == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.file == nil {
		return // closed, or never opened
	}
	r.At = time.Now().Unix()
	j.lines = append(j.lines, r)
	err := appendRecord(j.file, r)
	if err == nil && len(j.lines) > maxJournalLines {
		j.lines = current(j.lines, time.Now())
		err = j.compact()
	}
	if err != nil && !j.failing {
		j.log.Error(cannotWrite, "error", err)
	}
	j.failing = err != nil
	if j.syncing == nil {
		j.syncing = time.AfterFunc(syncAfter, j.sync)
	}
}

// syncAfter is how long lines wait to be forced onto the disk, together. A killed
// process loses none of them; a machine that loses its power may lose these.
const syncAfter = 100 * time.Millisecond

// sync forces what was written onto the disk. Nobody waits for it.
func (j *Journal) sync() {
	j.mu.Lock()
	f := j.file
	j.syncing = nil
	j.mu.Unlock()
	if f == nil {
		return
	}
	if err := f.Sync(); err != nil && !errors.Is(err, os.ErrClosed) {
		j.log.Warn("cannot force the journal onto the disk", "error", err)
	}
}

func appendRecord(f *os.File, r Record) error {
	b, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode record: %w", err)
	}
	// One write: a crash cuts at most the last line.
	if _, err := f.Write(append(b, '\n')); err != nil {
		return fmt.Errorf("append record: %w", err)
	}
	return nil
}

// compact writes the file anew beside the old one and puts it in its place.
func (j *Journal) compact() error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	for _, r := range j.lines {
		if err := enc.Encode(r); err != nil {
			return fmt.Errorf("encode record: %w", err)
		}
	}
	if err := durable.WriteFile(j.path, b.Bytes()); err != nil {
		return err
	}
	f, err := os.OpenFile(j.path, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("open journal: %w", err)
	}
	if j.file != nil {
		j.file.Close()
	}
	j.file = f
	return nil
}

// Close ends writing.
func (j *Journal) Close() {
	if j == nil {
		return
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.syncing != nil {
		j.syncing.Stop()
		j.syncing = nil
	}
	if j.file == nil {
		return
	}
	err := j.file.Sync()
	if err = errors.Join(err, j.file.Close()); err != nil {
		j.log.Warn("cannot close the journal", "error", err)
	}
	j.file = nil
}
