package restore

import (
	"strings"
	"unicode/utf8"

	"articlebot/retrieval/text"
	"articlebot/retrieval/text/vietnamese"
)

const (
	// slipCost is that of one slip of the finger, joinCost that of a space left
	// out.
	slipCost = 5.0
	joinCost = 3.0
	// leastSlip and mostSlip are the letters of a word that may have a slip.
	leastSlip, mostSlip = 3, 9
	// mostJoined is the letters of two syllables at most.
	mostJoined = 13
	// formsJoined is how many forms of each of two joined syllables are tried.
	formsJoined = 4
)

// slips adds what a word that is neither Vietnamese nor English may have become
// of: by one slip of the finger, or by a space left out.
func (s *search) slips(list []candidate, w *word) []candidate {
	n := utf8.RuneCountInString(w.low)
	if vietnamese.IsPlainSyllable(w.plain) || text.IsEnglishWord(w.plain) || strings.ContainsAny(w.low, "0123456789") {
		return list
	}
	if n >= leastSlip && n <= mostSlip {
		list = s.slipped(list, []rune(w.low))
	}
	if n >= leastSlip+1 && n <= mostJoined {
		list = s.joined(list, w.low)
	}
	return list
}

// slipped adds the syllables that are two neighbours exchanged, a letter less
// or a letter more away.
func (s *search) slipped(list []candidate, low []rune) []candidate {
	seen := make(map[string]bool)
	try := func(runes []rune) {
		variant := string(runes)
		plain := vietnamese.Plain(variant)
		if seen[variant] || !vietnamese.IsPlainSyllable(plain) {
			return
		}
		seen[variant] = true
		from := len(list)
		list = s.forms(list, variant, Slip)
		for k := from; k < len(list); k++ {
			list[k].cost += slipCost
			list[k].how = Slip
		}
	}
	for i := range low {
		if i+1 < len(low) && low[i] != low[i+1] {
			swapped := append([]rune(nil), low...)
			swapped[i], swapped[i+1] = swapped[i+1], swapped[i]
			try(swapped)
		}
		try(append(append([]rune(nil), low[:i]...), low[i+1:]...))
	}
	for i := 0; i <= len(low); i++ {
		for _, r := range "abcdeghiklmnopqrstuvxy" {
			try(append(append(append([]rune(nil), low[:i]...), r), low[i:]...))
		}
	}
	return list
}

// joined adds the pairs of syllables that a word is when parted.
func (s *search) joined(list []candidate, low string) []candidate {
	for i := range low {
		first, second := low[:i], low[i:]
		if !vietnamese.IsPlainSyllable(vietnamese.Plain(first)) || !vietnamese.IsPlainSyllable(vietnamese.Plain(second)) {
			continue
		}
		for _, a := range s.likeliest(first) {
			for _, b := range s.likeliest(second) {
				list = append(list, candidate{
					syllables: s.keep(a.syllables[0], b.syllables[0]), cost: joinCost + a.cost + b.cost, how: Slip,
				})
			}
		}
	}
	return list
}

// likeliest are a few ways to read a syllable.
func (s *search) likeliest(low string) []candidate {
	list := s.prune(s.forms(nil, low, Accents))
	return list[:min(len(list), formsJoined)]
}
