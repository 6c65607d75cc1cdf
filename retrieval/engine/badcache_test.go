package engine_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/bleveindex"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/vectors"
	"articlebot/retrieval/engine"
)

type encoderModel = encoder.Model

// counted is an encoder under another name, which counts the texts of passages
// that it is given.
type counted struct {
	*encoderModel
	name  string
	texts atomic.Int64
}

func (c *counted) Model() string { return c.name }

func (c *counted) PassagesYielding(ctx context.Context, texts []string, yield func()) ([][]float32, error) {
	c.texts.Add(int64(len(texts)))
	return c.encoderModel.PassagesYielding(ctx, texts, yield)
}

func (c *counted) PassagePieces(ctx context.Context, text string, yield func()) ([]float32, [][]float32, error) {
	c.texts.Add(1)
	return c.encoderModel.PassagePieces(ctx, text, yield)
}

// openCached opens an engine whose vectors are kept in dir, and waits for them.
func openCached(t *testing.T, c *counted, dir string) *engine.Engine {
	t.Helper()
	n := &newsroom{}
	n.publish(village()...)
	e, err := engine.Open(t.Context(), engine.Config{
		Reader: n, Backend: bleveindex.Memory{},
		Meaning: &engine.Meaning{Encoder: c, Vectors: vectors.NewMaker(vectors.Config{Encoder: c, Dir: dir})},
	})
	must(t, err)
	must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
	return e
}

// kept is the file of vectors in dir.
func kept(t *testing.T, dir string) string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(dir, "*.bin"))
	if err != nil || len(list) != 1 {
		t.Fatalf("kept: %v, %v", list, err)
	}
	return list[0]
}

// TestDamagedVectorsAreMadeAgain damages what is kept between two runs; before
// and after an answer is the same.
func TestDamagedVectorsAreMadeAgain(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	m := builtIn(t)
	dir := t.TempDir()
	first := &counted{encoderModel: m, name: "one"}
	e := openCached(t, first, dir)
	want := said(t, e, otherWords)
	must(t, e.Close())
	data, err := os.ReadFile(kept(t, dir))
	must(t, err)
	all := first.texts.Load()
	if all == 0 || !strings.Contains(want, "doctor") {
		t.Fatalf("%d texts, %s", all, want)
	}
	for name, c := range map[string]struct {
		model       string
		damaged     []byte
		least, most int64 // texts that are embedded again
	}{
		"nothing":                  {"one", data, 0, 0},
		"its end is cut":           {"one", data[:len(data)-100], 1, all - 1},
		"a bit is altered":         {"one", altered(data, len(data)/2), 1, all - 1},
		"all but its head is cut":  {"one", data[:64], all, all},
		"its head is altered":      {"one", altered(data, 9), all, all},
		"it is another model's":    {"two", data, all, all},
		"it is no file of vectors": {"one", []byte("<!DOCTYPE html>"), all, all},
		"it is empty":              {"one", nil, all, all},
		"all of it is zero":        {"one", bytes.Repeat([]byte{0}, len(data)), all, all},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			again := &counted{encoderModel: m, name: c.model}
			if c.model != first.name { // under the name that its own would have
				must(t, openCached(t, again, dir).Close())
				again.texts.Store(0)
			} else {
				must(t, openCached(t, &counted{encoderModel: m, name: first.name}, dir).Close())
			}
			must(t, os.WriteFile(kept(t, dir), c.damaged, 0o600))
			e := openCached(t, again, dir)
			defer func() { must(t, e.Close()) }()
			if n := again.texts.Load(); n < c.least || n > c.most {
				t.Errorf("%d texts of %d are embedded again, want %d to %d", n, all, c.least, c.most)
			}
			if got := said(t, e, otherWords); got != want {
				t.Errorf("it says %swant %s", got, want)
			}
		})
	}
}

// TestVectorsThatAreDamagedWhileTheyServeLeaveItToWords writes over the file, and
// cuts it, below an engine that reads it.
func TestVectorsThatAreDamagedWhileTheyServeLeaveItToWords(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	words := byWords(t, plainQuestion)[0]
	for name, damage := range map[string]func(path string, size int64) error{
		"written over": func(path string, size int64) error {
			return os.WriteFile(path, bytes.Repeat([]byte{0xff}, int(size)), 0o600)
		},
		"cut": func(path string, _ int64) error { return os.Truncate(path, 100) },
	} {
		dir := t.TempDir()
		e := openCached(t, &counted{encoderModel: builtIn(t), name: "one"}, dir)
		info, err := os.Stat(kept(t, dir))
		must(t, err)
		must(t, damage(kept(t, dir), info.Size()))
		// The vectors in memory may still propose passages, behind what words find.
		if got := said(t, e, plainQuestion); !strings.HasPrefix(got, words) {
			t.Errorf("%s: it says %swords say %s", name, got, words)
		}
		must(t, e.Close())
	}
}

// TestWithoutAPlaceForVectorsTheyAreMadeAllTheSame has a file where the folder
// should be.
func TestWithoutAPlaceForVectorsTheyAreMadeAllTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, nil, 0o600))
	e := openCached(t, &counted{encoderModel: builtIn(t), name: "one"}, filepath.Join(file, "vectors"))
	defer func() { must(t, e.Close()) }()
	if got := said(t, e, otherWords); !strings.Contains(got, "doctor") {
		t.Errorf("it says %s", got)
	}
}
