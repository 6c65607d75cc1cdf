package restore

import (
	_ "embed"
	"math"
	"slices"
	"strings"
	"sync"

	"articlebot/retrieval/text/vietnamese"
)

// The data is described in data/README.md.
//
//go:embed data/syllables.bin
var syllableData string

// Magic begins the file of syllables and names its version.
const Magic = "VISYL1\n"

// quantum is the step of a count's logarithm in the file, which is one byte.
const (
	quantum  = 1.0 / 16
	lowestLn = -4.0
)

// Quantise returns the byte that stands for a count.
func Quantise(count float64) byte {
	return byte(max(0, min(255, math.Round((math.Log(max(count, 1e-9))-lowestLn)/quantum))))
}

func counted(b byte) float32 { return countOf[b] }

var countOf = func() (table [256]float32) {
	for b := range table {
		table[b] = float32(math.Exp(lowestLn + float64(b)*quantum))
	}
	return table
}()

// model tells how likely a syllable is after another.
type model struct {
	words []string             // in order of their plain forms
	id    map[string]uint16    // of each of words
	forms map[string][2]uint16 // of each plain form, as a range of words
	count []float32
	total float32
	// after[first[i]:first[i+1]] are the syllables that follow i, in order.
	first []uint32
	after []uint16
	times []byte
	sum   []float32 // of times, per syllable
}

// smoothing is how many observations the frequency of a syllable alone counts
// for beside the pairs (a Dirichlet prior).
const smoothing = 600

// syllables is the model, unpacked at the first call.
var syllables = sync.OnceValue(func() *model {
	m, ok := unpack(syllableData)
	if !ok {
		panic("restore: the embedded syllables are broken")
	}
	return m
})

// unpack reads the file of syllables.
func unpack(data string) (*model, bool) {
	rest, ok := strings.CutPrefix(data, Magic)
	in := reader{rest: rest, ok: ok}
	n, length := in.number(), in.number()
	if n == 0 || n > math.MaxUint16 {
		return nil, false
	}
	m := &model{words: strings.Split(in.bytes(length), "\n")}
	counts := in.bytes(n)
	if !in.ok || len(m.words) != n {
		return nil, false
	}
	m.index(counts)
	m.first, m.sum = make([]uint32, n+1), make([]float32, n)
	m.after, m.times = make([]uint16, 0, len(in.rest)/2), make([]byte, 0, len(in.rest)/2)
	for i := range n {
		id := -1
		for range in.number() {
			id += in.number()
			b := in.bytes(1)
			if !in.ok || id < 0 || id >= n {
				return nil, false
			}
			m.after, m.times = append(m.after, uint16(id)), append(m.times, b[0])
			m.sum[i] += counted(b[0])
		}
		m.first[i+1] = uint32(len(m.after))
	}
	return m, in.ok && in.rest == ""
}

// index fills what words are found by.
func (m *model) index(counts string) {
	m.id, m.forms = make(map[string]uint16, len(m.words)), make(map[string][2]uint16)
	m.count = make([]float32, len(m.words))
	for i, w := range m.words {
		m.id[w], m.count[i] = uint16(i), counted(counts[i])
		m.total += m.count[i]
		plain := vietnamese.Plain(w)
		r, known := m.forms[plain]
		if !known {
			r[0] = uint16(i)
		}
		r[1] = uint16(i + 1)
		m.forms[plain] = r
	}
}

// reader takes numbers and bytes from the front of a text; ok is false once it
// was too short.
type reader struct {
	rest string
	ok   bool
}

func (r *reader) number() int {
	n, shift := 0, 0
	for i := 0; i < len(r.rest) && shift < 63; i++ {
		b := r.rest[i]
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			r.rest = r.rest[i+1:]
			return n
		}
		shift += 7
	}
	r.ok, r.rest = false, ""
	return 0
}

func (r *reader) bytes(n int) string {
	if n < 0 || n > len(r.rest) {
		r.ok, r.rest = false, ""
		return ""
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

// none is the number of a word that is no syllable of the model.
const none = math.MaxUint16

// number returns the place of a syllable, or none.
func (m *model) number(word string) uint16 {
	if i, ok := m.id[word]; ok {
		return i
	}
	return none
}

// alone is how likely a syllable is at any place.
func (m *model) alone(word uint16) float64 {
	if word == none {
		return unknownWord
	}
	return float64(m.count[word] / m.total)
}

// unknownWord is how likely any word is that is no syllable of the model.
const unknownWord = 1e-7

// next is how likely word is after before; alone is how likely it is anywhere.
func (m *model) next(before, word uint16, alone float64) float64 {
	if before == none || word == none {
		return alone
	}
	times, _ := m.follows(before, word)
	return (float64(times) + smoothing*alone) / (float64(m.sum[before]) + smoothing)
}

// follows is how often word comes after before; ok is false where it never does.
func (m *model) follows(before, word uint16) (times float32, ok bool) {
	lo, hi := m.first[before], m.first[before+1]
	i, ok := slices.BinarySearch(m.after[lo:hi], word)
	if !ok {
		return 0, false
	}
	return counted(m.times[int(lo)+i]), true
}

// Pair tells what Vietnamese makes of two words in a row, in lower case with their
// accents: whether it has them so, and how much likelier, as a logarithm, the first
// makes the second. Of words that are no syllables it says nothing: false and 0. It
// is safe for concurrent use.
func Pair(before, word string) (said bool, lift float64) {
	m := syllables()
	a, b := m.number(before), m.number(word)
	if a == none || b == none {
		return false, 0
	}
	_, said = m.follows(a, b)
	alone := m.alone(b)
	return said, math.Log(m.next(a, b, alone) / alone)
}

// formsOf are the numbers [from, to) of the syllables that have a plain form.
func (m *model) formsOf(plain string) (from, to uint16) {
	r := m.forms[plain]
	return r[0], r[1]
}
