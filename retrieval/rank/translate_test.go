package rank_test

import (
	"testing"

	"articlebot/retrieval"
	"articlebot/retrieval/text"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestVietnameseIsReadInEnglishArticles(t *testing.T) {
	english := collect(text.English, "The commune of Pú Nhung plants coffee on its hills.", "Nobody fell ill of the disease.", "Visitors from Japan saw the fireworks.",
		"Tourists travel to Mường Lay.")
	cases := map[string]struct {
		question string
		first    int
		read     []retrieval.Correction
	}{
		"an expression":                      {"cà phê trồng ở đâu", 0, []retrieval.Correction{{Typed: "cà phê", Read: "coffee"}, {Typed: "trồng", Read: "plant"}}},
		"without its diacritics":             {"ca phe trong o dau", 0, []retrieval.Correction{{Typed: "cà phê", Read: "coffee"}}},
		"two of them":                        {"khách Nhật Bản xem pháo hoa", 2, []retrieval.Correction{{Typed: "khách", Read: "visitor"}, {Typed: "nhật bản", Read: "Japan"}, {Typed: "pháo hoa", Read: "fireworks"}}},
		"beside a name, no language tells":   {"du lịch mường lay", 3, []retrieval.Correction{{Typed: "du lịch", Read: "travel"}}},
		"a part of what no article has":      {"bệnh viện", -1, nil},
		"nor is it taken for a typing error": {"nhat han", -1, nil},
		"an English question":                {"which people in Japan eat bananas", 2, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			q := english.Analyse(c.question, text.Detect(c.question))
			if diff := cmp.Diff(c.read, q.Corrections(), cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("%q is read (-want +got):\n%s", c.question, diff)
			}
			if c.first < 0 {
				if terms := english.SearchTerms(q); len(terms) > 0 {
					t.Errorf("%q searches for %v", c.question, terms)
				}
				return
			}
			if got := order(english, c.question); got[0] != c.first {
				t.Errorf("%q finds %v first, want %d", c.question, got, c.first)
			}
		})
	}
}

func TestVietnameseArticlesAreSearchedInVietnamese(t *testing.T) {
	c := collect(text.Vietnamese, "Bà con trồng cà phê trên đồi.", "Quán coffee mở cửa hôm qua.")
	for _, question := range []string{"cà phê trồng ở đâu", "ca phe trong o dau"} {
		if read := c.Analyse(question, text.Vietnamese).Corrections(); len(read) > 0 {
			t.Errorf("%q: what an article says is read as %v", question, read)
		}
		if got := order(c, question); got[0] != 0 {
			t.Errorf("%q finds %v first", question, got)
		}
	}
}

func TestEnglishIsReadInVietnameseArticles(t *testing.T) {
	c := collect(text.Vietnamese, "Bà con trồng cà phê trên đồi.", "Mưa lớn gây sạt lở đất ở Mường Pồn.", "Bí thư xã thăm hộ nghèo.")
	for question, want := range map[string]struct {
		first int
		read  []retrieval.Correction
	}{
		"where is coffee grown":             {0, []retrieval.Correction{{Typed: "coffee", Read: "cà phê"}, {Typed: "grown", Read: "trồng"}}},
		"what caused landslides":            {1, []retrieval.Correction{{Typed: "landslides", Read: "sạt lở"}}},
		"which poor households got visited": {2, []retrieval.Correction{{Typed: "poor households", Read: "hộ nghèo"}, {Typed: "visited", Read: "thăm"}}},
	} {
		if diff := cmp.Diff(want.read, c.Analyse(question, text.English).Corrections()); diff != "" {
			t.Errorf("%q is read (-want +got):\n%s", question, diff)
		}
		if got := order(c, question); got[0] != want.first {
			t.Errorf("%q finds %v first, want %d", question, got, want.first)
		}
	}
	english := collect(text.English, "Coffee is grown on the hills.", "Núi is a name.")
	if read := english.Analyse("how high are the mountains", text.English).Corrections(); len(read) > 0 {
		t.Errorf("over English articles alone English is read as %v", read)
	}
}
