package retrieval

import (
	"strconv"
	"time"
)

// Generation names one build of the index: its time in microseconds, in base
// 36. A later one is greater, even where the clock went back, and no two in one
// archive are the same.
type Generation string

// newGeneration names a build that starts now, after the others.
func newGeneration(now time.Time, others ...Generation) Generation {
	n := max(now.UnixMicro(), 1)
	for _, g := range others {
		if other, err := strconv.ParseInt(string(g), 36, 64); err == nil && other >= n {
			n = other + 1
		}
	}
	return Generation(strconv.FormatInt(n, 36))
}
