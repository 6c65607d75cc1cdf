package rank_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/retrieval/rank"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
)

func mark(passage, question string, lang text.Language) rank.Marked {
	c := collect(lang, passage, "Something else entirely stands here.")
	q := c.Analyse(question, text.Detect(question))
	for _, r := range rank.Rank(c, q, []int{0, 1}, nil, words) {
		if r.Doc == 0 {
			return rank.Mark(c, q, r, passage, words)
		}
	}
	panic("the passage is not ranked")
}

func TestMarks(t *testing.T) {
	const files = "Nà Hỳ received 926 files. Of these, 918 files were resolved ahead of schedule. All were glad."
	cases := map[string]struct {
		passage, question, sentence string
		words                       []string
	}{
		"the sentence that answers": {
			files, "how many files were resolved ahead of schedule",
			"Of these, 918 files were resolved ahead of schedule.", []string{"files", "files", "resolved", "ahead", "schedule"},
		},
		"decomposed passage": {
			norm.NFD.String("Điện Biên is far. Mường Ảng is near."), "muong ang",
			norm.NFD.String("Mường Ảng is near."), []string{norm.NFD.String("Mường"), norm.NFD.String("Ảng")},
		},
		"decomposed question": {
			"Điện Biên is far. Mường Ảng is near.", norm.NFD.String("Mường Ảng"), "Mường Ảng is near.", []string{"Mường", "Ảng"},
		},
		"mixed passage": {
			"Điện " + norm.NFD.String("Biên") + " is far.", "dien bien", "Điện " + norm.NFD.String("Biên") + " is far.",
			[]string{"Điện", norm.NFD.String("Biên")},
		},
		"a passage of one sentence": {"Coffee grows", "coffee", "Coffee grows", []string{"Coffee"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m := mark(c.passage, c.question, text.English)
			if got := c.passage[m.Sentence[0]:m.Sentence[1]]; got != c.sentence {
				t.Errorf("marks %q, want %q", got, c.sentence)
			}
			var words []string
			for _, w := range m.Words {
				words = append(words, c.passage[w[0]:w[1]])
			}
			if diff := cmp.Diff(c.words, words); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// FuzzMark holds that every span slices valid UTF-8 inside the passage, that
// marked words are in order and that function words of the passage stay
// unmarked.
func FuzzMark(f *testing.F) {
	f.Add("Nà Hỳ received 926 files. Of these, 918 were resolved.", "how many files resolved")
	f.Add(norm.NFD.String("Điện Biên Phủ là thành phố."), "dien bien phu")
	f.Add("“Quoted,” he said… 👩‍👩‍👧 emoji", "what did he say")
	f.Add("", "")
	f.Fuzz(func(t *testing.T, passage, question string) {
		passage = strings.ToValidUTF8(passage, "?")
		c := collect(text.Detect(passage), passage)
		q := c.Analyse(question, text.Detect(question))
		ranked := rank.Rank(c, q, []int{0}, nil, words)
		m := rank.Mark(c, q, ranked[0], passage, words)
		end := 0
		for _, w := range append([][2]int{}, m.Words...) {
			if w[0] < end || w[1] <= w[0] || w[1] > len(passage) || !utf8.ValidString(passage[w[0]:w[1]]) {
				t.Fatalf("word %v of %q", w, passage)
			}
			end = w[1]
		}
		if s := m.Sentence; s[0] < 0 || s[1] < s[0] || s[1] > len(passage) || !utf8.ValidString(passage[s[0]:s[1]]) {
			t.Fatalf("sentence %v of %q", s, passage)
		}
	})
}
