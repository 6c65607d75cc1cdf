package dates

var (
	// superlatives ask for the newest wherever they stand with a noun of news.
	superlatives = phrasesOf("latest", "newest", "most recent", "most recently published", "mới nhất", "gần đây nhất", "mới đây nhất", "gần nhất", "sau cùng")
	// comparatives do so only right beside it.
	comparatives = phrasesOf("new", "recent", "fresh", "mới", "gần đây", "mới đây", "vừa đăng")
	// nouns are what a newspaper calls what it prints.
	nouns = phrasesOf("news", "article", "articles", "story", "stories", "report", "reports", "headline", "headlines", "news items", "news item",
		"updates", "update", "coverage", "posts", "briefs", "tin", "tin tức", "bài", "bài báo", "bài viết", "thông tin", "bản tin", "tin bài")
	// questions ask for news by themselves.
	questions = phrasesOf("what is new", "what s new", "whats new", "what are new", "anything new", "any news", "any new", "what is the news",
		"what s the news", "whats the news", "what s happening", "what is happening", "có gì mới", "có tin gì mới", "có tin mới", "tin gì mới",
		"có tin gì", "có tin tức gì", "có bài gì", "có bài nào")
	// afterwards may follow such a question, existence precede a comparative.
	afterwards = setOf("there here now then articles trên không trong hả nhỉ")
	existence  = setOf("any there có gì")
	// links join the wish to its topic.
	links = setOf("about on regarding concerning of from in for with về của ở tại")
	// pleas come before it.
	pleas = setOf("show give tell list find read get see me us the please what are is which i want to cho tôi xem biết đọc hãy xin muốn những các mấy")
)

// maxBetween is how many words of the topic may stand between "latest" and
// "news".
const maxBetween = 3

// takeLatest finds out whether the newest is asked for.
func (q *scan) takeLatest() bool {
	for i := range q.words {
		if n := q.phrase(i, questions); n > 0 && q.endsAt(i+n) {
			q.settle(i, n, i, 0)
			return true
		}
		if n := q.phrase(i, superlatives); n > 0 && q.withNoun(i, n, maxBetween) {
			return true
		}
		if n := q.phrase(i, comparatives); n > 0 && q.opens(i) && q.withNoun(i, n, 0) {
			return true
		}
	}
	return false
}

// endsAt tells whether a question for news may end before word i: it does not
// in "what is New York's budget".
func (q *scan) endsAt(i int) bool {
	_, when := q.relativeAt(i)
	return i >= len(q.words) || when > 0 || q.is(i, links) || q.is(i, afterwards)
}

// opens tells whether a question begins with word i or the one before it, but
// for pleas: in the middle of a sentence "new reports" are not asked for.
func (q *scan) opens(i int) bool {
	for at := range i {
		if !q.is(at, pleas) && !q.is(at, existence) && q.phrase(at, nouns) == 0 && (at == 0 || q.phrase(at-1, nouns) < 2) {
			return false
		}
	}
	return true
}

// withNoun takes the n words of an adjective at i with a noun at most between
// words after them, as in English, or before them, as in Vietnamese.
func (q *scan) withNoun(i, n, between int) bool {
	for gap := range between + 1 {
		if m := q.phrase(i+n+gap, nouns); m > 0 {
			q.settle(i, n, i+n+gap, m)
			return true
		}
	}
	for gap := range between + 1 {
		for m := 2; m >= 1; m-- {
			if at := i - gap - m; at >= 0 && q.phrase(at, nouns) >= m {
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
	for at := min(i, j) - 1; at >= 0 && q.is(at, pleas); at-- {
		q.take(at, 1)
	}
	for _, at := range []int{i + n, j + m} {
		if q.is(at, links) {
			q.take(at, 1)
		}
	}
}
