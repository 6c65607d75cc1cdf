package modelfile

import "math"

// Half widens a half-precision number (IEEE 754 binary16).
func Half(h uint16) float32 {
	sign, exponent, fraction := uint32(h>>15)<<31, uint32(h>>10)&31, uint32(h)&1023
	switch exponent {
	case 0:
		f := float32(fraction) / (1 << 24)
		return math.Float32frombits(math.Float32bits(f) | sign)
	case 31:
		return math.Float32frombits(sign | 0x7f800000 | fraction<<13)
	}
	return math.Float32frombits(sign | (exponent+112)<<23 | fraction<<13)
}

// narrow is the half-precision number that Half widens to f; false if there is
// none: scales come from a file that has them in half precision.
func narrow(f float32) (uint16, bool) {
	bits := math.Float32bits(f)
	sign, exponent, fraction := uint16(bits>>16)&0x8000, int(bits>>23)&255, bits&(1<<23-1)
	var h uint16
	switch {
	case f == 0:
	case exponent >= 113 && exponent < 143:
		h = uint16(exponent-112)<<10 | uint16(fraction>>13)
	default:
		h = uint16(math.Abs(float64(f)) * (1 << 24))
	}
	h |= sign
	return h, Half(h) == f
}
