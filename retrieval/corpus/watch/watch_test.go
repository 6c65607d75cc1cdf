package watch

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestWatcherNoticesWhatConcernsTheSources(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "pages")
	file := filepath.Join(dir, "news.jsonl")
	other := filepath.Join(dir, "other.txt")
	must(t, os.Mkdir(folder, 0o700))
	must(t, os.WriteFile(file, nil, 0o600))
	w, err := Files([]string{folder, file}, time.Millisecond, time.Second)
	must(t, err)
	defer w.Close()

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
func noticed(t *testing.T, w *Watcher, what string) {
	t.Helper()
	select {
	case <-w.changed:
	case <-time.After(10 * time.Second):
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
	w, err := Files([]string{in("pages"), in("current")}, time.Millisecond, time.Second)
	must(t, err)
	defer w.Close()
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
	w, err := Files([]string{filepath.Join(dir, "gone", "news.jsonl"), dir}, time.Millisecond, time.Second)
	if w == nil || err == nil {
		t.Fatalf("watcher %v, error %v", w, err)
	}
	defer w.Close()
	must(t, os.WriteFile(filepath.Join(dir, "a.md"), nil, 0o600))
	noticed(t, w, "a file in the folder that is there")
}

func TestNothingLocalNeedsNoWatcher(t *testing.T) {
	if w, err := Files(nil, time.Second, time.Second); w != nil || err != nil {
		t.Errorf("watcher %v, error %v", w, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
