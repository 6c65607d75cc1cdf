package intent

import (
	"testing"

	"articlebot/retrieval/text"
)

func TestWhichQuestionsLean(t *testing.T) {
	for question, want := range map[string]struct {
		rest string
		how  Need
	}{
		"and in Xa Dung?":                     {"in Xa Dung", PlaceOnly},
		"what about Nà Hỳ":                    {"Nà Hỳ", PlaceOnly},
		"what about na hy":                    {"na hy", Additive},
		"còn xã Pú Nhung thì sao?":            {"xã Pú Nhung", Additive},
		"con Xa Dung thi sao":                 {"Xa Dung", PlaceOnly},
		"thế còn ở Nà Hỳ?":                    {"ở Nà Hỳ", PlaceOnly},
		"sorry i meant North Dakota":          {"North Dakota", PlaceOnly},
		"ý tôi là ở Nà Hỳ":                    {"ở Nà Hỳ", PlaceOnly},
		"and the poverty rate?":               {"the poverty rate", Additive},
		"why?":                                {"why?", Anaphoric},
		"ở đâu":                               {"ở đâu", Anaphoric},
		"who is he?":                          {"who is he?", Anaphoric},
		"ai nói thế?":                         {"ai nói thế?", Anaphoric},
		"được bao nhiêu vậy":                  {"được bao nhiêu vậy", Anaphoric},
		"how many was that":                   {"how many was that", Anaphoric},
		"bao nhiêu tiền":                      {"bao nhiêu tiền", Standalone},
		"who said that?":                      {"who said that?", Anaphoric},
		"ông ấy nói gì":                       {"ông ấy nói gì", Anaphoric},
		"ông ấy là ai":                        {"ông ấy là ai", Anaphoric},
		"who built this bridge?":              {"who built this bridge?", Standalone},
		"is there a hospital in Tuần Giáo":    {"is there a hospital in Tuần Giáo", Standalone},
		"how many files were resolved":        {"how many files were resolved", Standalone},
		"Android phones":                      {"Android phones", Standalone},
		"coffee and tea":                      {"coffee and tea", Standalone},
		"How many epochs are there?":          {"How many epochs are there?", Standalone},
		"The procedure continues until what?": {"The procedure continues until what?", Standalone},
		"Con sông nào chạy dọc theo tỉnh":     {"Con sông nào chạy dọc theo tỉnh", Standalone},
		"and": {"and", Standalone},
		"where did their delegation from Xa Dung and Na Hy go": {"where did their delegation from Xa Dung and Na Hy go", Standalone},
	} {
		if q := builtin().Query(question, text.Detect(question)); q.Added().Text != want.rest || q.Need != want.how {
			t.Errorf("%q: got %q, %d, want %q, %d", question, q.Added().Text, q.Need, want.rest, want.how)
		}
	}
}
