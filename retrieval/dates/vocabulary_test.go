package dates

import (
	"os"
	"testing"
	"time"

	"articlebot/retrieval/text/languages"
)

func TestAFileMakesALanguageWhoseDaysAreUnderstood(t *testing.T) {
	third, err := languages.Read(os.DirFS("../text/languages"), "testdata")
	if err != nil || len(third) != 1 {
		t.Fatalf("%d languages, %v; want the one of testdata", len(third), err)
	}
	v := newVocabulary(append(third, languages.Builtin()...))
	now := time.Date(2026, 1, 14, 9, 0, 0, 0, time.UTC) // a Wednesday
	day := func(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }
	for question, want := range map[string]Wish{
		"brula en trisol 2025":          {Period: Period{day(2025, 3, 1), day(2025, 4, 1)}, Topic: "brula"},
		"brula 5 oksol":                 {Period: Period{day(2025, 8, 5), day(2025, 8, 6)}, Topic: "brula"},
		"brula hierdo":                  {Period: Period{day(2026, 1, 13), day(2026, 1, 14)}, Relative: true, Topic: "brula"},
		"brula semana pasita":           {Period: Period{day(2026, 1, 5), day(2026, 1, 12)}, Relative: true, Topic: "brula"},
		"brula tri dioj fa":             {Period: Period{day(2026, 1, 11), day(2026, 1, 12)}, Relative: true, Topic: "brula"},
		"plu nova artikoli dela Varno":  {Latest: true, Topic: "Varno"},
		"pasita vendo brula lo artikol": {Period: Period{day(2026, 1, 9), day(2026, 1, 10)}, Relative: true, Topic: "brula lo artikol"},
	} {
		want.Language = "qaa"
		if got := v.read(question, now); got != want {
			t.Errorf("%q: %+v, want %+v", question, got, want)
		}
		if got := Read(question, now); got.Topic == want.Topic && got.Latest == want.Latest && got.Period == want.Period {
			t.Errorf("%q is understood without the language's file", question)
		}
	}
	if got := v.read("Ask about 5/12/2025", now); got.Language != "" {
		t.Errorf("a day in numbers is of language %q", got.Language)
	}
}
