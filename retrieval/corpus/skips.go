package corpus

import (
	"slices"

	"articlebot/retrieval"
)

// inFile notes in which file something was left out. The list may be one that is
// kept between reads, so it is not changed.
func inFile(name string, skips []retrieval.Skip) []retrieval.Skip {
	out := slices.Clone(skips)
	for i := range out {
		out[i].File = name
	}
	return out
}
