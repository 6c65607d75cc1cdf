package vectors

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

// randomVector returns a vector of the length one.
func randomVector(r *rand.Rand) []float32 {
	v := make([]float32, codeBits)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	toUnit(v)
	return v
}

func TestACodeKeepsHowNearPiecesAre(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	a := randomVector(r)
	pa, ok := NewPiece(around(a))
	if !ok {
		t.Fatal("no piece of 384 dimensions")
	}
	before := 2.0
	for _, noise := range []float32{0, 0.3, 1, 3} {
		b := make([]float32, codeBits)
		n := randomVector(r)
		for i := range b {
			b[i] = a[i] + noise*n[i]
		}
		c, _ := NewCode(around(b))
		got := nearestOf(&pa, c)
		exact := exactly(turned(around(a)), c)
		if math.Abs(got-exact) > 0.02 {
			t.Errorf("noise %v: cosine %.3f, exactly %.3f", noise, got, exact)
		}
		if got >= before {
			t.Errorf("noise %v: %.3f is no further away than %.3f", noise, got, before)
		}
		before = got
	}
	if _, ok := NewCode(make([]float32, 10)); ok {
		t.Error("a code is made of ten dimensions")
	}
	if nearestOf(&pa) != 0 {
		t.Error("something is near to nothing")
	}
}

// around moves a vector from the origin to the centre.
func around(v []float32) []float32 {
	out := make([]float32, len(v))
	for i := range v {
		out[i] = v[i] + math.Float32frombits(binary.LittleEndian.Uint32([]byte(centreBytes[4*i:4*i+4])))
	}
	return out
}

// exactly is the cosine of numbers and the signs of a code.
func exactly(x []float32, c Code) float64 {
	sum := 0.0
	for i, f := range x {
		sign := 2*float64(c[i/64]>>(i%64)&1) - 1
		sum += sign * float64(f)
	}
	return sum / math.Sqrt(codeBits)
}

func TestTheTurnKeepsLengthsAndAngles(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x, y := randomVector(r), randomVector(r)
	dot := func(a, b []float32) (sum float64) {
		for i := range a {
			sum += float64(a[i]) * float64(b[i])
		}
		return sum
	}
	before := dot(x, y)
	for _, v := range [][]float32{x, y} {
		flip(v, 7)
		hadamards(v)
		deal(v)
		toUnit(v)
	}
	if after := dot(x, y); math.Abs(after-before) > 1e-4 {
		t.Errorf("an angle of %.5f becomes %.5f", before, after)
	}
}

// bytesOfRow are a row's numbers as a file has them.
func bytesOfRow(v Vector) []byte {
	out := make([]byte, len(v.Values))
	for i, x := range v.Values {
		out[i] = byte(x)
	}
	return out
}

func codesOfRow(v Vector) []Code { return appendCodes(nil, v.Scale, bytesOfRow(v)) }

func TestCodesComeBackFromTheirRows(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{0, 1, 7, 8, 9, 16, 100} {
		var codes []Code
		for range n {
			c, _ := NewCode(randomVector(r))
			codes = append(codes, c)
		}
		var back []Code
		list := rows(codes, codeBits)
		for i, row := range list {
			part := codesOfRow(row)
			if full := len(part) == codeBits/codeBytes; full == (i == len(list)-1) {
				t.Errorf("%d codes: row %d of %d has %d", n, i, len(list), len(part))
			}
			back = append(back, part...)
		}
		if len(back) != n {
			t.Fatalf("%d codes come back as %d", n, len(back))
		}
		for i := range back {
			if back[i] != codes[i] {
				t.Errorf("code %d of %d is another", i, n)
			}
		}
	}
}

// BenchmarkNearest compares one piece with the codes of a hundred passages of
// ninety pieces.
func BenchmarkNearest(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	codes := make([]Code, 9000)
	for i := range codes {
		codes[i], _ = NewCode(randomVector(r))
	}
	p, _ := NewPiece(randomVector(r))
	ends, near := []int{len(codes)}, make([]float64, 1)
	for b.Loop() {
		p.Nearest(codes, ends, near)
	}
}

// BenchmarkNewCode cuts the vector of a piece, as each piece of each passage is
// once.
func BenchmarkNewCode(b *testing.B) {
	v := randomVector(rand.New(rand.NewPCG(9, 10)))
	for b.Loop() {
		NewCode(v)
	}
}

// BenchmarkNewPiece readies a piece of a question.
func BenchmarkNewPiece(b *testing.B) {
	v := randomVector(rand.New(rand.NewPCG(11, 12)))
	for b.Loop() {
		NewPiece(v)
	}
}

// BenchmarkCodesOfRows reads the codes of a passage of ninety pieces from its rows.
func BenchmarkCodesOfRows(b *testing.B) {
	r := rand.New(rand.NewPCG(13, 14))
	codes := make([]Code, 90)
	for i := range codes {
		codes[i], _ = NewCode(randomVector(r))
	}
	var kept [][]byte
	list := rows(codes, codeBits)
	for _, row := range list {
		kept = append(kept, bytesOfRow(row))
	}
	for b.Loop() {
		codes = codes[:0]
		for i, row := range list {
			codes = appendCodes(codes, row.Scale, kept[i])
		}
	}
}

// nearestOf is the cosine of the nearest of some codes.
func nearestOf(p *Piece, codes ...Code) float64 {
	near := make([]float64, 1)
	p.Nearest(codes, []int{len(codes)}, near)
	return near[0]
}

func TestNearestLooksAtEachStretch(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	p, _ := NewPiece(randomVector(random))
	codes := make([]Code, 7)
	for i := range codes {
		codes[i], _ = NewCode(randomVector(random))
	}
	near := make([]float64, 4)
	p.Nearest(codes, []int{3, 3, 4, 7}, near)
	want := []float64{nearestOf(&p, codes[:3]...), 0, nearestOf(&p, codes[3]), nearestOf(&p, codes[4:]...)}
	for i := range want {
		if near[i] != want[i] {
			t.Errorf("stretch %d: %v, want %v", i, near[i], want[i])
		}
	}
}
