package rank_test

import (
	"testing"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

func TestNamesAreKnownWithoutTheirCapitals(t *testing.T) {
	c := collect(text.English, "Chairman Trương Hồng Bách spoke. The chairman of Búng Lao spoke to Bách.", "Resettlement goes on. Then Bách left.")
	names := func(question string, lang text.Language) float64 {
		q := c.Analyse(question, lang)
		ranked := rank.Rank(c, q, []int{1}, nil, words)
		for i, name := range rank.Names(false) {
			if name == "names" {
				return ranked[0].Signals[i]
			}
		}
		t.Fatal("no signal of names")
		return 0
	}
	// Of Búng Lao and Bách the second document has Bách alone.
	for question, lang := range map[string]text.Language{"bách búng lao tái định cư": text.Vietnamese, "Tái định cư bách búng lao": text.Vietnamese} {
		if got := names(question, lang); got <= 0 || got >= 1 {
			t.Errorf("%q: the document has %.2f of the names", question, got)
		}
	}
}
