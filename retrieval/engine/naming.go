package engine

import (
	"articlebot/retrieval"
	"strconv"
	"time"
)

// newGeneration names a build that starts now, after the others.
func newGeneration(now time.Time, others ...retrieval.Generation) retrieval.Generation {
	n := max(now.UnixMicro(), 1)
	for _, g := range others {
		if other, err := strconv.ParseInt(string(g), 36, 64); err == nil && other >= n {
			n = other + 1
		}
	}
	return retrieval.Generation(strconv.FormatInt(n, 36))
}
