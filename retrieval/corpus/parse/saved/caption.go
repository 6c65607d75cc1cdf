package saved

import (
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/draft"
	"articlebot/retrieval/corpus/parse/prose"
	"articlebot/retrieval/text"
)

// Bounds of a photo caption, in characters and words, and how much longer the
// paragraphs around it are. A caption is one plain sentence, far shorter than
// what it interrupts; the ratios keep papers that write short paragraphs from
// losing them to captions.
const (
	maxCaption        = 190
	maxCredited       = 300 // a caption that names its photographer
	minCaptionWords   = 8
	minPictureWords   = 4 // where the sentence shows people doing something
	neighbourRatio    = 1.6
	typicalRatio      = 2.0
	pictureRatio      = 1.3
	minParasToCompare = 3
)

var (
	// quoted is what somebody else said; it tells nothing of the sentence.
	quoted = regexp.MustCompile(`“[^”]*”|"[^"]*"`)
	// doing is a participle without an auxiliary or a preposition before it.
	doing = regexp.MustCompile(`(?i)(?:^|\s)(\pL+)\s+\pL{2,}ing\b`)
)

// markCaptions finds the photo captions among the paragraphs of a page that
// does not mark them, and sets their kind. The first paragraph is never one.
func markCaptions(parts []draft.Part) {
	c := newCaptionFinder(parts)
	for i := 1; i < len(parts); i++ {
		credited := c.lengths[i] <= maxCredited && builtin().photoCredit.MatchString(parts[i].Text)
		if credited || len(parts) >= minParasToCompare && c.interrupts(i) {
			parts[i].Kind = retrieval.Caption
		}
	}
}

// captionFinder compares the lengths of paragraphs, in characters.
type captionFinder struct {
	lengths   []int
	candidate []bool // could be a caption by itself
	picture   []bool // and shows people doing something
	typical   int    // median length
	// before and after are the lengths of the nearest paragraphs around that
	// are no candidates, 0 for none.
	before, after []int
}

func newCaptionFinder(parts []draft.Part) captionFinder {
	n := len(parts)
	c := captionFinder{lengths: make([]int, n), candidate: make([]bool, n), picture: make([]bool, n), before: make([]int, n), after: make([]int, n)}
	for i, p := range parts {
		c.lengths[i] = utf8.RuneCountInString(p.Text)
		if i > 0 {
			c.candidate[i], c.picture[i] = captionShape(p.Text)
		}
	}
	c.typical = median(c.lengths)
	for i := 1; i < n; i++ {
		if c.before[i] = c.before[i-1]; !c.candidate[i-1] {
			c.before[i] = c.lengths[i-1]
		}
	}
	for i := n - 2; i >= 0; i-- {
		if c.after[i] = c.after[i+1]; !c.candidate[i+1] {
			c.after[i] = c.lengths[i+1]
		}
	}
	return c
}

// interrupts tells whether paragraph i is a candidate and far shorter than the
// ones around it. At the end of an article only a picture is a caption: a
// short last sentence is more often the article's own.
func (c captionFinder) interrupts(i int) bool {
	if !c.candidate[i] || i == len(c.lengths)-1 && !c.picture[i] {
		return false
	}
	neighbour, whole := neighbourRatio, typicalRatio
	if c.picture[i] {
		neighbour, whole = pictureRatio, pictureRatio
	}
	least := neighbour * float64(c.lengths[i])
	return float64(c.typical) >= whole*float64(c.lengths[i]) &&
		float64(c.before[i]) >= least &&
		(c.after[i] == 0 || float64(c.after[i]) >= least)
}

// captionShape tells whether a paragraph could be a caption by itself, and
// whether it shows people doing something, as captions do.
func captionShape(s string) (candidate, picture bool) {
	if utf8.RuneCountInString(s) > maxCaption || strings.HasPrefix(s, "•") || strings.ContainsAny(s[len(s)-1:], ":;?!,") {
		return false, false
	}
	if !prose.EndsSentence(s) || strings.HasPrefix(s, "“") || strings.HasPrefix(s, `"`) || len(text.Sentences(s)) != 1 {
		return false, false // a heading, a quotation, or more than one sentence
	}
	plain := quoted.ReplaceAllString(s, " ")
	fields := strings.FieldsFunc(strings.ToLower(plain), func(r rune) bool { return strings.ContainsRune(" ,.;:()“”\"–-", r) })
	if len(fields) == 0 || builtin().openers[fields[0]] {
		return false, false
	}
	for _, w := range fields {
		if builtin().narrates[w] || strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t") {
			return false, false
		}
	}
	low := strings.Join(fields, " ")
	for _, p := range builtin().narrativePhrases {
		if strings.Contains(low, p) {
			return false, false
		}
	}
	picture = showsDoing(plain)
	least := minCaptionWords
	if picture {
		least = minPictureWords
	}
	return len(strings.Fields(s)) >= least, picture
}

// showsDoing tells whether the sentence's first participle is its verb, as in
// "Leaders of the commune visiting a farm".
func showsDoing(s string) bool {
	m := doing.FindStringSubmatch(s)
	return m != nil && !builtin().beforeParticiple[strings.ToLower(m[1])]
}

func median(values []int) int {
	if len(values) == 0 {
		return 0
	}
	sorted := append([]int(nil), values...)
	sort.Ints(sorted)
	return sorted[len(sorted)/2]
}
