package dialogue

import (
	"slices"

	"articlebot/retrieval"
)

// foldReprints shows a passage once that several articles have word for word,
// and names the others there. Most reprints are folded when they are read; this
// is for those whose articles other programs count on.
func foldReprints(hits []retrieval.Hit) []retrieval.Hit {
	var out []retrieval.Hit
	for _, h := range hits {
		i := slices.IndexFunc(out, func(shown retrieval.Hit) bool {
			return shown.Passage.Text == h.Passage.Text && shown.Article.ID != h.Article.ID
		})
		if i < 0 {
			out = append(out, h)
			continue
		}
		// Clip: the list belongs to the article, which others read.
		out[i].AlsoIn = append(slices.Clip(out[i].AlsoIn), h.Article)
	}
	return out
}
