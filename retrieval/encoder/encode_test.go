package encoder

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"articlebot/retrieval/encoder/modelfile"
)

func TestAnyTextHasAVectorOfLengthOne(t *testing.T) {
	for _, use := range Supported() {
		m := open(t, use)
		for name, text := range map[string]string{
			"nothing": "", "a space": " ", "a zero": "\x00", "broken bytes": "\xff\xfe\xc3", "marks": "<s></s><unk>",
			"an emoji": "🙂👩‍👩‍👧", "combining marks alone": strings.Repeat("\u0301", 12), "the last character": "\U0010ffff",
			"a script without pieces": strings.Repeat("漢 ", 4), "white space": strings.Repeat(" \t\n", 99),
		} {
			v := m.vector(t, "query", text)
			if n := dot(v, v); math.Abs(n-1) > 1e-4 {
				t.Errorf("%s, %s: length %v", use, name, n)
			}
		}
	}
}

func TestComposedAndDecomposedLettersAreTheSame(t *testing.T) {
	m := open(t, Best)
	a, b := m.vector(t, "query", "Tie\u0302\u0301ng Vie\u0323\u0302t"), m.vector(t, "query", "Tiếng Việt")
	if c := dot(a, b); c < 0.999999 {
		t.Errorf("cosine %v", c)
	}
}

func TestMeaningIsNearerThanWords(t *testing.T) {
	m := open(t, Best)
	question := m.vector(t, "query", "How many children go to the new school?")
	answer := m.vector(t, "passage", "Trường mới mở có 320 học sinh theo học.")
	other := m.vector(t, "passage", "Many new roads go to the market, where children sell fruit.")
	if dot(question, answer) <= dot(question, other) {
		t.Errorf("the answer in Vietnamese lies at %.3f, a passage with the question's words at %.3f", dot(question, answer), dot(question, other))
	}
}

func TestATextLongerThanTheWindowIsCutBeforeAWord(t *testing.T) {
	m := open(t, Best)
	for name, long := range map[string]string{
		"words": strings.Repeat("international relations ", 5000), "one word": strings.Repeat("q", 100_000),
		"letters that became others": strings.Repeat("ﷺ", 5000), "spaces": strings.Repeat("a"+strings.Repeat(" ", 1000), 2000),
	} {
		pieces := new(segmenter).segment(&m.vocabulary, "query: "+long, m.Window())
		if len(pieces) > m.Window() || len(pieces) < m.Window()-20 {
			t.Errorf("%s: %d pieces, the window has room for %d", name, len(pieces), m.Window())
		}
		if last := string(m.vocabulary.Piece(int(pieces[len(pieces)-1].id))); name == "words" && last != "▁international" && last != "▁relations" && last != "s" {
			t.Errorf("%s: the last piece is %q", name, last)
		}
		if v := m.vector(t, "query", long); len(v) != m.Dims() {
			t.Errorf("%s: %d numbers", name, len(v))
		}
	}
}

func TestTokensLieInTheTextAndAverageToItsVector(t *testing.T) {
	m := open(t, Best)
	for _, text := range []string{
		"Ông Sơn  trồng 12,5 ha cà phê.", " Vie\u0323\u0302t\u00a0Nam ", "ﬁve ½ miles", "x", "", "\xff broken \xc3 bytes",
	} {
		whole, tokens, err := m.Tokens(t.Context(), Passage, text)
		if err != nil {
			t.Fatal(err)
		}
		if c := dot(whole, m.vector(t, "passage", text)); c < 0.999999 {
			t.Errorf("%q: its vector differs from Passages', cosine %v", text, c)
		}
		at, covered := 0, ""
		for _, token := range tokens {
			if token.Start < 0 || token.End > len(text) || token.Start > token.End || token.Start > at {
				t.Fatalf("%q: token %d:%d after %d", text, token.Start, token.End, at)
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[token.Start:token.End]) {
				t.Errorf("%q: token %q cuts a character", text, text[token.Start:token.End])
			}
			covered += text[max(at, token.Start):max(at, token.End)]
			at = max(at, token.End)
			if n := dot(token.Vector, token.Vector); math.Abs(n-1) > 1e-4 {
				t.Errorf("%q: a token's length is %v", text, n)
			}
		}
		if strings.TrimSpace(covered) != strings.TrimSpace(text) {
			t.Errorf("%q: tokens cover %q", text, covered)
		}
	}
}

