package rank_test

import (
	"slices"
	"testing"
	"time"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"
)

// requirement returns the signals of one word of a question held against the
// first passage, by name.
func requirement(t *testing.T, lang text.Language, question, word string, passages ...string) map[string]float64 {
	t.Helper()
	c := collect(lang, passages...)
	models, err := rank.DefaultModels("")
	if err != nil {
		t.Fatal(err)
	}
	q := c.Analyse(question, lang)
	candidates := make([]int, len(passages))
	for i := range candidates {
		candidates[i] = i
	}
	ranked := rank.Rank(c, q, candidates, nil, models)
	at := slices.IndexFunc(ranked, func(r rank.Ranked) bool { return r.Doc == 0 })
	list, values := rank.RequirementSignals(c, q, ranked, at, time.Time{})
	for i, r := range list {
		if r.Folded != word {
			continue
		}
		out := map[string]float64{}
		for k, name := range rank.RequirementNames(false) {
			out[name] = values[i][k]
		}
		return out
	}
	t.Fatalf("%q is no requirement of %q", word, question)
	return nil
}

func TestWhatStandsInAWordsPlace(t *testing.T) {
	const coffee = "Pu Nhung plans 50 hectares of coffee shrubs."
	for _, c := range []struct {
		what, question, word, passage string
		lang                          text.Language
		want                          map[string]float64
	}{
		{"another topic", "How many hectares of rubber shrubs?", "rubber", coffee, text.English,
			map[string]float64{"absent": 1, "displaced_both": 1, "displaced_two": 1, "displaced_alike": 1}},
		{"the topic itself", "How many hectares of coffee shrubs?", "coffee", coffee, text.English,
			map[string]float64{"absent": 0, "displaced_both": 0, "displaced_two": 0, "displaced_one": 0}},
		{"a word without a place", "Is rubber grown where coffee is?", "rubber", coffee, text.English,
			map[string]float64{"absent": 1, "displaced_both": 0, "displaced_two": 0}},
		{"a number for a name", "Why does Pu Nhung plan Kenya hectares?", "kenya", coffee, text.English,
			map[string]float64{"absent": 1, "displaced_one": 1, "displaced_alike": 0}},
		{"a syllable of a compound", "Ai chế tạo đường cơ hơi nước?", "duong", "Watt chế tạo động cơ hơi nước trên đường.", text.Vietnamese,
			map[string]float64{"absent": 0, "moved": 1}},
	} {
		t.Run(c.what, func(t *testing.T) {
			got := requirement(t, c.lang, c.question, c.word, c.passage)
			for name, want := range c.want {
				if got[name] != want {
					t.Errorf("%s is %g, want %g", name, got[name], want)
				}
			}
		})
	}
}

func TestWordsAreFoundInOtherForms(t *testing.T) {
	for _, c := range []struct {
		what, question, word, passage string
		lang                          text.Language
		absent                        float64
	}{
		{"a year of the century", "Who was a reformer of the 15th century?", "15th", "Lefevre (c. 1455) was a reformer.", text.English, 0},
		{"a year of another century", "Who was a reformer of the 15th century?", "15th", "Lefevre (c. 1355) was a reformer.", text.English, 1},
		{"a number that is no century", "Who was the 15th reformer?", "15th", "Lefevre (c. 1455) was a reformer.", text.English, 1},
		{"a Vietnamese century", "Ai cải cách vào thế kỷ 15?", "15", "Lefevre cải cách năm 1455.", text.Vietnamese, 0},
		{"written as one", "How many flew on the AS-206?", "206", "Two flew on AS206.", text.English, 0},
		{"a plural", "Khi nào Frank tiến vào?", "frank", "Người Franks tiến vào.", text.Vietnamese, 0},
		{"initials with an ending", "What did the UMC's board say?", "umc", "The board of the United Methodist Church said so.", text.English, 0},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := requirement(t, c.lang, c.question, c.word, c.passage)["absent"]; got != c.absent {
				t.Errorf("absent is %g, want %g", got, c.absent)
			}
		})
	}
}

