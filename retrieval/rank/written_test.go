package rank_test

import (
	"testing"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

func TestQuestionsAreReadAsMeant(t *testing.T) {
	english := collect(text.English, "Nà Sang commune resolved 918 files.", "The song was sung by the sea.")
	vietnamese := collect(text.Vietnamese, "Xã Nà Sang đã giải quyết 918 hồ sơ.", "Trời sáng thì nắng.")
	for _, c := range []struct{ question, want string }{
		{"xa na sang giai quyet bao nhieu ho so", "xã nà sang giải quyết bao nhiêu hồ sơ"},
		{"xax naf sang giari quyeets bao nhieeu hoof sow", "xã nà sang giải quyết bao nhiêu hồ sơ"},
		{"xã Nà Sang giải quyết bn hồ sơ", "xã Nà Sang giải quyết bao nhiêu hồ sơ"},
		{"how many files did na sang resolve", "how many files did na sang resolve"},
	} {
		lang := text.Detect(c.question)
		if got := english.Analyse(c.question, lang).Meant(); got != c.want {
			t.Errorf("over English articles %q is read as %q, want %q", c.question, got, c.want)
		}
		if got := vietnamese.Analyse(c.question, lang).Meant(); got != c.want {
			t.Errorf("over Vietnamese articles %q is read as %q, want %q", c.question, got, c.want)
		}
	}
}

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
