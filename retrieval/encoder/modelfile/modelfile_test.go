package modelfile_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval/encoder/modelfile"
)

// Offsets in a file.
const (
	versionAt  = 8
	lengthAt   = 12
	checksumAt = 20
	contentAt  = 52
)

// small returns a model of one layer with five pieces.
func small() *modelfile.File {
	const hidden, inner = 32, 64
	matrix := func(rows, cols int) modelfile.Matrix {
		return modelfile.Matrix{
			Rows: rows, Cols: cols, Nibbles: make([]byte, rows*cols/2),
			Scales: fill(rows*cols/modelfile.Block, 0.25), Bias: fill(rows, -1),
		}
	}
	norm := modelfile.Norm{Weight: fill(hidden, 1), Bias: fill(hidden, 0)}
	return &modelfile.File{
		Info:  modelfile.Info{Name: "small", Fit: "small-q4", QueryPrefix: "query: ", Licence: "none\n"},
		Shape: modelfile.Shape{Pieces: 5, Hidden: hidden, Layers: 1, Heads: 2, Inner: inner, Positions: 8, End: 1, Unknown: 2, PieceBytes: 14, Replaced: 1, Replacements: 2},
		Vocabulary: modelfile.Vocabulary{
			Offsets: []uint32{0, 4, 7, 12, 13, 14}, Bytes: []byte("</s><s><unk>ab"), Scores: []float32{0, 0, 0, -1, -2},
			From: []uint32{'½'}, ToStart: []uint32{0, 2}, To: []uint32{'1', '2'},
		},
		Words: make([]byte, 5*modelfile.WordBlock), WordPositions: fill(8*hidden, 0.5), Embedded: norm,
		Stack: []modelfile.Layer{{
			QKV: matrix(3*hidden, hidden), Attention: matrix(hidden, hidden), AfterAttention: norm,
			Inner: matrix(inner, hidden), Outer: matrix(hidden, inner), AfterOuter: norm,
		}},
	}
}

func fill(n int, v float32) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = v
	}
	return out
}

func write(t testing.TB, f *modelfile.File) []byte {
	t.Helper()
	data, err := f.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sign sets the checksum of a content that was changed.
func sign(data []byte) []byte {
	sum := sha256.Sum256(data[contentAt:])
	copy(data[checksumAt:], sum[:])
	return data
}

func TestAFileIsReadAsItWasWritten(t *testing.T) {
	want := small()
	path := filepath.Join(t.TempDir(), "small.model")
	if err := os.WriteFile(path, write(t, want), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := modelfile.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	change := func(f func([]byte) []byte) []byte { return f(write(t, small())) }
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"an empty file":           {nil, modelfile.ErrNotModel},
		"another kind of file":    {[]byte("%PDF-1.7 and more than eight bytes of it"), modelfile.ErrNotModel},
		"a head without the rest": {change(func(b []byte) []byte { return b[:30] }), modelfile.ErrCutShort},
		"a file without its end":  {change(func(b []byte) []byte { return b[:len(b)-1] }), modelfile.ErrCutShort},
		"a file with more":        {change(func(b []byte) []byte { return append(b, 0) }), modelfile.ErrAltered},
		"another version":         {change(func(b []byte) []byte { b[versionAt]++; return b }), modelfile.ErrVersion},
		"one bit":                 {change(func(b []byte) []byte { b[len(b)-100] ^= 4; return b }), modelfile.ErrAltered},
		"another length": {change(func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[lengthAt:], uint64(len(b)-64))
			return sign(b[:len(b)-64])
		}), modelfile.ErrCutShort},
	} {
		if _, err := modelfile.Read(c.data); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func TestWhatKernelsCannotWorkWithIsNotRead(t *testing.T) {
	for name, spoil := range map[string]func(*modelfile.File){
		"a head of eight":            func(f *modelfile.File) { f.Heads = 4 },
		"no head":                    func(f *modelfile.File) { f.Heads = 0 },
		"a width of no whole blocks": func(f *modelfile.File) { f.Inner = 48 },
		"absurd sizes":               func(f *modelfile.File) { f.Inner = 1 << 31 },
		"a mark that is no piece":    func(f *modelfile.File) { f.Unknown = 5 },
		"no room for a word":         func(f *modelfile.File) { f.Positions = 2 },
		"pieces that overlap":        func(f *modelfile.File) { f.Offsets[2] = 1 },
		"pieces past their end":      func(f *modelfile.File) { f.Offsets[5] = 99 },
		"pieces out of order":        func(f *modelfile.File) { f.Vocabulary.Bytes[13] = '<' },
		"replacements out of order":  func(f *modelfile.File) { f.From, f.ToStart, f.Replaced = []uint32{9, 9}, []uint32{0, 1, 2}, 2 },
		"replacements past the end":  func(f *modelfile.File) { f.ToStart[1] = 3 },
		"a layer less":               func(f *modelfile.File) { f.Layers = 2 },
		"a scale that is not half":   func(f *modelfile.File) { f.Stack[0].Inner.Scales[0] = 1.0001 },
	} {
		f := small()
		spoil(f)
		if _, err := f.Bytes(); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestHalfPrecision(t *testing.T) {
	for h, want := range map[uint16]float32{0: 0, 0x3c00: 1, 0xc000: -2, 0x7bff: 65504, 1: 1.0 / (1 << 24), 0x3555: 0.333251953125} {
		if got := modelfile.Half(h); got != want {
			t.Errorf("Half(%#x) = %v, want %v", h, got, want)
		}
	}
}

// FuzzRead changes a file and signs it: nothing may panic, and of what is
// read every piece can be taken.
func FuzzRead(f *testing.F) {
	data := write(f, small())
	f.Add(data)
	f.Add(data[:contentAt+20])
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) < contentAt {
			modelfile.Read(data) //nolint:errcheck // must only not panic
			return
		}
		data = append([]byte(nil), data...)
		binary.LittleEndian.PutUint64(data[lengthAt:], uint64(len(data)))
		file, err := modelfile.Read(sign(data))
		if err != nil {
			return
		}
		for i := range file.Pieces {
			file.Piece(int(i))
		}
	})
}
