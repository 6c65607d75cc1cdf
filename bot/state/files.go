package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"articlebot/bot/shared"
	"articlebot/retrieval/text"
)

// Kinds of documents.
const (
	kindLanguage = "language"      // by person
	kindSettings = "settings"      // by chat
	kindGap      = "gap"           // by GapKey
	kindFollow   = "follow"        // by place and topic
	kindKnown    = "follow-known"  // one
	kindDue      = "follow-due"    // by follow
	kindMark     = "mark"          // of Votes, by hashes
	kindSalt     = "mark-salt"     // one, for these hashes
	saveDelay    = 2 * time.Second // at most so much of the gaps is lost by a crash
)

// fileKind is a kind of documents that has a file.
type fileKind struct {
	kind, name string
	// lazy kinds are written soon after a change, many changes at once.
	lazy bool
	// load makes documents of a file's content, the oldest first.
	load func(data []byte) ([]shared.Document, error)
	// content is what the file holds of documents.
	content func(all []shared.Document) any
}

// fileKinds are all that outlive the process.
func fileKinds() []fileKind {
	return []fileKind{
		mapKind[text.Language](kindLanguage, "people.json", false),
		mapKind[Settings](kindSettings, "settings.json", false),
		mapKind[Gap](kindGap, "gaps.json", true),
		listKind(kindFollow, "follows.json", Follow.key),
		singleKind[known](kindKnown, "follows-known.json"),
		listKind(kindDue, "follows-due.json", func(d Due) string { return d.Follow }),
	}
}

// mapKind is a kind whose file is an object by key.
func mapKind[T any](kind, name string, lazy bool) fileKind {
	return fileKind{kind, name, lazy, func(data []byte) (list []shared.Document, err error) {
		var all map[string]*T
		if err := json.Unmarshal(data, &all); err != nil {
			return nil, err //nolint:wrapcheck // the file is named where it is logged
		}
		maps.DeleteFunc(all, func(_ string, v *T) bool { return v == nil })
		for _, key := range slices.Sorted(maps.Keys(all)) {
			list = append(list, shared.Document{Ref: shared.Ref{Kind: kind, Key: key}, Value: encoded(all[key])})
		}
		return list, nil
	}, func(all []shared.Document) any {
		m := make(map[string]json.RawMessage, len(all))
		for _, d := range all {
			m[d.Key] = d.Value
		}
		return m
	}}
}

// listKind is a kind whose file is a list, the oldest first.
func listKind[T any](kind, name string, key func(T) string) fileKind {
	return fileKind{kind, name, false, func(data []byte) (list []shared.Document, err error) {
		var all []T
		if err := json.Unmarshal(data, &all); err != nil {
			return nil, err //nolint:wrapcheck // the file is named where it is logged
		}
		for _, v := range all {
			list = append(list, shared.Document{Ref: shared.Ref{Kind: kind, Key: key(v)}, Value: encoded(v)})
		}
		return list, nil
	}, func(all []shared.Document) any {
		list := make([]json.RawMessage, 0, len(all))
		for _, d := range all {
			list = append(list, d.Value)
		}
		return list
	}}
}

// singleKind is a kind with one document.
func singleKind[T any](kind, name string) fileKind {
	return fileKind{kind, name, false, func(data []byte) ([]shared.Document, error) {
		var v T
		if err := json.Unmarshal(data, &v); err != nil {
			return nil, err //nolint:wrapcheck // the file is named where it is logged
		}
		return []shared.Document{{Ref: shared.Ref{Kind: kind}, Value: encoded(v)}}, nil
	}, func(all []shared.Document) any {
		for _, d := range all {
			return json.RawMessage(d.Value)
		}
		return nil
	}}
}

// encoded is a value of ours as a document: none of them can fail.
func encoded(v any) []byte {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("encode %T: %v", v, err))
	}
	return data
}

// files keeps documents in a data directory.
type files struct {
	dir   string
	kinds map[string]fileKind

	mu      sync.Mutex
	waiting map[string][]shared.Document // of lazy kinds
	saver   saver
}

// OpenFiles opens the state of a single process in a data directory, which is made
// when something is first kept; "" keeps it in memory. Only one may be open on a
// directory. Close saves what has not been saved yet.
func OpenFiles(dir string, log *slog.Logger) *shared.Local {
	f := &files{dir: dir, kinds: map[string]fileKind{}, waiting: map[string][]shared.Document{}}
	f.saver = saver{delay: saveDelay, save: f.saveWaiting, fail: func(err error) { log.Error("gaps not saved", "err", err) }}
	s := shared.NewLocal(nil, f)
	for _, k := range fileKinds() {
		f.kinds[k.kind] = k
		s.Restore(k.kind, loadKind(dir, k, log))
	}
	return s
}

// loadKind reads the documents of a file.
func loadKind(dir string, k fileKind, log *slog.Logger) (list []shared.Document) {
	newStateFile(dir, k.name).load(func(data []byte) (err error) {
		list, err = k.load(data)
		return err
	}, log)
	return list
}

// Keep writes a kind down, or soon if it is a lazy one.
func (f *files) Keep(kind string, all []shared.Document) error {
	k, ok := f.kinds[kind]
	if !ok {
		return nil
	}
	if !k.lazy {
		return newStateFile(f.dir, k.name).save(k.content(all))
	}
	f.mu.Lock()
	f.waiting[kind] = all
	f.mu.Unlock()
	f.saver.touch()
	return nil
}

func (f *files) saveWaiting() error {
	f.mu.Lock()
	waiting := f.waiting
	f.waiting = map[string][]shared.Document{}
	f.mu.Unlock()
	var errs []error
	for kind, all := range waiting {
		k := f.kinds[kind]
		errs = append(errs, newStateFile(f.dir, k.name).save(k.content(all)))
	}
	return errors.Join(errs...)
}

// Close saves what has not been saved yet.
func (f *files) Close() error { return f.saver.flush() }

// Adopt puts what a data directory holds into a shared state, and tells how many
// documents those were. A kind of which the state has something already is left
// alone, so that it is done once.
func Adopt(dir string, to shared.Store, log *slog.Logger) (n int, err error) {
	for _, k := range fileKinds() {
		there, err := to.List(background, k.kind, "", "", 1)
		if err != nil {
			return n, fmt.Errorf("look for %s: %w", k.kind, err)
		}
		if len(there) > 0 {
			continue
		}
		for _, d := range loadKind(dir, k, log) {
			if _, err := to.Write(background, shared.Write{Ref: d.Ref, Value: d.Value, If: shared.Nothing}); err != nil {
				return n, fmt.Errorf("take over %s: %w", k.name, err)
			}
			n++
		}
	}
	return n, nil
}

// decode reads a document of ours. One that cannot be read counts as none.
func decode[T any](d shared.Document) (v T, ok bool) {
	if d.Value == nil || json.Unmarshal(d.Value, &v) != nil {
		var none T
		return none, false
	}
	return v, true
}

// listAll lists all documents of a kind whose key begins with prefix, in the order
// of their birth.
func listAll(s shared.Documents, kind, prefix string) (list []shared.Document, err error) {
	const page = 1000
	for after := ""; ; {
		some, err := s.List(background, kind, prefix, after, page)
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", kind, err)
		}
		list = append(list, some...)
		if len(some) < page {
			break
		}
		after = some[len(some)-1].Key
	}
	slices.SortStableFunc(list, func(a, b shared.Document) int { return int(a.Born - b.Born) })
	return list, nil
}
