package archive_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/archive"
	"articlebot/retrieval/engine"
	"articlebot/retrieval/text"
)

// record is a generation with everything that one can have.
func record(g retrieval.Generation) *engine.Record {
	return &engine.Record{
		Generation: g, BuiltAt: time.Date(2026, 1, 5, 8, 30, 0, 5, time.UTC), Terms: 1<<63 + 7, SourceKey: `["seeds"]`,
		Articles: []retrieval.Article{
			{
				ID: "https://paper.example/1", Title: "Điện Biên", Section: "ECONOMY", Author: "Sầm Phúc", Published: time.Date(2026, 1, 4, 7, 0, 0, 0, time.UTC),
				URL: "https://paper.example/1", Language: text.Vietnamese, Origin: retrieval.Origin{File: "a.txt", Kind: "page"},
				Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "Một đoạn."}, {Kind: retrieval.Caption, Text: "A photo."}},
				AlsoIn:   []retrieval.Summary{{ID: "2", Title: "The same"}},
			},
			{ID: "t:brief", Title: "Brief", Brief: true, Passages: []retrieval.Passage{{Kind: retrieval.Brief, Text: "In short."}}},
		},
		Sources: []retrieval.SourceStatus{{Source: "a.txt", Kind: "page", Articles: 1, Briefs: 1, Skipped: []retrieval.Skip{{Name: "b", Reason: "empty"}}}},
	}
}

func open(t *testing.T, path string) *archive.Dir {
	t.Helper()
	d := archive.Open(path)
	t.Cleanup(func() { must(t, d.Close()) })
	must(t, d.Writable())
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsSavedIsLoaded(t *testing.T) {
	d := open(t, filepath.Join(t.TempDir(), "new", "archive"))
	must(t, d.Save(t.Context(), record("1")))
	got, err := d.Load(t.Context(), "1")
	must(t, err)
	if diff := cmp.Diff(record("1"), got); diff != "" {
		t.Errorf("(-saved +loaded):\n%s", diff)
	}
	if _, err := d.Load(t.Context(), "2"); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("load an unknown generation: %v", err)
	}
}

func TestAFileCutAnywhereIsNotLoaded(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	must(t, d.Save(t.Context(), record("1")))
	file := filepath.Join(dir, "1.articles")
	whole, err := os.ReadFile(file)
	must(t, err)
	for n := 0; n < len(whole); n += 5 {
		must(t, os.WriteFile(file, whole[:n], 0o600))
		if _, err := d.Load(t.Context(), "1"); !errors.Is(err, retrieval.ErrNoGeneration) {
			t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
		}
		flipped := append([]byte(nil), whole...)
		flipped[n] ^= 0x10
		must(t, os.WriteFile(file, flipped, 0o600))
		if _, err := d.Load(t.Context(), "1"); !errors.Is(err, retrieval.ErrNoGeneration) {
			t.Fatalf("byte %d flipped: %v", n, err)
		}
	}
	must(t, os.WriteFile(file, whole, 0o600))
	must(t, os.Rename(file, filepath.Join(dir, "2.articles")))
	if _, err := d.Load(t.Context(), "2"); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("a file under another's name: %v", err)
	}
}

func TestTheLineIsThatOfTheFilesWhereItIsLost(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	for _, g := range []retrieval.Generation{"9", "a", "10", "zz"} { // base 36: 9 < a < 10 < zz
		must(t, d.Save(t.Context(), record(g)))
	}
	want := engine.History{Live: []retrieval.Generation{"a", "zz"}, Rejected: "digest"}
	must(t, d.SetHistory(want))
	got, err := d.History()
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-set +got):\n%s", diff)
	}
	for _, damaged := range []string{"", "{", `{"live":[]}`, "null"} {
		must(t, os.WriteFile(filepath.Join(dir, "line.json"), []byte(damaged), 0o600))
		got, err := d.History()
		must(t, err)
		if diff := cmp.Diff([]retrieval.Generation{"zz", "10", "a", "9"}, got.Live); diff != "" {
			t.Errorf("line.json is %q (-want +got):\n%s", damaged, diff)
		}
	}
}

func TestRetainRemovesTheRestAndWhatACrashLeft(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	for _, g := range []retrieval.Generation{"1", "2", "3"} {
		must(t, d.Save(t.Context(), record(g)))
	}
	must(t, os.WriteFile(filepath.Join(dir, ".new-123"), nil, 0o600))
	must(t, os.WriteFile(filepath.Join(dir, "note.txt"), nil, 0o600))
	must(t, d.Retain([]retrieval.Generation{"3", "2"}))
	entries, err := os.ReadDir(dir)
	must(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if diff := cmp.Diff([]string{"2.articles", "3.articles", "lock", "note.txt"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestOnlyOneWrites(t *testing.T) {
	dir := t.TempDir()
	first := open(t, dir)
	must(t, first.Save(t.Context(), record("1")))
	second := archive.Open(dir)
	if err := second.Writable(); !errors.Is(err, engine.ErrLocked) {
		t.Fatalf("the second may write: %v", err)
	}
	for name, err := range map[string]error{
		"save": second.Save(t.Context(), record("2")), "set history": second.SetHistory(engine.History{}), "retain": second.Retain(nil),
	} {
		if !errors.Is(err, engine.ErrLocked) {
			t.Errorf("the second does %s: %v", name, err)
		}
	}
	if _, err := second.Load(t.Context(), "1"); err != nil {
		t.Errorf("the second cannot read: %v", err)
	}
	must(t, first.Close())
	if err := second.Writable(); err != nil {
		t.Errorf("the second does not take over: %v", err)
	}
	must(t, second.Close())
	if err := second.Save(t.Context(), record("2")); err == nil {
		t.Error("a closed archive writes")
	}
}

func TestACancelledSaveLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	d := open(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := d.Save(ctx, record("1")); !errors.Is(err, context.Canceled) {
		t.Errorf("save: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left: %v, %v", entries, err)
	}
}

func TestWhatIsWrittenIsReadAndDamageIsNoticed(t *testing.T) {
	want := &engine.Record{Generation: "g1", BuiltAt: time.Unix(5, 0).UTC(), Terms: 7, Articles: []retrieval.Article{{
		ID: "a", Title: "Coffee", Passages: []retrieval.Passage{{Kind: retrieval.Body, Text: "The harvest was good."}},
	}}}
	var packed bytes.Buffer
	if err := archive.Write(t.Context(), &packed, want); err != nil {
		t.Fatal(err)
	}
	got, err := archive.Read(t.Context(), bytes.NewReader(packed.Bytes()))
	if err != nil || got.Generation != want.Generation || got.Terms != want.Terms || got.Articles[0].Passages[0].Text != want.Articles[0].Passages[0].Text {
		t.Fatalf("read %+v, %v", got, err)
	}
	for at := range packed.Len() {
		cut := packed.Bytes()[:at]
		if _, err := archive.Read(t.Context(), bytes.NewReader(cut)); err == nil {
			t.Fatalf("cut at %d of %d bytes it is read", at, packed.Len())
		}
	}
	damaged := bytes.Clone(packed.Bytes())
	damaged[len(damaged)-6] ^= 1 // of the checksum
	if _, err := archive.Read(t.Context(), bytes.NewReader(damaged)); err == nil {
		t.Error("damaged it is read")
	}
}
