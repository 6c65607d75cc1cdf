package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/fsnotify/fsnotify"

	"articlebot/config"
)

// maxWatched bounds the folders that are watched; Linux allows 8,192 by
// default (fs.inotify.max_user_watches on small machines) for all of a user's
// programs.
const maxWatched = 2000

// errTooMany is a tree of folders that is too large to watch.
var errTooMany = errors.New("there are too many folders to watch")

// fileWatcher tells when files of the sources have changed and come to rest.
type fileWatcher struct {
	// changed has one element when there was a change since it was last taken.
	changed chan struct{}
	notify  *fsnotify.Watcher
	// Watched are real paths, as what links lead to has one name only then.
	sources map[string]bool // the sources themselves, in their folder
	folders map[string]bool // folders that are sources or below one
	done    sync.WaitGroup
}

// localPaths are the sources that are files or folders.
func localPaths(c config.Config) []string {
	var paths []string
	for _, s := range c.Articles {
		if !strings.HasPrefix(s.Path, "http://") && !strings.HasPrefix(s.Path, "https://") {
			paths = append(paths, s.Path)
		}
	}
	return paths
}

// watchFiles watches files and folders with all below them; nil if there are
// none. With an error it watches those that can be. A file is watched through its folder, as editors and tools replace
// files rather than write into them. Bursts of changes are told once: see settle.
func watchFiles(paths []string, quiet, wait time.Duration) (*fileWatcher, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch files: %w", err)
	}
	w := &fileWatcher{changed: make(chan struct{}, 1), notify: n, sources: map[string]bool{}, folders: map[string]bool{}}
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
	w.done.Go(func() { settle(events, w.changed, quiet, wait) })
	return w, errors.Join(failed...)
}

// add watches one source. The folder that it stands in is watched too: a
// source may be moved away and another one put in its place.
func (w *fileWatcher) add(path string) error {
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
func (w *fileWatcher) addFolders(path string, seen map[string]bool) error {
	real, err := filepath.EvalSymlinks(path)
	if err != nil || seen[real] {
		return nil
	}
	if info, err := os.Stat(real); err != nil || !info.IsDir() {
		return nil
	}
	if !w.folders[real] && len(w.folders) >= maxWatched {
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
		if hidden(e.Name()) || !e.IsDir() && e.Type()&fs.ModeSymlink == 0 {
			continue
		}
		if err := w.addFolders(filepath.Join(real, e.Name()), seen); err != nil {
			return err
		}
	}
	return nil
}

// hidden are files and folders that are not read.
func hidden(name string) bool { return strings.HasPrefix(name, ".") }

// run hands on the events that matter until the watcher is closed.
func (w *fileWatcher) run(events chan<- struct{}) {
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

// settle turns bursts of events into one signal each: when they have paused
// for quiet, at the latest after wait. It ends with the events.
func settle(events <-chan struct{}, out chan<- struct{}, quiet, wait time.Duration) {
	var pause, limit <-chan time.Time
	for {
		select {
		case _, ok := <-events:
			if !ok {
				return
			}
			pause = time.After(quiet)
			if limit == nil {
				limit = time.After(wait)
			}
			continue
		case <-pause:
		case <-limit:
		}
		pause, limit = nil, nil
		select {
		case out <- struct{}{}:
		default: // the one before has not been taken yet
		}
	}
}

// concerns tells whether an event can change the articles, and watches new
// folders.
func (w *fileWatcher) concerns(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	path := filepath.Clean(e.Name)
	if !w.sources[path] && !w.folders[filepath.Dir(path)] {
		return false
	}
	if e.Has(fsnotify.Create) && (w.sources[path] || !hidden(filepath.Base(path))) {
		_ = w.addFolders(path, map[string]bool{}) // a folder that cannot be watched is read on the schedule
	}
	return true
}

// closeTime is how long a closing waits for a folder that does not answer.
const closeTime = time.Second

func (w *fileWatcher) close() {
	_ = w.notify.Close()
	ended := make(chan struct{})
	go func() { w.done.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(closeTime):
	}
}
