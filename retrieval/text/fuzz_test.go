package text_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"articlebot/retrieval/text"

	"golang.org/x/text/unicode/norm"
)

var seedTexts = []string{
	"", "Nà Hỳ commune resolved 918 of 926 files (99.9%). “Good,” he said.",
	norm.NFD.String("Điện Biên Phủ, Mường Ảng: “Tốt.” TP. Hồ Chí Minh"), "Resolution No.57-NQ/TW dated Dec. 22, 2024.",
	"\xff\xfe broken \x00 bytes", "👩‍👩‍👧 emoji… and ﬁ ligatures ½ ①", "a_b.c:d 1.2.3,4 U.S. Army e.g. this", "’’’ ''s 's",
	"ُ   \u00ad", strings.Repeat("x", 300),
}

// FuzzTokens holds that offsets slice the text on rune boundaries, in order
// and without overlap, that every token has a term, and that Words agrees.
func FuzzTokens(f *testing.F) {
	for _, s := range seedTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, lang := range []text.Language{text.English, text.Vietnamese} {
			tokens, words, end := text.Tokens(s, lang), text.Words(s), 0
			if len(tokens) != len(words) {
				t.Fatalf("%d tokens, %d words in %q", len(tokens), len(words), s)
			}
			for i, tok := range tokens {
				if tok.Start < end || tok.End <= tok.Start || tok.End > len(s) {
					t.Fatalf("token %d of %q is [%d, %d) after %d", i, s, tok.Start, tok.End, end)
				}
				if words[i] != [2]int{tok.Start, tok.End} {
					t.Fatalf("word %d of %q is %v, token [%d, %d)", i, s, words[i], tok.Start, tok.End)
				}
				if utf8.ValidString(s) && !utf8.ValidString(s[tok.Start:tok.End]) {
					t.Fatalf("token %d of %q splits a rune", i, s)
				}
				if tok.Term == "" || strings.ContainsAny(tok.Term, " \n\t") {
					t.Fatalf("token %d of %q has the term %q", i, s, tok.Term)
				}
				end = tok.End
			}
		}
	})
}

// FuzzSentences holds that sentences are in order, do not overlap, split no
// rune and leave out only white space.
func FuzzSentences(f *testing.F) {
	for _, s := range seedTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		end := 0
		for _, r := range text.Sentences(s) {
			if r[0] < end || r[1] <= r[0] || r[1] > len(s) {
				t.Fatalf("sentence %v of %q after %d", r, s, end)
			}
			if strings.TrimSpace(s[end:r[0]]) != "" {
				t.Fatalf("%q is in no sentence of %q", s[end:r[0]], s)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[r[0]:r[1]]) {
				t.Fatalf("sentence %v of %q splits a rune", r, s)
			}
			end = r[1]
		}
		if strings.TrimSpace(s[end:]) != "" {
			t.Fatalf("%q is in no sentence of %q", s[end:], s)
		}
	})
}

// FuzzFold holds that folding forgets accents and case once and for all, and
// that composed and decomposed spellings are the same word.
func FuzzFold(f *testing.F) {
	for _, s := range seedTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded := text.Fold(s)
		if again := text.Fold(folded); again != folded {
			t.Fatalf("Fold(%q) = %q, and of that %q", s, folded, again)
		}
		if d := text.Fold(norm.NFD.String(s)); utf8.ValidString(s) && d != folded {
			t.Fatalf("Fold(%q) = %q, decomposed %q", s, folded, d)
		}
		clean := text.Clean(s)
		if again := text.Clean(clean); again != clean || !utf8.ValidString(clean) {
			t.Fatalf("Clean(%q) = %q, and of that %q", s, clean, again)
		}
		text.Detect(s)
	})
}
