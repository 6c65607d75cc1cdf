package vectors

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"math"
)

// Key names a vector by what it was made of.
type Key [16]byte

// NewKey returns the key of a passage's or a sentence's text for a model,
// whose name stands for its prefixes too.
func NewKey(model, text string) Key {
	h := sha256.New()
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(model))))
	h.Write([]byte(model))
	h.Write([]byte(text))
	return Key(h.Sum(nil)[:len(Key{})])
}

// short is enough of a key to find its record, which holds all of it.
func (k Key) short() uint64 { return binary.LittleEndian.Uint64(k[:]) }

// A file is a head and records of one length:
//
//	head:   magic 8, dimensions 4, SHA-256 of the model's name 16, CRC-32C of these 4
//	record: CRC-32C of what follows 4, key 16, scale 4, a byte for each dimension
//
// A record that was half written, or changed, has another checksum and does not
// count.
const (
	magic      = "VECTOR2\n"
	headSize   = len(magic) + 4 + 16 + 4
	recordHead = 4 + 16 + 4
	// mostDims bounds what a file may say of itself.
	mostDims = 1 << 14
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// newHead returns the head of a model's file.
func newHead(model string, dims int) []byte {
	sum := sha256.Sum256([]byte(model))
	b := append([]byte(magic), binary.LittleEndian.AppendUint32(nil, uint32(dims))...)
	b = append(b, sum[:16]...)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// isHead tells whether data begins as a file of this model does.
func isHead(data []byte, model string, dims int) bool {
	return bytes.HasPrefix(data, newHead(model, dims))
}

func recordSize(dims int) int { return recordHead + dims }

// appendRecord appends a vector's record to b.
func appendRecord(b []byte, k Key, v Vector) []byte {
	at := len(b)
	b = append(b, 0, 0, 0, 0)
	b = append(b, k[:]...)
	b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v.Scale))
	for _, x := range v.Values {
		b = append(b, byte(x))
	}
	binary.LittleEndian.PutUint32(b[at:], crc32.Checksum(b[at+4:], castagnoli))
	return b
}

// keyOf returns a record's key; false if it is not as it was written.
func keyOf(record []byte) (Key, bool) {
	scale := scaleOf(record)
	return Key(record[4:]), binary.LittleEndian.Uint32(record) == crc32.Checksum(record[4:], castagnoli) && scale >= 0 && scale <= 1
}

func scaleOf(record []byte) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(record[recordHead-4:]))
}

// holds tells whether a record is that of a key, as it was written.
func holds(record []byte, k Key) bool {
	if Key(record[4:]) != k {
		return false
	}
	_, whole := keyOf(record)
	return whole
}

// parseRecord returns a record's vector; false if it is another key's, or not
// as it was written.
func parseRecord(record []byte, want Key) (Vector, bool) {
	if k, ok := keyOf(record); !ok || k != want {
		return Vector{}, false
	}
	v := Vector{Scale: scaleOf(record), Values: make([]int8, len(record)-recordHead)}
	for i, x := range record[recordHead:] {
		v.Values[i] = int8(x)
	}
	return v, true
}
