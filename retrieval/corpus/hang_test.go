package corpus_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"articlebot/retrieval/corpus"
)

// hanging is a file system of which some names never answer, as on a server
// that is gone.
type hanging struct {
	fstest.MapFS
	hangs   string
	on      atomic.Bool
	release chan struct{}
}

func (h *hanging) wait(name string) {
	if h.on.Load() && strings.HasPrefix(name, h.hangs) {
		<-h.release
	}
}

func (h *hanging) Open(name string) (fs.File, error) {
	h.wait(name)
	return h.MapFS.Open(name)
}

func (h *hanging) ReadDir(name string) ([]fs.DirEntry, error) {
	h.wait(name)
	return h.MapFS.ReadDir(name)
}

func newHanging(t *testing.T, hangs string) *hanging {
	h := &hanging{MapFS: fstest.MapFS{"pages/a.txt": {Data: []byte(plainPage("A page", "bridge"))}, "pages/b.txt": {Data: []byte(plainPage("Another", "canal"))}}, hangs: hangs, release: make(chan struct{})}
	h.on.Store(true)
	t.Cleanup(func() { close(h.release) })
	return h
}

func TestAFileThatNeverAnswersStopsNoReload(t *testing.T) {
	h := newHanging(t, "pages/a.txt")
	l := corpus.NewLoader([]corpus.Source{{Path: "pages", FS: h}}, corpus.Options{Stall: 50 * time.Millisecond})
	for range 2 { // the second is not begun
		c := read(t, l)
		expect(t, "the rest", c, "Another")
		if s := c.Sources[0].Skipped; len(s) != 1 || s[0].Name != "pages/a.txt" || !strings.Contains(s[0].Reason, "has not answered since") {
			t.Errorf("skipped %+v", s)
		}
	}
}

func TestAFileThatAnswersNoMoreKeepsWhatItHeld(t *testing.T) {
	h := newHanging(t, "pages/a.txt")
	h.on.Store(false)
	l := corpus.NewLoader([]corpus.Source{{Path: "pages", FS: h}}, corpus.Options{Stall: 50 * time.Millisecond})
	expect(t, "before", read(t, l), "A page", "Another")
	h.on.Store(true)
	c := read(t, l)
	expect(t, "after", c, "A page", "Another")
	if s := c.Sources[0].Skipped; len(s) != 1 || !s[0].Kept || !strings.Contains(s[0].Reason, "what it held before is kept") {
		t.Errorf("skipped %+v", s)
	}
}

func TestAFolderThatNeverAnswersIsAnErrorOfItsSource(t *testing.T) {
	h := newHanging(t, "pages")
	good := fstest.MapFS{"a.txt": {Data: []byte(plainPage("A good page", "bridge"))}}
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: "pages", FS: h}, {Path: ".", FS: good}}, corpus.Options{Stall: 50 * time.Millisecond}))
	expect(t, "the other source", c, "A good page")
	if !strings.Contains(c.Sources[0].Err, "has not answered since") {
		t.Errorf("error %q", c.Sources[0].Err)
	}
}

func TestAStopIsNotHeldUpByWhatNeverAnswers(t *testing.T) {
	for _, hangs := range []string{"pages", "pages/a.txt"} {
		h := newHanging(t, hangs)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		_, err := corpus.NewLoader([]corpus.Source{{Path: "pages", FS: h}}, corpus.Options{}).Read(ctx, nil)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s hangs: %v", hangs, err)
		}
	}
}

func TestAFileThatKilledTheProcessIsSetAsideAndReadAgainWhenChanged(t *testing.T) {
	dir, memory := t.TempDir(), t.TempDir()
	write(t, dir+"/a.txt", plainPage("The killer", "bridge"))
	write(t, dir+"/b.txt", plainPage("Another", "canal"))
	marked(t, memory, dir+"/a.txt")
	l := corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{AsideDir: memory})
	c := read(t, l)
	expect(t, "after the death", c, "Another")
	if s := c.Sources[0].Skipped; len(s) != 1 || s[0].Name != dir+"/a.txt" || !strings.Contains(s[0].Reason, "set aside") {
		t.Fatalf("skipped %+v", s)
	}
	l.Forget()
	expect(t, "by force", read(t, l), "The killer", "Another")
	marked(t, memory, dir+"/a.txt")
	l = corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{AsideDir: memory})
	expect(t, "killed again", read(t, l), "Another")
	write(t, dir+"/a.txt", plainPage("The killer, mended", "bridge"))
	expect(t, "changed", read(t, l), "The killer, mended", "Another")
}

// marked leaves the mark of a process that died while it read a file.
func marked(t *testing.T, memory, path string) {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	mark, err := json.Marshal([]map[string]any{{"name": path, "version": fmt.Sprint(info.Size(), " ", info.ModTime().UnixNano()), "since": time.Now()}})
	must(t, err)
	write(t, memory+"/reading-1", string(mark)+"   ")
}
