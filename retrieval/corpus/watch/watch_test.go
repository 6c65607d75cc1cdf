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

// noticed waits for a change to be told, and for those that follow at once.
func noticed(t *testing.T, w *fileWatcher, what string) {
	t.Helper()
	select {
	case <-w.changed:
	case <-time.After(patience):
		t.Fatalf("not noticed: %s", what)
	}
	for {
		select {
		case <-w.changed:
		case <-time.After(50 * time.Millisecond):
			return
		}
	}
}

func TestWatcherFollowsASourceThatIsPutInAnothersPlace(t *testing.T) {
	dir := t.TempDir()
	in := func(names ...string) string { return filepath.Join(append([]string{dir}, names...)...) }
	for _, folder := range []string{in("pages", "below"), in("v1"), in("v2"), in("elsewhere")} {
		must(t, os.MkdirAll(folder, 0o700))
	}
	must(t, os.Symlink("v1", in("current")))
	must(t, os.Symlink(in("elsewhere"), in("pages", "linked")))
	must(t, os.Symlink("..", in("pages", "up")))
	w, err := watchFiles([]string{in("pages"), in("current")}, time.Millisecond, time.Second)
	must(t, err)
	defer w.close()
	write := func(names ...string) { must(t, os.WriteFile(in(names...), nil, 0o600)) }

	write("elsewhere", "a.md")
	noticed(t, w, "a file in a folder that a link leads to")
	must(t, os.RemoveAll(in("pages")))
	noticed(t, w, "a folder is removed")
	must(t, os.MkdirAll(in("pages", "below"), 0o700))
	noticed(t, w, "a folder is made again")
	write("pages", "below", "b.md")
	noticed(t, w, "a file in a folder that was made again")

	write("v1", "c.md")
	noticed(t, w, "a file where the link leads")
	must(t, os.Symlink("v2", in("next")))
	must(t, os.Rename(in("next"), in("current")))
	noticed(t, w, "the link leads elsewhere")
	write("v2", "d.md")
	noticed(t, w, "a file where the link leads now")

	must(t, os.Mkdir(in("pages", ".git"), 0o700))
	noticed(t, w, "a hidden folder")
	write("pages", ".git", "e.md")
	select {
	case <-w.changed:
		t.Error("a hidden folder is watched, though it is not read")
	case <-time.After(100 * time.Millisecond):
	}
}

func TestWatcherWatchesWhatItCan(t *testing.T) {
	dir := t.TempDir()
	w, err := watchFiles([]string{filepath.Join(dir, "gone", "news.jsonl"), dir}, time.Millisecond, time.Second)
	if w == nil || err == nil {
		t.Fatalf("watcher %v, error %v", w, err)
	}
	defer w.close()
	must(t, os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o600))
	noticed(t, w, "a file in the folder that is there")
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
