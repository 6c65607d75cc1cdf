package locale

import (
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/text"

	"golang.org/x/text/unicode/norm"
)

var placePattern = regexp.MustCompile(`\{[a-z]+\}`)

// TestEveryLanguageSaysEverything compares the texts field by field.
func TestEveryLanguageSaysEverything(t *testing.T) {
	compareTexts(t, "texts", reflect.ValueOf(english), reflect.ValueOf(vietnamese))
}

func compareTexts(t *testing.T, path string, en, vi reflect.Value) {
	t.Helper()
	switch en.Kind() {
	case reflect.Struct:
		for i := range en.NumField() {
			compareTexts(t, path+"."+en.Type().Field(i).Name, en.Field(i), vi.Field(i))
		}
	case reflect.Array:
		for i := range en.Len() {
			compareTexts(t, path, en.Index(i), vi.Index(i))
		}
	case reflect.Map:
		if en.Len() != vi.Len() {
			t.Errorf("%s: %d entries in English, %d in Vietnamese", path, en.Len(), vi.Len())
		}
		for _, key := range en.MapKeys() {
			if !vi.MapIndex(key).IsValid() {
				t.Errorf("%s: %v is absent in Vietnamese", path, key)
				continue
			}
			compareTexts(t, path+"."+key.String(), en.MapIndex(key), vi.MapIndex(key))
		}
	case reflect.String:
		comparePhrases(t, path, en.String(), vi.String())
	}
}

func comparePhrases(t *testing.T, path, en, vi string) {
	t.Helper()
	if (en == "") != (vi == "") || en == "" && lastField(path) != "Arg" {
		t.Errorf("%s: English %q, Vietnamese %q", path, en, vi)
	}
	if !norm.NFC.IsNormalString(en) || !norm.NFC.IsNormalString(vi) {
		t.Errorf("%s is not in NFC", path)
	}
	if path == "texts.Date" { // English names the month, Vietnamese numbers it
		return
	}
	a, b := placePattern.FindAllString(en, -1), placePattern.FindAllString(vi, -1)
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		t.Errorf("%s: places %v in English, %v in Vietnamese", path, a, b)
	}
}

// lastField is what follows the last dot of a path of fields.
func lastField(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' {
			return path[i+1:]
		}
	}
	return path
}

func TestNumbersAndTimesFollowTheLanguage(t *testing.T) {
	en, vi := &english, &vietnamese
	for _, c := range []struct{ got, want string }{
		{en.Number(0), "0"}, {en.Number(999), "999"}, {en.Number(1204), "1,204"}, {en.Number(-1234567), "-1,234,567"}, {vi.Number(1234567), "1.234.567"},
		{en.Counted(1, en.Articles), "1 article"}, {en.Counted(1000, en.Articles), "1,000 articles"}, {vi.Counted(61, vi.Briefs), "61 tin vắn"},
		{en.Corpus(retrieval.Counts{Articles: 5, Briefs: 61}), "5 articles and 61 briefs"}, {en.Corpus(retrieval.Counts{Briefs: 1}), "1 brief"}, {vi.Corpus(retrieval.Counts{}), "0 bài báo"},
		{en.Wait(0), "1 second"}, {en.Wait(2100 * time.Millisecond), "3 seconds"}, {vi.Wait(8 * time.Second), "8 giây"},
		{en.took(840 * time.Millisecond), "840 ms"}, {en.took(1249 * time.Millisecond), "1.2 s"}, {vi.took(61 * time.Second), "61,0 giây"},
		{en.Age(90 * time.Minute), "1 hour"}, {en.Age(47 * time.Hour), "47 hours"}, {vi.Age(72 * time.Hour), "3 ngày"}, {en.Age(-time.Hour), "0 seconds"},
		{en.TimeAgo(3 * time.Second), "just now"}, {en.TimeAgo(2 * time.Hour), "2 hours ago"}, {vi.TimeAgo(2 * time.Hour), "2 giờ trước"},
		{FormatDate(time.Date(2025, 12, 2, 0, 0, 0, 0, time.UTC), text.English), "2 December 2025"},
		{FormatDate(time.Date(2025, 12, 2, 0, 0, 0, 0, time.UTC), text.Vietnamese), "2/12/2025"},
		{FormatDate(time.Time{}, text.English), ""},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestAPlaceIsFilledOnceOnly(t *testing.T) {
	if got := Phrase("{a} and {b}").With("a", "{b}", "b", "x"); got != "{b} and x" {
		t.Errorf("got %q", got)
	}
}
