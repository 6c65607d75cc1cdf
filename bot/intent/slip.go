package intent

import "articlebot/retrieval/text"

// Bounds of typing errors: shorter words are too easily others.
const (
	leastSlipped = 5
	leastSwapped = 4
)

// slip tells whether a word is another one with a letter too many, missing, wrong
// or two swapped. What is a word itself is none.
func slip(typed, word string) bool {
	return slipped(typed, word) && text.Fold(typed) == typed && !text.IsEnglishWord(typed)
}

func slipped(typed, word string) bool {
	if len(word) < leastSwapped || len(typed)+1 < len(word) || len(typed) > len(word)+1 || typed[0] != word[0] {
		return false
	}
	i := 0
	for i < len(typed) && i < len(word) && typed[i] == word[i] {
		i++
	}
	a, b := typed[i:], word[i:]
	if len(a) > 1 && len(a) == len(b) && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:] {
		return true
	}
	return len(word) >= leastSlipped && text.OneLetterApart(a, b)
}

// lexicon is a set of words that finds one with a slip in it too.
type lexicon struct {
	words    map[string]bool
	byLetter map[byte][]string // those long enough to be slipped in
}

// add takes a word in, with its accents and without.
func (x *lexicon) add(accented, folded string) {
	if x.words == nil {
		x.words, x.byLetter = make(map[string]bool), make(map[byte][]string)
	}
	x.words[accented] = true
	if !x.words[folded] || accented == folded {
		x.words[folded] = true
		if len(folded) >= leastSwapped {
			x.byLetter[folded[0]] = append(x.byLetter[folded[0]], folded)
		}
	}
}

// has tells whether a typed word is one of the set or a slip for one.
func (x *lexicon) has(typed string) bool {
	if x.words[typed] {
		return true
	}
	for _, word := range x.byLetter[typed[0]] {
		if slip(typed, word) {
			return true
		}
	}
	return false
}
