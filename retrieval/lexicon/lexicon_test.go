package lexicon_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"articlebot/retrieval/lexicon"
	"articlebot/retrieval/text"

	"golang.org/x/text/unicode/norm"
)

func TestExpressionsAreKnown(t *testing.T) {
	for vi, want := range map[string]string{
		"cà phê": "coffee", "nhật bản": "Japan", "tháng 12": "December", "tiếng anh": "English", "hôm qua": "yesterday", "bệnh viện": "hospital",
		"ca phe": "coffee", "nhat ban": "Japan", "benh vien": "hospital",
	} {
		if got := lexicon.English(vi); !slices.Contains(got.Meanings, want) {
			t.Errorf("%q is %q, want %q", vi, got.Meanings, want)
		}
	}
	for vi, want := range map[string]string{"bí thư": "secretary", "sạt lở": "landslide", "ủy ban nhân dân": "People's Committee", "trung tâm": "center"} {
		got := lexicon.English(vi)
		if len(got.Meanings) == 0 || got.Meanings[0] != want || !got.Sure {
			t.Errorf("%q is %v, want %q, surely", vi, got, want)
		}
	}
	if got := lexicon.English("nhất"); got.Sure {
		t.Errorf("“nhất” is told to be %q", got.Meanings)
	}
	for _, unknown := range []string{"", "coffee", "cà", "Cà Phê", "gao", "không có từ này"} {
		if got := lexicon.English(unknown); got.Meanings != nil {
			t.Errorf("%q is %q, want nothing", unknown, got.Meanings)
		}
	}
}

func TestEnglishIsReadBackByItsStems(t *testing.T) {
	for stems, want := range map[string]string{"secretari": "bí thư", "poor household": "hộ nghèo", "coffe": "cà phê", "landslid": "sạt lở"} {
		if got := lexicon.Vietnamese(stems); !slices.Contains(got.Meanings, want) || !got.Sure {
			t.Errorf("%q is %v, want %q, surely", stems, got, want)
		}
	}
	if got := lexicon.Vietnamese("qqq"); got.Meanings != nil {
		t.Errorf("an unknown word is %v", got)
	}
}

// TestTheWrittenWordsAreInOrder holds that each line of the file is an
// expression once, with meanings.
func TestTheWrittenWordsAreInOrder(t *testing.T) {
	file, err := os.ReadFile("press.txt")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		vi, en, _ := strings.Cut(line, "\t")
		switch {
		case vi != strings.ToLower(vi) || !norm.NFC.IsNormalString(vi) || len(strings.Fields(vi)) > lexicon.MaxWords || vi != strings.Join(strings.Fields(vi), " "):
			t.Errorf("%q is no expression", vi)
		case vi != older(vi):
			t.Errorf("%q has a tone in its newer place", vi)
		case seen[vi]:
			t.Errorf("%q stands twice", vi)
		case en == "" || slices.Contains(strings.Split(en, "|"), ""):
			t.Errorf("%q has no meaning", vi)
		}
		seen[vi] = true
	}
}

func older(expression string) string {
	words := strings.Fields(expression)
	for i := range words {
		words[i] = text.Accented(words[i])
	}
	return strings.Join(words, " ")
}