func TestWhatAnotherPassageHas(t *testing.T) {
	const asked = "When did Norway have the plague?"
	got := requirement(t, text.English, asked, "norway", "The plague came to Paris.", "Norway is cold.")
	if got["absent_other"] != 1 {
		t.Error("another passage has Norway, but that is not seen")
	}
	got = requirement(t, text.English, asked, "norway", "The plague came to Paris.", "Sweden is cold.")
	if got["absent_other"] != 0 {
		t.Error("no passage has Norway")
	}
}

// TestSyllablesThatMakeNoWord has a syllable beside neighbours that it never has.
func TestSyllablesThatMakeNoWord(t *testing.T) {
	passages := []string{"Động cơ hơi nước của nhà máy.", "Quyết định của tỉnh về cơ sở."}
	if got := requirement(t, text.Vietnamese, "Nhà máy nào dùng định cơ hơi nước?", "dinh", passages...)["strange"]; got != 1 {
		t.Errorf("strange is %g for a pair that nobody writes, want 1", got)
	}
	if got := requirement(t, text.Vietnamese, "Nhà máy nào có quyết định về hơi nước?", "dinh", passages...)["strange"]; got != 0 {
		t.Errorf("strange is %g for a word that an article writes, want 0", got)
	}
}

// TestSyllablesThatVietnameseDoesNotSay has a syllable beside neighbours that no
// article has together either way: one way they make Vietnamese.
func TestSyllablesThatVietnameseDoesNotSay(t *testing.T) {
	const passage = "Hệ thống miễn dịch kém hơn bình thường."
	good := requirement(t, text.Vietnamese, "Hệ thống miễn dịch hoạt động kém hơn bình thường?", "dong", passage)
	bad := requirement(t, text.Vietnamese, "Hệ thống miễn dịch hoạt đình kém hơn bình thường?", "dinh", passage)
	if good["said"] < 0.5 || bad["said"] > 0 || good["lift"] < bad["lift"]+1 {
		t.Errorf("hoạt động: said %g, lift %g; hoạt đình: said %g, lift %g", good["said"], good["lift"], bad["said"], bad["lift"])
	}
	if there := requirement(t, text.Vietnamese, "Hệ thống miễn dịch đình dịch?", "dich", passage); there["said"] != 0 || there["lift"] != 0 {
		t.Errorf("a word that the passage has: said %g, lift %g", there["said"], there["lift"])
	}
}

// TestWordsThatFitIntoThePlaceButNotIntoTheWhole has an encoder that finds a word
// like the one in whose place it stands, but nothing of it in what the passage and
// its sentence tell.
func TestWordsThatFitIntoThePlaceButNotIntoTheWhole(t *testing.T) {
	c := collect(text.English, "The commune plans hectares of coffee shrubs.", "Rubber is another matter.")
	q := c.Analyse("hectares rubber", text.English)
	q.Cut([][2]int{{0, 8}, {9, 15}})
	similar := func(doc int) *rank.Similarity {
		if doc == 1 {
			return &rank.Similarity{Pieces: []float64{.5, .8}, Whole: []float64{.5, .6}, Sentence: []float64{.5, .6}}
		}
		return &rank.Similarity{Pieces: []float64{.8, .8}, Whole: []float64{.8, .5}, Sentence: []float64{.9, .5}}
	}
	models, err := rank.DefaultModels("multilingual-e5-small-q4")
	if err != nil {
		t.Fatal(err)
	}
	ranked := rank.Rank(c, q, []int{0, 1}, similar, models)
	at := slices.IndexFunc(ranked, func(r rank.Ranked) bool { return r.Doc == 0 })
	list, values := rank.RequirementSignals(c, q, ranked, at, time.Time{})
	names := rank.RequirementNames(true)
	for name, want := range map[string]float64{"unfit": .2, "whole": .1, "beside": 0} {
		i := slices.IndexFunc(list, func(r rank.Requirement) bool { return r.Folded == "rubber" })
		if got := values[i][slices.Index(names, name)]; got < want-1e-9 || got > want+1e-9 {
			t.Errorf("%s of rubber is %g, want %g", name, got, want)
		}
		i = slices.IndexFunc(list, func(r rank.Requirement) bool { return r.Folded == "hectares" })
		if got := values[i][slices.Index(names, name)]; got != 0 {
			t.Errorf("%s of a word that the passage has is %g", name, got)
		}
	}
}
