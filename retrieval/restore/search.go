package restore

import (
	"math"
	"strings"
)

// search finds the likeliest reading of all words together (Viterbi, "Error
// bounds for convolutional codes", 1967).
type search struct {
	model   *model
	lexicon Lexicon
	size    int // the lexicon's
	habits  habits
	words   []word
	room    []syllable // of all candidates
}

const (
	// collectionShare is how much the collection says about what follows what,
	// the model of the language the rest.
	collectionShare = 0.3
	// collectionSmoothing is how many observations the frequency of a form alone
	// counts for beside the collection's pairs.
	collectionSmoothing = 5
)

// best returns the chosen candidate of each word.
func (s *search) best() []candidate {
	lattice := make([][]candidate, len(s.words)-1)
	for i := range lattice {
		lattice[i] = s.candidates(&s.words[i])
		var before []candidate
		if i > 0 {
			before = lattice[i-1]
		}
		for k := range lattice[i] {
			s.reach(&lattice[i][k], before, s.words[i].joint)
		}
		scale(lattice[i])
	}
	return trace(lattice)
}

// reach scores a candidate from those of the word before; of one that is not
// joint only the best counts, not which it is.
func (s *search) reach(c *candidate, before []candidate, joint bool) {
	c.back, c.score = 0, 0
	switch {
	case len(before) == 0:
		c.score = s.likely(&boundary, &c.syllables[0])
	case !joint:
		c.back = highest(before)
		c.score = before[c.back].score * s.likely(&boundary, &c.syllables[0])
	default:
		for k := range before {
			b := &before[k]
			if score := b.score * s.likely(&b.syllables[len(b.syllables)-1], &c.syllables[0]); score > c.score {
				c.score, c.back = score, k
			}
		}
	}
	for k := 1; k < len(c.syllables); k++ {
		c.score *= s.likely(&c.syllables[k-1], &c.syllables[k])
	}
	c.score *= math.Exp(-c.cost)
}

// scale makes the best score 1: the products of a long question would vanish.
func scale(list []candidate) {
	best := list[highest(list)].score
	for k := range list {
		list[k].score /= best
	}
}

// boundary stands before the first word of a phrase.
var boundary = syllable{model: none}

// highest is the place of the candidate with the best score.
func highest(list []candidate) int {
	best := 0
	for k := range list {
		if list[k].score > list[best].score {
			best = k
		}
	}
	return best
}

// trace follows the best candidate of the last word back to the first.
func trace(lattice [][]candidate) []candidate {
	out := make([]candidate, len(lattice))
	at := 0
	for i := len(lattice) - 1; i >= 0; i-- {
		if i == len(lattice)-1 {
			at = highest(lattice[i])
		}
		out[i] = lattice[i][at]
		at = out[i].back
	}
	return out
}

// likely is how likely a syllable is after another.
func (s *search) likely(before, y *syllable) float64 {
	p := s.model.next(before.model, y.model, y.alone)
	if s.size == 0 {
		return p
	}
	c := y.share
	if n := before.documents; n > 0 && y.documents > 0 {
		pairs := s.lexicon.Pairs(before.number, y.number)
		c = (float64(pairs) + collectionSmoothing*c) / (float64(max(n, pairs)) + collectionSmoothing)
	}
	return (1-collectionShare)*p + collectionShare*c
}

// result writes the question with the words as they were read.
func (s *search) result(chosen []candidate) Result {
	var r Result
	var b strings.Builder
	for i, w := range s.words {
		b.WriteString(w.before)
		if i == len(chosen) {
			break
		}
		read := chosen[i].phrase()
		if w.low == "" || read == w.low {
			b.WriteString(w.typed)
			continue
		}
		b.WriteString(likeCase(read, w.typed))
		r.Readings = append(r.Readings, Reading{w.low, read, chosen[i].how})
	}
	r.Text = b.String()
	return r
}

func (c *candidate) phrase() string {
	forms := make([]string, len(c.syllables))
	for i, y := range c.syllables {
		forms[i] = y.form
	}
	return strings.Join(forms, " ")
}
