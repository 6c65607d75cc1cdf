package eval

import "testing"

// TestThresholdsKeepTheRightOnes has right answers of which some lack a
// name, and near misses that a confidence alone cannot tell from them.
func TestThresholdsKeepTheRightOnes(t *testing.T) {
	var right, names []guarded
	for i := range 100 {
		g := guarded{confidence: 0.5 + float64(i)/1000, named: 0.01, topic: 0.01}
		if i%50 == 0 {
			g.named = 0.9
		}
		right = append(right, g)
		names = append(names, guarded{confidence: 0.6, named: 0.7, topic: 0.01})
	}
	l := strictest(right, names, nil, allowance{0.1, 0.036})
	if got := l.shareOf(right); got < 0.9 || got > 0.92 {
		t.Errorf("%.2f of the right ones are sure, want .9", got)
	}
	if got := l.shareOf(names); got != 0 {
		t.Errorf("%.2f of the near misses are sure, want none: %+v", got, l)
	}
	if l.answers(guarded{confidence: 1, named: 0.7}) {
		t.Error("a missing name does not forbid a sure answer")
	}
}

// TestTellingIsBounded has right answers that are not sure: only a share of them
// may be told of a word, the likeliest.
func TestTellingIsBounded(t *testing.T) {
	const share = 0.036
	l := limits{named: 0.5, topic: 0.5, answer: 0.5}
	var right []guarded
	for i := range 200 {
		g := guarded{confidence: 0.9}
		if i < 20 {
			g = guarded{confidence: 0.1, topic: float64(i) / 100}
		}
		right = append(right, g)
	}
	l.told = tellingFrom(&l, right, share)
	told := 0
	for _, g := range right {
		if l.tells(g) {
			told++
		}
	}
	if want := 7; told != want {
		t.Errorf("%d of 200 right ones are told of a word, want %d", told, want)
	}
	if l.tells(guarded{confidence: 0.9, topic: 0.4}) {
		t.Error("a sure answer tells of a word")
	}
	if !l.tells(guarded{confidence: 0.1, topic: 0.4}) || !l.tells(guarded{confidence: 0.9, named: 0.6}) {
		t.Error("an unsure answer does not tell of the word that is missing")
	}
}

// TestANameThatNoArticleHasIsNeverSure has a right answer with such a name, beside
// near misses that all have one.
func TestANameThatNoArticleHasIsNeverSure(t *testing.T) {
	var right, names []guarded
	for i := range 100 {
		g := guarded{confidence: 0.9, named: 0.01}
		if i == 0 {
			g.named = 1
		}
		right = append(right, g)
		names = append(names, guarded{confidence: 0.1, named: 1})
	}
	if l := strictest(right, names, nil, allowance{0.1, 0.036}); l.answers(guarded{confidence: 1, named: 1}) {
		t.Errorf("it is: %+v", l)
	}
}
