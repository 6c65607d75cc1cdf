package analysis

import (
	"errors"
	"fmt"
	"math"
)

// ErrFull means that there is more of something than one index numbers.
var ErrFull = errors.New("too much for one index")

// bounds is how much an index numbers.
type bounds struct{ documents, words, surfaces uint64 }

// most are the bounds of every index: bleve has 31 bits for a document, places of
// words have 32 here, and the numbers of different words leave room for 32 grams each.
var most = bounds{documents: math.MaxInt32, words: math.MaxUint32, surfaces: 1 << 27}

// Full is an error that names the bound that what was added is beyond, if any: what
// is built of it would be wrong.
func (b *Builder) Full() error { return b.c.within(most) }

// within fails where there is more.
func (c *ForwardIndex) within(most bounds) error {
	for _, of := range []struct {
		what      string
		has, most uint64
	}{
		{"passages", uint64(len(c.Rows)), most.documents},
		{"words in passages", uint64(len(c.Tokens)), most.words},
		{"words in titles", uint64(len(c.titleWords)), most.words},
		{"different words", uint64(len(c.Surfaces)), most.surfaces},
	} {
		if of.has > of.most {
			return fmt.Errorf("%w: the articles have more than %d %s; leave some out or divide them among several bots", ErrFull, of.most, of.what)
		}
	}
	return nil
}
