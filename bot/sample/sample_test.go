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
			"The harbour of Port Said lent 45 boats painted blue, and sold two. All boats of Port Said, it says.", []string{"Tell me about Port Said", "How many boats painted blue?"}},
		{"in the words of the passage", text.Vietnamese, text.Vietnamese,
			"Hợp tác xã có 45 con thuyền chở hàng. Mỗi con thuyền dài.", []string{"Bao nhiêu con thuyền chở hàng?"}},
		{"what is counted in another language is not asked for, a name is", text.Vietnamese, text.English,
			"The harbour of Port Said lent 45 boats painted blue. In Port Said they sail.", []string{"Có gì về Port Said?"}},
		{"a name is not counted", text.English, text.English, "They tested 45 boats and the small Bluebird engine. Boats sail.", nil},
		{"a fraction counts nothing", text.English, text.English, "It has 7.1 surround sound speakers.", nil},
		{"a year counts nothing", text.English, text.English, "In 2031 wooden boats sailed again.", nil},
		{"one or two words ask nothing", text.English, text.English, "It took 45 minutes.", nil},
		{"the longest name tells most", text.English, text.English,
			"The mayor of Port Said met Anna Maria Lind. So Port Said has seen Anna Maria Lind.", []string{"Tell me about Anna Maria Lind"}},
		{"a heading within the text is no name", text.English, text.English, "They sail on. Then FEELING LIKE SECOND RATE came to Port Said. In Port Said is FEELING LIKE SECOND RATE.", []string{"Tell me about Port Said"}},
		{"what is there once may be a byline", text.English, text.English, "They sail on, says the Chief Boat Writer of the paper.", nil},
		{"a possessive is none of the name", text.English, text.English, "It is Anna Lind’s boat. They saw Anna Lind.", []string{"Tell me about Anna Lind"}},
		{"what always goes on is part of more", text.Vietnamese, text.Vietnamese, "Theo Sở Tài nguyên, nước sạch. Ông ở Sở Tài nguyên nói thêm.", nil},
		{"the letter of an abbreviation is no name", text.Vietnamese, text.Vietnamese, "Họ gặp Hoài D ở chợ. Người ta biết Hoài D, ông nói.", nil},
		{"who took a picture is none of it", text.English, text.English, "Boats sail. (AP Photo/Anna Lind) They sail on. Photo: Anna Lind", nil},
		{"a measure counts nothing", text.English, text.English, "It has 16 feet long painted boats.", nil},
		{"what is counted twice has two answers", text.English, text.English, "They sold 45 boats painted blue, and 20 boats painted red. The boats sail.", nil},
		{"a number in what is counted ends it", text.English, text.English, "They lent 45 boats painted blue at the 28.5 mark. The boats sail.", nil},
		{"a day counts nothing", text.Vietnamese, text.Vietnamese, "Ngày 10/6 thuyền chở hàng ra khơi. Thuyền chở cá.", nil},
		{"the beginning of a sentence may be no name", text.English, text.English, "Old Boats are painted.", nil},
	} {
		t.Run(c.rule, func(t *testing.T) {
			a := article(c.of, c.said)
			var got []string
			for _, q := range sample.Draw(locale.Of(c.asked), a) {
				if q.Doubt < sample.Weak {
					got = append(got, q.Text)
				}
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

func TestATitleIsAskedForAsItsArticleWritesItsWords(t *testing.T) {
	for _, c := range []struct {
		rule  string
		asked text.Language
		title string
		said  string
		want  string // "" for none
	}{
		{"as it stands", text.English, "A harbour for Port Said", "Boats sail.", "Tell me about “A harbour for Port Said”"},
		{"in the reader's language around it", text.Vietnamese, "A harbour for Port Said", "Boats sail.", "Có gì về “A harbour for Port Said”?"},
		{"nothing but capitals become what the text has", text.English, "FEELING SMALL IN PORT SAID WITH NASA",
			"Many were feeling the heat in Port Said. FEELING SMALL IN PORT. They wrote to NASA again.", "Tell me about “Feeling small in Port Said with NASA”"},
		{"quotation marks stand inside of others", text.English, "The “blue” boats of spring", "Boats sail.", "Tell me about “The ‘blue’ boats of spring”"},
		{"too long for a button", text.English, "A title that goes on and on about boats and about harbours and ships", "Boats sail.", ""},
		{"one word asks nothing", text.English, "The News", "Boats sail.", ""},
	} {
		t.Run(c.rule, func(t *testing.T) {
			a := article(text.English, c.said)
			a.Title = c.title
			q, ok := sample.Titled(locale.Of(c.asked), a)
			if q.Text != c.want || ok != (c.want != "") {
				t.Fatalf("asks %q, %v; want %q", q.Text, ok, c.want)
			}
			if again, found := sample.Again(locale.Of(c.asked), a, q.From); ok && (!found || again != q) {
				t.Errorf("found again as %+v, %v", again, found)
			}
		})
	}
}
