package sample_test

import (
	"testing"

	"articlebot/bot/locale"
	"articlebot/bot/sample"
	"articlebot/retrieval"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
)

// article is one of a single paragraph.
func article(lang text.Language, said string) *retrieval.Article {
	p := retrieval.Passage{ArticleID: "a", Kind: retrieval.Body, Text: said}
	for _, s := range text.Sentences(said) {
		p.Sentences = append(p.Sentences, retrieval.Span{Start: s[0], End: s[1]})
	}
	return &retrieval.Article{ID: "a", Language: lang, Passages: []retrieval.Passage{p}}
}

func TestQuestionsAreDrawnFromWhatAPassageCountsAndNames(t *testing.T) {
	for _, c := range []struct {
		rule  string
		asked text.Language
		of    text.Language
		said  string
		want  []string
	}{
		{"a number counts up to the next mark", text.English, text.English,
			"The harbour of Port Said lent 45 boats painted blue, and sold two.", []string{"How many boats painted blue?", "Tell me about Port Said"}},
		{"in the words of the passage", text.Vietnamese, text.Vietnamese,
			"Hợp tác xã có 45 con thuyền chở hàng.", []string{"Bao nhiêu con thuyền chở hàng?"}},
		{"what is counted in another language is not asked for, a name is", text.Vietnamese, text.English,
			"The harbour of Port Said lent 45 boats painted blue.", []string{"Có gì về Port Said?"}},
		{"a name is not counted", text.English, text.English, "They tested 45 boats and the small Bluebird engine.", nil},
		{"a fraction counts nothing", text.English, text.English, "It has 7.1 surround sound speakers.", nil},
		{"a year counts nothing", text.English, text.English, "In 2031 wooden boats sailed again.", nil},
		{"one or two words ask nothing", text.English, text.English, "It took 45 minutes.", nil},
		{"the longest name tells most", text.English, text.English,
			"The mayor of Port Said met Anna Maria Lind.", []string{"Tell me about Anna Maria Lind"}},
		{"the beginning of a sentence may be no name", text.English, text.English, "Old Boats are painted.", nil},
	} {
		t.Run(c.rule, func(t *testing.T) {
			a := article(c.of, c.said)
			var got []string
			for _, q := range sample.Draw(locale.Of(c.asked), a) {
				got = append(got, q.Text)
				if again, ok := sample.Again(locale.Of(c.asked), a, q.From); !ok || again != q {
					t.Errorf("%+v is found again as %+v, %v", q, again, ok)
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
