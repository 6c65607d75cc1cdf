package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// saved is a draft as it is kept on disk.
type saved struct {
	Own       string        `json:"id,omitempty"`
	URL       string        `json:"url,omitempty"`
	Title     string        `json:"title"`
	Section   string        `json:"section,omitempty"`
	Author    string        `json:"author,omitempty"`
	Published time.Time     `json:"published,omitzero"`
	Language  text.Language `json:"language,omitempty"`
	Brief     bool          `json:"brief,omitempty"`
	Parts     []savedPart   `json:"parts"`
}

type savedPart struct {
	Kind    retrieval.Kind `json:"kind"`
	Text    string         `json:"text"`
	Heading bool           `json:"heading,omitempty"`
}

func save(d draft.Draft) saved {
	s := saved{Own: d.Own, URL: d.URL, Title: d.Title, Section: d.Section, Author: d.Author, Published: d.Published, Language: d.Language, Brief: d.Brief}
	for _, p := range d.Parts {
		s.Parts = append(s.Parts, savedPart{p.Kind, p.Text, p.Heading})
	}
	return s
}

func (s saved) draft() draft.Draft {
	d := draft.Draft{Own: s.Own, URL: s.URL, Title: s.Title, Key: prose.TitleKey(s.Title), Section: s.Section, Author: s.Author, Published: s.Published, Language: s.Language, Brief: s.Brief}
	for _, p := range s.Parts {
		d.Parts = append(d.Parts, draft.Part{Kind: p.Kind, Text: p.Text, Heading: p.Heading})
	}
	return d
}

// memory keeps what addresses held, in the process and, where a folder is set,
// across restarts.
type memory struct {
	dir   string // "" keeps nothing on disk
	known map[string]*remote
}

// memoryVersion is written into every file; files of another one are not read.
const memoryVersion = 1

type memoryFile struct {
	Version int    `json:"version"`
	Remote  remote `json:"remote"`
}

// recall returns what is known of an address, nil for nothing. A damaged file
// is as good as none.
func (m *memory) recall(address string) *remote {
	if r := m.known[address]; r != nil || m.dir == "" {
		return r
	}
	data, err := os.ReadFile(m.file(address))
	if err != nil {
		return nil
	}
	var f memoryFile
	if json.Unmarshal(data, &f) != nil || f.Version != memoryVersion || f.Remote.URL != address {
		return nil
	}
	return &f.Remote
}

// remember keeps what an address held. The error is of the disk; the process
// remembers all the same.
func (m *memory) remember(r *remote) error {
	m.known[r.URL] = r
	if m.dir == "" {
		return nil
	}
	data, err := json.Marshal(memoryFile{memoryVersion, *r})
	if err != nil {
		return fmt.Errorf("encode %s: %w", r.URL, err)
	}
	if err := os.MkdirAll(m.dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("create feed memory: %w", err)
	}
	return writeFile(m.file(r.URL), data)
}

func (m *memory) file(address string) string {
	sum := sha256.Sum256([]byte(address))
	return filepath.Join(m.dir, hex.EncodeToString(sum[:12])+".json")
}

// writeFile replaces a file as a whole or not at all.
func writeFile(name string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return fmt.Errorf("write feed memory: %w", err)
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("write feed memory: %w", err)
	}
	return nil
}
