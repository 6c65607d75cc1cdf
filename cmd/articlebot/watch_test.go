package main

import (
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"
)

func TestSettleWaitsForQuietButNotForever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		events, out := make(chan struct{}), make(chan struct{}, 1)
		done := make(chan struct{})
		go func() { defer close(done); settle(events, out, 2*time.Second, 30*time.Second) }()
		start := time.Now()
		send := func() { events <- struct{}{}; synctest.Wait() }

		send()
		time.Sleep(time.Second)
		send()
		<-out
		if got := time.Since(start); got != 3*time.Second {
			t.Errorf("signal after %v, want 2 s after the last event", got)
		}

		start = time.Now()
		for time.Since(start) < 29*time.Second {
			send()
			time.Sleep(time.Second)
		}
		<-out
		if got := time.Since(start); got != 30*time.Second {
			t.Errorf("signal after %v of unceasing events, want 30 s", got)
		}
		close(events)
		<-done
	})
}

func TestWatcherNoticesWhatConcernsTheSources(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "pages")
	file := filepath.Join(dir, "news.jsonl")
	other := filepath.Join(dir, "other.txt")
	must(t, os.Mkdir(folder, 0o700))
	must(t, os.WriteFile(file, nil, 0o600))
	w, err := watchFiles([]string{folder, file}, time.Millisecond, time.Second)
	must(t, err)
	defer w.close()

	for name, change := range map[string]func() error{
		"a new file in the folder": func() error { return os.WriteFile(filepath.Join(folder, "a.txt"), nil, 0o600) },
		"a file that is replaced": func() error {
			must(t, os.WriteFile(other, []byte("new"), 0o600))
			return os.Rename(other, file)
		},
		"a file in a new folder below": func() error {
			must(t, os.Mkdir(filepath.Join(folder, "below"), 0o700))
			<-w.changed
			return os.WriteFile(filepath.Join(folder, "below", "b.txt"), nil, 0o600)
		},
	} {
		must(t, change())
		select {
		case <-w.changed:
		case <-time.After(10 * time.Second):
			t.Fatalf("not noticed: %s", name)
		}
		for len(w.changed) > 0 {
			<-w.changed
		}
	}
}

func TestNothingLocalNeedsNoWatcher(t *testing.T) {
	if w, err := watchFiles(nil, time.Second, time.Second); w != nil || err != nil {
		t.Errorf("watcher %v, error %v", w, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
