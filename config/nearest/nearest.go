// Package nearest finds the known word that a mistyped one was probably meant
// to be, for "did you mean" hints about flags, verbs and settings. It is for
// the program's own short vocabularies, not for questions or articles.
package nearest

// To returns the candidate with the fewest edits to word, and whether it is
// near enough to suggest: at most a third of the word's length, two edits for
// short words. The first of equally near candidates wins.
func To(word string, candidates []string) (string, bool) {
	best, least := "", max(2, len([]rune(word))/3)+1
	for _, c := range candidates {
		if d := distance(word, c); d < least && d < len([]rune(c)) {
			best, least = c, d
		}
	}
	return best, best != ""
}

// distance is the Damerau-Levenshtein distance in its optimal string alignment
// form: insertions, deletions, substitutions and swaps of neighbours cost 1.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, prev, cur := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(s); i++ {
		cur[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(t)]
}
