package dates

// maxBetween is how many words of the topic may stand between "latest" and
// "news".
const maxBetween = 3

// takeLatest finds out whether the newest is asked for.
func (q *scan) takeLatest() bool {
	for i := range q.words {
		if n := q.phrase(i, q.say.questions); n > 0 && q.endsAt(i+n) {
			q.settle(i, n, i, 0)
			return true
		}
		if n := q.phrase(i, q.say.superlatives); n > 0 && q.withNoun(i, n, maxBetween) {
			return true
		}
		if n := q.phrase(i, q.say.comparatives); n > 0 && q.opens(i) && q.withNoun(i, n, 0) {
			return true
		}
	}
	return false
}

// endsAt tells whether a question for news may end before word i: it does not
// in "what is New York's budget".
func (q *scan) endsAt(i int) bool {
	_, when := q.relativeAt(i)
	return i >= len(q.words) || when > 0 || q.is(i, q.say.links) || q.is(i, q.say.afterwards)
}

// opens tells whether a question begins with word i or the one before it, but
// for pleas: in the middle of a sentence "new reports" are not asked for.
func (q *scan) opens(i int) bool {
	for at := range i {
		if !q.is(at, q.say.pleas) && !q.is(at, q.say.existence) && q.phrase(at, q.say.nouns) == 0 && (at == 0 || q.phrase(at-1, q.say.nouns) < 2) {
			return false
		}
	}
	return true
}

// withNoun takes the n words of an adjective at i with a noun at most between
// words after them, as in English, or before them, as in Vietnamese.
func (q *scan) withNoun(i, n, between int) bool {
	for gap := range between + 1 {
		if m := q.phrase(i+n+gap, q.say.nouns); m > 0 {
			q.settle(i, n, i+n+gap, m)
			return true
		}
	}
	for gap := range between + 1 {
		for m := 2; m >= 1; m-- {
			if at := i - gap - m; at >= 0 && q.phrase(at, q.say.nouns) >= m {
				q.settle(i, n, at, m)
				return true
			}
		}
	}
	return false
}

// settle takes two phrases, the pleas before them and the links after them.
func (q *scan) settle(i, n, j, m int) {
	q.take(i, n)
	q.take(j, m)
	for at := min(i, j) - 1; at >= 0 && q.is(at, q.say.pleas); at-- {
		q.take(at, 1)
	}
	for _, at := range []int{i + n, j + m} {
		if q.is(at, q.say.links) {
			q.take(at, 1)
		}
	}
}
