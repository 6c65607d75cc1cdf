// Package watch tells when the files and folders that articles come from have
// changed and come to rest. It reads none of them, and watches what the reader
// of articles would read: no hidden names, and whatever links lead to.
package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"articlebot/retrieval/corpus"
)

// maxFolders bounds the folders that are watched; Linux allows 8,192 by
// default (fs.inotify.max_user_watches on small machines) for all of a user's
// programs.
const maxFolders = 2000

// errTooMany is a tree of folders that is too large to watch.
var errTooMany = errors.New("there are too many folders to watch")

// Watcher tells when files of the sources have changed and come to rest. Close
// ends it.
type Watcher struct {
	changed chan struct{}
	notify  *fsnotify.Watcher
	// Watched are real paths, as what links lead to has one name only then.
	sources map[string]bool // the sources themselves, in their folder
	folders map[string]bool // folders that are sources or below one
	done    sync.WaitGroup
}

// Files watches files and folders with all below them; nil if there are none.
// With an error it watches those that can be. A file is watched through its
// folder, as editors and tools replace files rather than write into them. A
// burst of changes is told once: when it has paused for quiet, at the latest
// after wait.
func Files(paths []string, quiet, wait time.Duration) (*Watcher, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch files: %w", err)
	}
	w := &Watcher{changed: make(chan struct{}, 1), notify: n, sources: map[string]bool{}, folders: map[string]bool{}}
	var failed []error
	for _, p := range paths {
		whole, err := filepath.Abs(p)
		if err == nil {
			err = w.add(whole)
		}
		failed = append(failed, err)
	}
	events := make(chan struct{})
	w.done.Go(func() { w.run(events) })
	w.done.Go(func() { debounce(events, w.changed, quiet, wait) })
	return w, errors.Join(failed...)
}

// Changed has one element when there was a change since it was last taken.
func (w *Watcher) Changed() <-chan struct{} { return w.changed }

// add watches one source. The folder that it stands in is watched too: a
// source may be moved away and another one put in its place.
func (w *Watcher) add(path string) error {
	seen := map[string]bool{}
	err := w.addFolders(path, seen)
	parent, name := filepath.Split(path)
	real, gone := filepath.EvalSymlinks(filepath.Clean(parent))
	if gone == nil {
		w.sources[filepath.Join(real, name)] = true
		gone = w.notify.Add(real)
	}
	if len(seen) > 0 && errors.Is(gone, fs.ErrPermission) {
		gone = nil // all that is in it is watched
	}
	if err = errors.Join(err, gone); err != nil {
		return fmt.Errorf("watch %s: %w", path, err)
	}
	return nil
}

// addFolders watches path and all folders below it but hidden ones, following
// links as the reader does; seen are those that were come by already. What
// cannot be read is left to the reload, which names it.
func (w *Watcher) addFolders(path string, seen map[string]bool) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil || seen[real] {
		return nil
	}
	if info, err := os.Stat(real); err != nil || !info.IsDir() {
		return nil
	}
	if !w.folders[real] && len(w.folders) >= maxFolders {
		return errTooMany
	}
	err = w.notify.Add(real) // before it is listed, so that nothing new is missed
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	seen[real], w.folders[real] = true, true
	entries, _ := os.ReadDir(real)
	for _, e := range entries {
		if corpus.Hidden(e.Name()) || !e.IsDir() && e.Type()&fs.ModeSymlink == 0 {
			continue
		}
		if err := w.addFolders(filepath.Join(real, e.Name()), seen); err != nil {
			return err
		}
	}
	return nil
}

// run hands on the events that matter until the watcher is closed.
func (w *Watcher) run(events chan<- struct{}) {
	defer close(events)
	for {
		select {
		case e, ok := <-w.notify.Events:
			if !ok {
				return
			}
			if w.concerns(e) {
				events <- struct{}{}
			}
		case _, ok := <-w.notify.Errors:
			if !ok {
				return
			}
			events <- struct{}{} // events were lost: something changed
		}
	}
}

// concerns tells whether an event can change the articles, and watches new
// folders.
func (w *Watcher) concerns(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	path := filepath.Clean(e.Name)
	if !w.sources[path] && !w.folders[filepath.Dir(path)] {
		return false
	}
	if e.Has(fsnotify.Create) && (w.sources[path] || !corpus.Hidden(filepath.Base(path))) {
		_ = w.addFolders(path, map[string]bool{}) // a folder that cannot be watched is read on the schedule
	}
	return true
}

// closeTime is how long a closing waits for a folder that does not answer.
const closeTime = time.Second

// Close ends the watching.
func (w *Watcher) Close() {
	_ = w.notify.Close()
	ended := make(chan struct{})
	go func() { w.done.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(closeTime):
	}
}
