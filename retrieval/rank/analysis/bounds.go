package analysis

import (
	"cmp"
	"errors"
	"fmt"
	"math"
)

// ErrFull means that there is more of something than one index numbers.
var ErrFull = errors.New("too much for one index")

// Bounds are how much an index may have; 0: as much as it numbers.
type Bounds struct {
	Passages uint64
	// Words is how many all passages may have, and all titles.
	Words uint64
	// Surfaces is how many different words there may be.
	Surfaces uint64
}

// numbered are the bounds of every index: bleve has 31 bits for a document, places of
// words have 32 here, and the numbers of different words leave room for 32 grams each.
var numbered = Bounds{Passages: math.MaxInt32, Words: math.MaxUint32, Surfaces: 1 << 27}

// Full is an error that names the bound that what was added is beyond, if any: what
// is built of it would be wrong.
func (b *Builder) Full(most Bounds) error { return b.c.Within(most) }

// Within is an error that names the bound that the index is beyond, if any.
func (c *ForwardIndex) Within(most Bounds) error {
	return amounts{len(c.Rows), len(c.Tokens), len(c.titleWords), len(c.Surfaces)}.within(most)
}

// amounts are how much there is.
type amounts struct{ passages, words, titleWords, surfaces int }

// within fails where there is more.
func (a amounts) within(b Bounds) error {
	for _, of := range []struct {
		what           string
		has            int
		most, numbered uint64
	}{
		{"passages", a.passages, b.Passages, numbered.Passages},
		{"words in passages", a.words, b.Words, numbered.Words},
		{"words in titles", a.titleWords, b.Words, numbered.Words},
		{"different words", a.surfaces, b.Surfaces, numbered.Surfaces},
	} {
		if most := cmp.Or(of.most, of.numbered); uint64(of.has) > most {
			return fmt.Errorf("%w: the articles have more than %d %s; leave some out or divide them among several bots", ErrFull, most, of.what)
		}
	}
	return nil
}
