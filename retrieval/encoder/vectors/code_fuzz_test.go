package vectors

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"testing"
)

// floats reads 384 numbers; what is missing is 0.
func floats(data []byte) []float32 {
	v := make([]float32, codeBits)
	for i := range min(codeBits, len(data)/4) {
		v[i] = math.Float32frombits(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return v
}

func bytesOf(v []float32) (out []byte) {
	for _, x := range v {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(x))
	}
	return out
}

// FuzzNearest compares any vector of a question with the code of any other:
// either is refused, or the cosine is the exact one of numbers and signs but for
// what four bits of a number leave out.
func FuzzNearest(f *testing.F) {
	r := rand.New(rand.NewPCG(1, 1))
	f.Add(bytesOf(randomVector(r)), bytesOf(randomVector(r)))
	f.Add(bytesOf(around(make([]float32, codeBits))), bytesOf(randomVector(r)))
	f.Add(bytesOf([]float32{float32(math.NaN()), float32(math.Inf(1)), math.MaxFloat32, -math.MaxFloat32}), []byte{})
	f.Add(bytesOf([]float32{1e-40, -1e-40, 3e38}), bytesOf([]float32{1}))
	f.Fuzz(func(t *testing.T, question, passage []byte) {
		q, v := floats(question), floats(passage)
		p, ok := NewPiece(q)
		c, is := NewCode(v)
		x := turned(q)
		if ok != (x != nil) || is != (turned(v) != nil) {
			t.Fatal("what can be turned is refused, or the other way round")
		}
		if !ok || !is {
			return
		}
		got, exact := nearestOf(&p, c), exactly(x, c)
		// Each number is off by half a step at most.
		bound := float64(p.step)/2*math.Sqrt(codeBits) + 1e-3
		if !(math.Abs(got-exact) <= bound) {
			t.Errorf("cosine %v, exactly %v, at most %v apart", got, exact, bound)
		}
		if again := nearestOf(&p, c, Code{}, c); again < got {
			t.Errorf("with more to choose from the nearest is at %v, not at %v", again, got)
		}
	})
}

// FuzzRowOfCodes reads any row, as an altered file may hold: what comes out are
// codes that are kept as they are.
func FuzzRowOfCodes(f *testing.F) {
	r := rand.New(rand.NewPCG(2, 2))
	c, _ := NewCode(randomVector(r))
	row := rowOf([]Code{c, c}, codeBits)
	kept := bytesOfRow(row)
	f.Add(kept, row.Scale)
	f.Add(kept, float32(-1))
	f.Add(kept[:10], float32(math.NaN()))
	f.Add([]byte{}, float32(math.Inf(1)))
	f.Fuzz(func(t *testing.T, values []byte, scale float32) {
		codes := appendCodes(nil, scale, values)
		if len(codes)*codeBytes > len(values) {
			t.Fatalf("%d codes of %d bytes", len(codes), len(values))
		}
		var back []Code
		for _, row := range rows(codes, codeBits) {
			back = append(back, codesOfRow(row)...)
		}
		if len(back) != len(codes) {
			t.Fatalf("%d codes come back as %d", len(codes), len(back))
		}
		for i := range back {
			if back[i] != codes[i] {
				t.Errorf("code %d of %d is another", i, len(codes))
			}
		}
	})
}
