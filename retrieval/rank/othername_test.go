package rank_test

import (
	"slices"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
)

// TestNamesThatNoArticleHas asks for places that share a word with others: the
// passages speak of those.
func TestNamesThatNoArticleHas(t *testing.T) {
	vi := []string{
		"Sản lượng lúa của Hà Giang năm nay đạt 300 nghìn tấn, theo báo cáo của sở.",
		"Sản lượng lúa của Hải Dương năm nay đạt 400 nghìn tấn, mức cao nhất.",
		"Sản lượng lúa của Ba Vì năm nay đạt 500 nghìn tấn.",
		"Ông Lò Văn Nam sống ở phía nam.",
	}
	en := []string{
		"The rice output of Bac Giang reached 300 tonnes. An official said so to them.",
		"The rice output of Vinh Long reached 400 tonnes. It will be more.",
		"The rice output of Ba Vi reached 500 tonnes. The commune has a chairman.",
		"President Do Son met Joe Hung of the Pu Nhung Coffee Club.",
	}
	for _, c := range []struct {
		what, question string
		lang           text.Language
		want           []string
	}{
		{"a part that is another word too", "Sản lượng lúa của Hà Nam năm nay là bao nhiêu?", text.Vietnamese, []string{"nam"}},
		{"a part that no article has", "Sản lượng lúa của Hải Phòng là bao nhiêu?", text.Vietnamese, []string{"phong"}},
		{"in small letters", "sản lượng lúa của hải phòng là bao nhiêu?", text.Vietnamese, []string{"phong"}},
		{"beside a word without topic", "sản lượng lúa của ba bể năm nay là bao nhiêu?", text.Vietnamese, []string{"be"}},
		{"the very name", "Sản lượng lúa của Hà Giang năm nay là bao nhiêu?", text.Vietnamese, nil},
		{"without accents", "san luong lua cua ha giang nam nay la bao nhieu", text.Vietnamese, nil},
		{"spelt otherwise", "Sản lượng lúa của Ba Vy là bao nhiêu?", text.Vietnamese, nil},
		{"of a person, in part", "Ông Văn Nam sống ở đâu?", text.Vietnamese, nil},
		{"a part without topic", "What was the rice output of An Giang?", text.English, []string{"an"}},
		{"that at its end", "What was the rice output of Long An?", text.English, []string{"an"}},
		{"one that an auxiliary looks like", "What was the rice output of Ba Be?", text.English, []string{"be"}},
		{"an office", "What did Chairman Hung of Pu Nhung say?", text.English, nil},
		{"a word of what it is", "Who met the Pu Nhung Commune?", text.English, nil},
		{"every word with a capital", "What Was The Rice Output Of Bac Giang?", text.English, nil},
		{"no name", "what will the rice output of ba vi be?", text.English, nil},
	} {
		t.Run(c.what, func(t *testing.T) {
			passages := en
			if c.lang == text.Vietnamese {
				passages = vi
			}
			collection := collect(c.lang, passages...)
			q := collection.Analyse(c.question, c.lang)
			ranked := rank.Rank(collection, q, []int{0, 1, 2, 3}, nil, words)
			var got []string
			list, _ := rank.RequirementSignals(collection, q, ranked, 0, time.Time{})
			for _, r := range list {
				if r.Missing == 1 {
					got = append(got, r.Folded)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", passages[ranked[0].Doc], diff)
			}
			if v := rank.Decide(collection, q, ranked, time.Time{}, words); c.want != nil && v.Outcome == retrieval.Answered {
				t.Error("it is sure all the same")
			}
		})
	}
}
