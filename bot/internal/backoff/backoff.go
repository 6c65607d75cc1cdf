// Package backoff says how long to wait between tries.
package backoff

import (
	"math/rand/v2"
	"time"
)

// Policy is a pause that doubles with every failure, from First up to Last.
type Policy struct{ First, Last time.Duration }

// Pause returns how long to wait after n failures in a row, n from 1. It is up to
// a quarter longer than the policy says, so that many who wait do not return
// together.
func (p Policy) Pause(n int) time.Duration {
	d := p.exact(n)
	return d + rand.N(d/4+1)
}

// mostDoublings keeps the shift from overflowing: seconds become months.
const mostDoublings = 24

func (p Policy) exact(n int) time.Duration {
	return min(p.First<<min(max(n, 1)-1, mostDoublings), p.Last)
}
