package archive_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"
)

func TestTheAnalysisIsLoadedWhereThisProgramSavedItWhole(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	r := record("1")
	b := analysis.NewBuilder(nil)
	b.Add(analysis.Document{Text: "Một đoạn.", Language: text.Vietnamese, Title: "Điện Biên"})
	r.Forward = b.Build(func() {})
	must(t, d.Save(t.Context(), r))

	load := func() *analysis.ForwardIndex {
		t.Helper()
		got, err := d.Load(t.Context(), "1")
		must(t, err)
		return got.Forward
	}
	if c := load(); c == nil || c.Sum() != r.Forward.Sum() {
		t.Fatalf("loaded %v", c)
	}
	file := filepath.Join(dir, "1.analysis")
	whole, err := os.ReadFile(file)
	must(t, err)
	for n := 0; n < len(whole); n += 3 {
		must(t, os.WriteFile(file, whole[:n], 0o600))
		if load() != nil {
			t.Fatalf("%d of %d bytes are loaded", n, len(whole))
		}
		flipped := bytes.Clone(whole) // in the first line this is another program
		flipped[n] ^= 0x10
		must(t, os.WriteFile(file, flipped, 0o600))
		if load() != nil {
			t.Fatalf("byte %d flipped is loaded", n)
		}
	}
	must(t, d.Retain([]retrieval.Generation{"2"}))
	if _, err := os.Stat(file); !os.IsNotExist(err) {
		t.Errorf("the analysis of a generation that is not kept stays: %v", err)
	}
}
