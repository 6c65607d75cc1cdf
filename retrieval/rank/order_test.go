package rank_test

import (
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/rank"
	"articlebot/retrieval/rank/analysis"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

// words are the models without an encoder.
var words = func() rank.Models {
	m, err := rank.DefaultModels("")
	if err != nil {
		panic(err)
	}
	return m
}()

// collect builds a collection of one passage an article.
func collect(lang text.Language, passages ...string) *analysis.ForwardIndex {
	b := analysis.NewBuilder(nil)
	for i, p := range passages {
		b.Add(analysis.Document{Text: p, Sentences: text.Sentences(p), Language: lang, Article: i})
	}
	return b.Build(func() {})
}

// order ranks all passages for a question.
func order(c *analysis.ForwardIndex, question string) []int {
	all := make([]int, c.Len())
	for i := range all {
		all[i] = i
	}
	var out []int
	for _, r := range rank.Rank(c, c.Analyse(question, text.Detect(question)), all, nil, words) {
		out = append(out, r.Doc)
	}
	return out
}

func TestAccentsTypedTellWordsApart(t *testing.T) {
	c := collect(text.Vietnamese, "Mặt trời là dương của vạn vật.", "Đoạn đường này rất dài và xấu.", "Ông đương nhiệm trả lời báo chí.")
	for question, want := range map[string]int{"dương là gì": 0, "đường nào xấu": 1, "ai là người đương nhiệm": 2} {
		for _, q := range []string{question, norm.NFD.String(question)} {
			if got := order(c, q); got[0] != want {
				t.Errorf("%q finds %v first, want %d", q, got, want)
			}
		}
	}
	terms := c.SearchTerms(c.Analyse("duong", text.Vietnamese))
	if len(terms) != 1 || terms[0].DF != 3 {
		t.Errorf("without accents all three are found: got %v", terms)
	}
}

func TestUnknownWordsAreReadAsNearOnes(t *testing.T) {
	c := collect(text.English, "The commune of Pú Nhung targets coffee.", "Officials resolved the applications.", "A resettlement site opened.", "The camp moved.")
	cases := map[string]struct {
		question string
		want     []retrieval.Correction
	}{
		"a letter too few":          {"aplications", []retrieval.Correction{{Typed: "aplications", Read: "applications"}}},
		"letters swapped":           {"offciials", []retrieval.Correction{{Typed: "offciials", Read: "officials"}}},
		"two edits in a long word":  {"resetlemant", []retrieval.Correction{{Typed: "resetlemant", Read: "resettlement"}}},
		"a name typed together":     {"punhung coffee", []retrieval.Correction{{Typed: "punhung", Read: "pú nhung"}}},
		"a word typed in two":       {"reset tlement", []retrieval.Correction{{Typed: "reset tlement", Read: "resettlement"}}},
		"a right word is left":      {"champion", nil},
		"a known word is left":      {"camp", nil},
		"a short word is left":      {"teh", nil},
		"a number is left":          {"1234", nil},
		"nothing near":              {"xqzwvkj", nil},
		"no correction of function": {"teh the", nil},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			got := c.Analyse(tc.question, text.English).Corrections()
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAnotherOfficeIsNotTheOneAskedFor(t *testing.T) {
	c := collect(text.English,
		"Nguyễn Văn An, Vice Chairman of the commune People’s Committee, received the delegation in the morning.",
		"Trần Văn Bình, Chairman of the commune People’s Committee, opened the road.")
	if got := order(c, "who is the chairman of the commune people's committee"); got[0] != 1 {
		t.Errorf("the vice chairman comes first: %v", got)
	}
	if got := order(c, "who is the vice chairman of the commune people's committee"); got[0] != 0 {
		t.Errorf("the chairman comes first: %v", got)
	}
}

func TestHostileQuestionsAreBounded(t *testing.T) {
	c := collect(text.English, "The commune targets coffee.", "Officials resolved files.")
	for name, q := range map[string]string{
		"one word repeated":  strings.Repeat("coffee ", 20_000),
		"ten thousand words": manyWords(10_000),
		"control characters": strings.Repeat("\x00\x1b[31m\u202e", 1000),
		"one endless word":   strings.Repeat("coffee", 20_000),
		"broken UTF-8":       strings.Repeat("\xff\xc3", 10_000),
		"nothing":            "",
	} {
		t.Run(name, func(t *testing.T) {
			query := c.Analyse(q, text.Detect(q))
			if n := len(c.SearchTerms(query)); n > 200 {
				t.Errorf("searches for %d terms", n)
			}
			rank.Rank(c, query, []int{0, 1}, nil, words)
		})
	}
}

func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		for j := i + 26; j > 0; j /= 26 {
			b.WriteByte(byte('a' + j%26))
		}
		b.WriteString("ux ")
	}
	return b.String()
}

func TestModelNamesEverySignal(t *testing.T) {
	m := words.Words
	if len(m.Weights) != len(rank.Names(false)) || m.FittedBy == "" {
		t.Fatalf("the model has %d weights for %d signals, fitted by %q", len(m.Weights), len(rank.Names(false)), m.FittedBy)
	}
	for _, broken := range []string{`{}`, `{"weights":{"bm25":1}}`, `[`} {
		if _, err := rank.ParseModel([]byte(broken)); err == nil {
			t.Errorf("ParseModel(%s) takes it", broken)
		}
	}
}

func TestNothingFoundIsNone(t *testing.T) {
	c := collect(text.English, "The commune targets coffee.")
	q := c.Analyse("hello", text.English)
	if terms := c.SearchTerms(q); len(terms) != 0 {
		t.Errorf("a greeting searches for %v", terms)
	}
	if v := rank.Decide(c, q, nil, time.Time{}, words); v.Outcome != retrieval.None || v.Near {
		t.Errorf("nothing found is %+v", v)
	}
}

func TestWordsThatLookAlikeInTwoLanguagesAreNoAnswer(t *testing.T) {
	c := collect(text.English, "Cà Văn Phương, from Co Mỵ village, shared his view.", "The commune targets coffee.")
	q := c.Analyse("giá cà phê bao nhiêu", text.Vietnamese)
	ranked := rank.Rank(c, q, []int{0, 1}, nil, words)
	if v := rank.Decide(c, q, ranked, time.Time{}, words); v.Outcome == retrieval.Answered {
		t.Errorf("a name that looks like a word is %+v", v)
	}
}