func TestAWordsTokenIsNearTheSameWordOfAnotherLanguage(t *testing.T) {
	m := open(t, Best)
	nearest := func(question, word, text string) string {
		_, q, _ := m.Tokens(t.Context(), Query, question)
		_, p, _ := m.Tokens(t.Context(), Passage, text)
		best, found := -1.0, ""
		for _, a := range q {
			if strings.TrimSpace(question[a.Start:a.End]) != word {
				continue
			}
			for _, b := range p {
				if c := dot(a.Vector, b.Vector); c > best {
					best, found = c, strings.TrimSpace(text[b.Start:b.End])
				}
			}
		}
		return found
	}
	if got := nearest("how much coffee is planted", "coffee", "Năm nay nông dân trồng thêm 500 ha cà phê và 20 ha mắc ca."); got != "cà" && got != "phê" {
		t.Errorf("coffee is nearest to %q", got)
	}
}

func TestManyMayAskAtOnce(t *testing.T) {
	m := open(t, Best)
	texts := []string{"where is the school?", strings.Repeat("a longer question ", 30), "x"}
	var want [][]float32
	for _, text := range texts {
		want = append(want, m.vector(t, "query", text))
	}
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			v, err := m.Query(context.Background(), texts[i%len(texts)])
			if err != nil || dot(want[i%len(texts)], v) < 0.999999 {
				t.Errorf("%q: another vector, or %v", texts[i%len(texts)], err)
			}
		})
	}
	all.Wait()
}

func TestAPassEndsWithItsContext(t *testing.T) {
	m := open(t, Plain)
	long := strings.Repeat("one two three ", 150)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Query(ended, long); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	late, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := m.Passages(late, []string{long, long, long}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v", err)
	}
	if _, _, err := m.Tokens(ended, Query, long); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if v := m.vector(t, "query", "and afterwards?"); dot(v, open(t, Plain).vector(t, "query", "and afterwards?")) < 0.999999 {
		t.Error("what was stopped shows in the next vector")
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	if _, err := Open(t.TempDir()+"/none", Best); err == nil || !strings.Contains(err.Error(), "none") {
		t.Errorf("a missing file: %v", err)
	}
	for use := AVX2; use <= NEON; use++ {
		if _, err := BuiltIn(use); (err == nil) != slices.Contains(Supported(), use) {
			t.Errorf("%s: %v, while the processor has %v", use, err, Supported())
		}
	}
}

func TestAFileMayBeReplacedWhileItIsInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.model")
	if err := os.WriteFile(path, []byte(builtIn), 0o600); err != nil {
		t.Fatal(err)
	}
	m, err := Open(path, Best)
	if err != nil {
		t.Fatal(err)
	}
	before := m.vector(t, "query", "where is the school?")
	if err := os.WriteFile(path, []byte("cut short"), 0o600); err != nil { // the same inode
		t.Fatal(err)
	}
	if c := dot(before, m.vector(t, "query", "where is the school?")); c < 0.999999 {
		t.Errorf("cosine %v to the vector of before", c)
	}
	if _, err := Open(path, Best); !errors.Is(err, modelfile.ErrNotModel) {
		t.Errorf("the file that took its place: %v", err)
	}
}

func TestWorkInTheBackgroundLetsOthersGoWithinAText(t *testing.T) {
	m := open(t, Best)
	n := 0
	if _, err := m.PassagesYielding(t.Context(), []string{"a", "b"}, func() { n++ }); err != nil || n != 24 {
		t.Errorf("%d times in two texts of twelve layers, %v", n, err)
	}
}

func FuzzSegment(f *testing.F) {
	for _, text := range []string{"Trường học ở đâu?", "\xff\u0301 x", "ﷺ ½  ", "<s>"} {
		f.Add(text, 10)
	}
	m := open(f, Plain)
	s := new(segmenter)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		if limit < 1 || limit > 600 {
			return
		}
		at := int32(0)
		pieces := s.segment(&m.vocabulary, text, limit)
		if len(pieces) > limit {
			t.Fatalf("%d pieces, limit %d", len(pieces), limit)
		}
		for _, p := range pieces {
			if p.from > p.to || int(p.to) > len(text) || p.to < at || p.id < 0 || int(p.id) >= int(m.file.Pieces) {
				t.Fatalf("piece %+v of %q", p, text)
			}
			at = p.to
		}
	})
}
