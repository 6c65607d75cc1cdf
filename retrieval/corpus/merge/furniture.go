package merge

import (
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/byline"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/corpus/passage"
	"articlebot/retrieval/text"
)

// What stands in many articles of a source at the same place belongs to the
// paper, not to them: bylines, credits, "read more", notes on the paper itself.
const (
	minFurnished   = 5    // articles of a source from which its habits show
	minRepeats     = 4    // articles that have a line
	edgeShare      = 0.03 // of the articles have it near their beginning or end
	insideShare    = 0.1  // or between their paragraphs
	headingShare   = 0.5  // or as a heading, which articles may share
	sentenceShare  = 0.05 // or as a whole sentence near their beginning or end
	namesShare     = 0.5  // of the articles begin with a line like a name
	maxLineWords   = 16
	headPlaces     = 3 // from the beginning
	tailPlaces     = 5 // from the end
	maxNameWords   = 10
	minCapitalized = 0.6 // of the words of a line like a name
)

// dropFurniture takes out of each source's articles what its habits show to be
// furniture. Sentences are kept in one article of those that share them.
func (m *merger) dropFurniture() {
	bySource := make([][]*item, len(m.given))
	for _, it := range m.items {
		if !it.gone && !it.draft.Brief && len(it.draft.Parts) > 1 {
			bySource[it.source] = append(bySource[it.source], it)
		}
	}
	for source, items := range bySource {
		if len(items) < minFurnished {
			continue
		}
		h := habitsOf(items)
		for _, it := range items {
			h.clear(it)
		}
		if h.dropped > 0 {
			g := m.given[source]
			g.Skips = append(g.Skips, retrieval.Skip{Name: g.Name, Kept: true, Reason: h.told()})
		}
	}
}

// told says to admins what was dropped.
func (h *habits) told() string {
	if h.dropped == 1 {
		return fmt.Sprintf("read without a line that many of its articles have at the same place: %q", h.example)
	}
	return fmt.Sprintf("read without %d lines that many of its articles have at the same place, such as %q", h.dropped, h.example)
}

// trait is what a paragraph is to the habits of its source.
type trait struct {
	key  uint64 // what those that are the same have in common, 0 for a sentence away from the edges, which is the article's
	line bool   // no running text
	name bool   // a line like a name where articles begin
}

// traitsOf are those of an article's paragraphs, nil where there is one.
func traitsOf(parts []draft.Part) []trait {
	if len(parts) < 2 {
		return nil
	}
	out := make([]trait, len(parts))
	for i, p := range parts {
		t := trait{line: isLine(p)}
		if t.line || atEdge(i, len(parts)) {
			t.key = keyOf(p.Text, t.line)
		}
		t.name = t.line && i < headPlaces && nameLike(p)
		out[i] = t
	}
	return out
}

// seed is that of all keys.
var seed = maphash.MakeSeed()

// keyOf is what two lines have in common that differ in numbers alone; sentences
// must be the same.
func keyOf(s string, line bool) uint64 {
	if line {
		s = strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) {
				return '0'
			}
			return r
		}, text.Fold(s))
	}
	return max(1, maphash.String(seed, s))
}

// habits are what the articles of one source have in common.
type habits struct {
	articles float64
	lines    map[uint64]int32    // articles that have a line, by its key
	kept     map[uint64]bool     // shared sentences that one article has kept
	names    [headPlaces]float64 // articles that have a line like a name there
	// How many lines were dropped, and the one of them that most articles have.
	dropped int
	example string
	most    int32
}

func habitsOf(items []*item) *habits {
	h := &habits{articles: float64(len(items)), lines: map[uint64]int32{}, kept: map[uint64]bool{}}
	var seen []uint64
	for _, it := range items {
		seen = seen[:0]
		for i, t := range it.draft.traits {
			if t.name {
				h.names[i]++
			}
			if t.key != 0 && !slices.Contains(seen, t.key) {
				seen = append(seen, t.key)
				h.lines[t.key]++
			}
		}
	}
	return h
}

func isLine(p draft.Part) bool {
	return len(p.Text) <= maxLineWords*16 && len(strings.Fields(p.Text)) <= maxLineWords && !prose.Running(p.Text)
}

// atEdge tells whether part i of n is near the beginning or the end.
func atEdge(i, n int) bool { return i < headPlaces || i >= n-tailPlaces }

// clear takes the furniture out of an article.
func (h *habits) clear(it *item) {
	parts := it.draft.Parts
	drop := make([]bool, len(parts))
	left, author := 0, ""
	for i, p := range parts {
		if drop[i] = h.furniture(p, it.draft.traits[i], i, len(parts)); drop[i] {
			if name, ok := byline.Names(p.Text); ok && i < headPlaces && author == "" {
				author = name
			}
		} else if p.Kind == retrieval.Body {
			left++
		}
	}
	if left == 0 || !slices.Contains(drop, true) {
		return
	}
	d := *it.draft // what was read is shared and never changes
	kept := make([]draft.Part, 0, left)
	for i, p := range parts {
		if !drop[i] {
			kept = append(kept, p)
			continue
		}
		h.dropped++
		if n := h.lines[it.draft.traits[i].key]; n > h.most {
			h.most, h.example = n, text.Shorten(p.Text, maxExample)
		}
	}
	d.Parts, d.passages = kept, passage.Join(kept)
	if d.Author == "" {
		d.Author = author
	}
	it.draft = &d
}

// maxExample is how many characters of a dropped line are told.
const maxExample = 80

// furniture tells whether part i of n is the paper's.
func (h *habits) furniture(p draft.Part, t trait, i, n int) bool {
	if t.key == 0 || p.Kind != retrieval.Body && !t.line {
		return false
	}
	if t.name && h.names[i] >= namesShare*h.articles {
		return true
	}
	repeats := h.lines[t.key]
	if repeats < minRepeats {
		return false
	}
	share := float64(repeats) / h.articles
	switch {
	case !t.line:
		if share < sentenceShare {
			return false
		}
		first := !h.kept[t.key]
		h.kept[t.key] = true
		return !first
	case atEdge(i, n):
		return share >= edgeShare
	case p.Heading:
		return share >= headingShare
	}
	return share >= insideShare
}

// nameLike tells a line that names people, places or days and says nothing of
// them.
func nameLike(p draft.Part) bool {
	if p.Heading || !isLine(p) || prose.EndsSentence(p.Text) {
		return false
	}
	if _, ok := byline.Names(p.Text); ok {
		return true
	}
	words := strings.Fields(p.Text)
	capitals := 0
	for _, w := range words {
		if r := []rune(strings.TrimLeft(w, "(“\"'@")); len(r) > 0 && (unicode.IsUpper(r[0]) || unicode.IsDigit(r[0])) {
			capitals++
		}
	}
	return len(words) <= maxNameWords && float64(capitals) >= minCapitalized*float64(len(words))
}
