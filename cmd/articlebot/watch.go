package main

import (
	"errors"
	"fmt"
	"io/fs"
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
	files   map[string]bool // single files that are sources, by clean path
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
// none. A file is watched through its folder, as editors and tools replace
// files rather than write into them. Bursts of changes are told once: see settle.
func watchFiles(paths []string, quiet, wait time.Duration) (*fileWatcher, error) {
	if len(paths) == 0 {
		return nil, nil
	}
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch files: %w", err)
	}
	w := &fileWatcher{changed: make(chan struct{}, 1), notify: n, files: map[string]bool{}, folders: map[string]bool{}}
	for _, p := range paths {
		if err := w.add(filepath.Clean(p)); err != nil {
			_ = n.Close()
			return nil, err
		}
	}
	events := make(chan struct{})
	w.done.Go(func() { w.run(events) })
	w.done.Go(func() { settle(events, w.changed, quiet, wait) })
	return w, nil
}

// add watches one source.
func (w *fileWatcher) add(path string) error {
	err := w.addFolders(path)
	if err == nil && !w.folders[path] {
		w.files[path] = true
		err = w.notify.Add(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("watch %s: %w", path, err)
	}
	return nil
}

// addFolders watches path and all folders below it. What cannot be read is
// left to the reload, which names it.
func (w *fileWatcher) addFolders(path string) error {
	return filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir():
			return nil
		case len(w.folders) >= maxWatched:
			return errTooMany
		}
		w.folders[p] = true
		return w.notify.Add(p)
	})
}

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
	if w.files[path] {
		return true
	}
	if !w.folders[filepath.Dir(path)] {
		return false
	}
	if e.Has(fsnotify.Create) {
		_ = w.addFolders(path) // a folder that cannot be watched is read on the schedule
	}
	return true
}

func (w *fileWatcher) close() {
	_ = w.notify.Close()
	w.done.Wait()
}
