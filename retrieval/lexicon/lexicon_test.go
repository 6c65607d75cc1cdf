package lexicon_test

import (
	"slices"
	"testing"

	"articlebot/retrieval/lexicon"
)

func TestExpressionsAreKnown(t *testing.T) {
	for vi, want := range map[string]string{
		"cà phê": "coffee", "nhật bản": "Japan", "tháng 12": "December", "tiếng anh": "English", "hôm qua": "yesterday", "bệnh viện": "hospital",
		"ca phe": "coffee", "nhat ban": "Japan", "benh vien": "hospital",
	} {
		if got := lexicon.English(vi); !slices.Contains(got, want) {
			t.Errorf("%q is %q, want %q", vi, got, want)
		}
	}
	for _, unknown := range []string{"", "coffee", "cà", "Cà Phê", "gao", "không có từ này"} {
		if got := lexicon.English(unknown); got != nil {
			t.Errorf("%q is %q, want nothing", unknown, got)
		}
	}
}
