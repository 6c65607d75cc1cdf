package engine_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/encoder"
	"articlebot/retrieval/encoder/modelfile"
)

// modelData is the file of the built-in model.
func modelData(t *testing.T) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "encoder", "e5-small-en-vi.model"))
	must(t, err)
	return data
}

func TestAModelFileThatIsDamagedIsRefusedWithItsReason(t *testing.T) {
	data := modelData(t)
	path := filepath.Join(t.TempDir(), "damaged.model")
	for name, c := range map[string]struct {
		damaged []byte
		want    error
	}{
		"nothing":         {nil, modelfile.ErrNotModel},
		"cut short":       {data[:len(data)/2], modelfile.ErrCutShort},
		"altered":         {altered(data, len(data)/2), modelfile.ErrAltered},
		"another version": {altered(data, 8), modelfile.ErrVersion},
		"another kind":    {[]byte("GGUF and more of it, as other programs have"), modelfile.ErrNotModel},
	} {
		must(t, os.WriteFile(path, c.damaged, 0o600))
		if _, err := encoder.Open(path, encoder.Best); !errors.Is(err, c.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// altered is data with one bit of a byte changed.
func altered(data []byte, at int) []byte {
	out := bytes.Clone(data)
	out[at] ^= 4
	return out
}

// TestAModelFileMayBeReplacedWhileItServes writes over the very file, as a copy
// does, and removes it.
func TestAModelFileMayBeReplacedWhileItServes(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	data := modelData(t)
	path := filepath.Join(t.TempDir(), "e5.model")
	must(t, os.WriteFile(path, data, 0o600))
	m, err := encoder.Open(path, encoder.Best)
	must(t, err)
	e := openMeaning(t, m, m, village())
	must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
	before := said(t, e, otherWords)
	if !strings.Contains(before, "doctor") {
		t.Fatalf("before: %s", before)
	}
	for name, change := range map[string]func() error{
		"written over": func() error { return os.WriteFile(path, bytes.Repeat([]byte{0xff}, len(data)), 0o600) },
		"cut short":    func() error { return os.Truncate(path, 10) },
		"removed":      func() error { return os.Remove(path) },
	} {
		if err := change(); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
		if got := said(t, e, otherWords); got != before {
			t.Errorf("%s: %swant %s", name, got, before)
		}
	}
}

// TestAQuestionLongerThanTheWindowIsAnswered asks what stands behind thousands
// of characters: words see all of it.
func TestAQuestionLongerThanTheWindowIsAnswered(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	m := builtIn(t)
	e := openMeaning(t, m, m, village())
	must(t, e.AwaitVectors(t.Context(), func(retrieval.Progress) {}))
	filler := strings.Repeat("unquestionably ", 200)
	if len(filler)+100 > retrieval.MaxQuestionBytes {
		t.Fatal("the question is cut before its end")
	}
	if _, pieces, err := m.Tokens(t.Context(), encoder.Query, filler+plainQuestion); err != nil || len(pieces) < m.Window()-10 {
		t.Fatalf("%d pieces are no more than the window of %d: %v", len(pieces), m.Window(), err)
	}
	for where, q := range map[string]string{"first": plainQuestion + "? " + filler, "last": filler + plainQuestion} {
		if got := said(t, e, q); !strings.Contains(got, "\ncoffee ") {
			t.Errorf("with the question %s it says %s", where, got)
		}
	}
	for _, q := range []string{
		strings.Repeat("x", 3*retrieval.MaxQuestionBytes),
		strings.Repeat("đ ", 2*retrieval.MaxQuestionBytes),
		strings.Repeat("?", retrieval.MaxQuestionBytes),
	} {
		said(t, e, q) // any answer will do, in its time
	}
}
