package dialogue

import "testing"

func TestWhichQuestionsLean(t *testing.T) {
	for question, want := range map[string]struct {
		rest string
		how  leaning
	}{
		"and in Xa Dung?":                     {"in Xa Dung", placing},
		"what about Nà Hỳ":                    {"Nà Hỳ", placing},
		"what about na hy":                    {"na hy", adding},
		"còn xã Pú Nhung thì sao?":            {"xã Pú Nhung", adding},
		"con Xa Dung thi sao":                 {"Xa Dung", placing},
		"thế còn ở Nà Hỳ?":                    {"ở Nà Hỳ", placing},
		"and the poverty rate?":               {"the poverty rate", adding},
		"why?":                                {"why?", asking},
		"ở đâu":                               {"ở đâu", asking},
		"who is he?":                          {"who is he?", asking},
		"who said that?":                      {"who said that?", asking},
		"ông ấy nói gì":                       {"ông ấy nói gì", asking},
		"ông ấy là ai":                        {"ông ấy là ai", asking},
		"who built this bridge?":              {"", upright},
		"is there a hospital in Tuần Giáo":    {"", upright},
		"how many files were resolved":        {"", upright},
		"Android phones":                      {"", upright},
		"coffee and tea":                      {"", upright},
		"How many epochs are there?":          {"", upright},
		"The procedure continues until what?": {"", upright},
		"Con sông nào chạy dọc theo tỉnh":     {"", upright},
		"and": {"", upright},
		"where did their delegation from Xa Dung and Na Hy go": {"", upright},
	} {
		if rest, how := leans(question); rest != want.rest || how != want.how {
			t.Errorf("%q: got %q, %d, want %q, %d", question, rest, how, want.rest, want.how)
		}
	}
}
