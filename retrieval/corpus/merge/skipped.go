package merge

import (
	"cmp"
	"slices"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/redact"
)

// shown makes what was left out fit for everybody's eyes. What stands in no
// file is one itself.
func shown(skips []retrieval.Skip) []retrieval.Skip {
	out := slices.Clone(skips)
	for i := range out {
		s := &out[i]
		s.File = redact.Text(cmp.Or(s.File, s.Name))
		s.Name, s.Reason, s.Each = redact.Text(s.Name), redact.Text(s.Reason), redact.Text(s.Each)
	}
	return out
}
