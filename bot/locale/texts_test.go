package locale

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/text"

	"golang.org/x/text/unicode/norm"
)

var placePattern = regexp.MustCompile(`\{[a-z]+\}`)

// madeUp is a language that is none of the program's.
func madeUp(t *testing.T) *Language {
	t.Helper()
	file, err := os.ReadFile("localetest/qaa.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l, err := Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestEveryLanguageSaysEverything compares the texts field by field.
func TestEveryLanguageSaysEverything(t *testing.T) {
	if first := Builtin().Default(); first != text.English {
		t.Fatalf("whose language is not spoken is spoken to in %q", first)
	}
	for _, l := range append(Builtin().All()[1:], madeUp(t)) {
		t.Run(string(l.Tag), func(t *testing.T) {
			compareTexts(t, "texts", reflect.ValueOf(*Of(text.English)), reflect.ValueOf(l.Texts))
		})
	}
}

func TestAFileThatIsNoLanguageIsRefused(t *testing.T) {
	whole, err := os.ReadFile("localetest/qaa.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for why, c := range map[string]struct{ old, new, want string }{
		"a text is missing":               {"    no_more_page:", "    # no_more_page:", "texts.no_more_page"},
		"a platform's text is missing":    {"        ask_more:", "        # ask_more:", "texts.discord.ask_more"},
		"an argument has no name":         {"question: {name: questionzu,", "question: {name: '',", "texts.discord.options.question.name"},
		"a terminal's is misspelt":        {"        whole: \"whole", "        whole_text: \"whole", "whole_text"},
		"a text is not known":             {"    no_more_page:", "    no_more_pages:", "no_more_pages"},
		"months are missing":              {"Novemberzu, Decemberzu]", "Novemberzu]", "array"},
		"nothing says what few words are": {"    few_words: 4", "", "few_words"},
		"it has no tag":                   {"language: qaa", "language: ''", "tag"},
		"a phrase is of nobody":           {"    greeting:", "    - greeting:", "yaml"},
	} {
		t.Run(why, func(t *testing.T) {
			broken := strings.Replace(string(whole), c.old, c.new, 1)
			if broken == string(whole) {
				t.Fatalf("the file has no %q", c.old)
			}
			if _, err := Parse([]byte(broken)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestTagsOfPlatformsNameALanguage(t *testing.T) {
	set := NewSet(Builtin().All()[0], madeUp(t))
	for tag, want := range map[string]text.Language{
		"": text.English, "hu": "qaa", "hu-HU": "qaa", "hun": text.English, "en-US": text.English, "qaa": "qaa", "QAA_XX": "qaa", "vi-VN": text.English, "de": text.English,
	} {
		if got := set.FromTag(tag); got != want {
			t.Errorf("%q is %q", tag, got)
		}
	}
	if got := FromTag("vi-VN"); got != text.Vietnamese {
		t.Errorf("the program speaks %q to Vietnam", got)
	}
}

func TestALanguageIsCalledByItsOwnNameWhereNoOtherIsKnown(t *testing.T) {
	set := Builtin().With(madeUp(t))
	for _, c := range []struct {
		lang, in text.Language
		want     string
	}{{text.Vietnamese, text.English, "Vietnamese"}, {text.English, text.Vietnamese, "tiếng Anh"}, {"qaa", text.English, "Zuzu"}, {text.Vietnamese, "qaa", "Tiếng Việt"}, {"xx", text.English, "xx"}} {
		if got := set.NameIn(c.lang, c.in); got != c.want {
			t.Errorf("%s is called %q in %s", c.lang, got, c.in)
		}
	}
}

func TestEnglishComesFirstWhateverLanguagesThereAre(t *testing.T) {
	list := []*Language{{Tag: "vi"}, {Tag: "de"}, {Tag: "en"}, {Tag: "aa"}}
	sortLanguages(list)
	var got []string
	for _, l := range list {
		got = append(got, string(l.Tag))
	}
	if want := "en aa de vi"; strings.Join(got, " ") != want {
		t.Errorf("the order is %v, want %s", got, want)
	}
}

// TestTheProgramsLanguagesAreTheFiles holds that nothing else says which there are.
func TestTheProgramsLanguagesAreTheFiles(t *testing.T) {
	names, err := os.ReadDir("languages")
	if err != nil {
		t.Fatal(err)
	}
	var none *Set
	if got := len(none.All()); got != len(names) {
		t.Errorf("%d languages of %d files", got, len(names))
	}
	seen := map[string]text.Language{}
	for _, l := range none.All() {
		if !slices.ContainsFunc(names, func(e os.DirEntry) bool { return e.Name() == string(l.Tag)+".yaml" }) {
			t.Errorf("the file of %q has another name", l.Tag)
		}
		for _, tag := range l.Tags() {
			if other, ok := seen[tag]; ok {
				t.Errorf("%q is %s and %s", tag, other, l.Tag)
			}
			seen[tag] = l.Tag
		}
	}
}

func compareTexts(t *testing.T, path string, en, other reflect.Value) {
	t.Helper()
	switch en.Kind() {
	case reflect.Slice: // other names of commands
	case reflect.Struct:
		for i := range en.NumField() {
			compareTexts(t, path+"."+en.Type().Field(i).Name, en.Field(i), other.Field(i))
		}
	case reflect.Array:
		for i := range en.Len() {
			compareTexts(t, path, en.Index(i), other.Index(i))
		}
	case reflect.Map:
		if path == "texts.Languages" { // what is absent is called by its own name
			return
		}
		if en.Len() != other.Len() {
			t.Errorf("%s: %d entries in English, %d in the other", path, en.Len(), other.Len())
		}
		for _, key := range en.MapKeys() {
			if !other.MapIndex(key).IsValid() {
				t.Errorf("%s: %v is absent in the other", path, key)
				continue
			}
			compareTexts(t, path+"."+key.String(), en.MapIndex(key), other.MapIndex(key))
		}
	case reflect.String:
		comparePhrases(t, path, en.String(), other.String())
	}
}

func comparePhrases(t *testing.T, path, en, other string) {
	t.Helper()
	if (en == "") != (other == "") || en == "" && lastField(path) != "Arg" {
		t.Errorf("%s: English %q, the other %q", path, en, other)
	}
	if !norm.NFC.IsNormalString(en) || !norm.NFC.IsNormalString(other) {
		t.Errorf("%s is not in NFC", path)
	}
	if lastField(path) == "Date" || path == "texts.Language" { // English names the month, Vietnamese numbers it
		return
	}
	a, b := placePattern.FindAllString(en, -1), placePattern.FindAllString(other, -1)
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		t.Errorf("%s: places %v in English, %v in the other", path, a, b)
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
	en, vi := Of(text.English), Of(text.Vietnamese)
	for _, c := range []struct{ got, want string }{
		{en.Number(0), "0"}, {en.Number(999), "999"}, {en.Number(1204), "1,204"}, {en.Number(-1234567), "-1,234,567"}, {vi.Number(1234567), "1.234.567"},
		{en.Counted(1, en.Articles), "1 article"}, {en.Counted(1000, en.Articles), "1,000 articles"}, {vi.Counted(61, vi.Briefs), "61 tin vắn"},
		{en.Corpus(retrieval.Counts{Articles: 5, Briefs: 61}), "5 articles and 61 briefs"}, {en.Corpus(retrieval.Counts{Briefs: 1}), "1 brief"}, {vi.Corpus(retrieval.Counts{}), "0 bài báo"},
		{en.Wait(0), "1 second"}, {en.Wait(2100 * time.Millisecond), "3 seconds"}, {vi.Wait(8 * time.Second), "8 giây"},
		{en.took(840 * time.Millisecond), "840 ms"}, {en.took(1249 * time.Millisecond), "1.2 s"}, {vi.took(61 * time.Second), "61,0 giây"},
		{en.Age(90 * time.Minute), "1 hour"}, {en.Age(47 * time.Hour), "47 hours"}, {vi.Age(72 * time.Hour), "3 ngày"}, {en.Age(-time.Hour), "0 seconds"},
		{en.TimeAgo(3 * time.Second), "just now"}, {en.TimeAgo(2 * time.Hour), "2 hours ago"}, {vi.TimeAgo(2 * time.Hour), "2 giờ trước"},
		{en.Day(time.Date(2025, 12, 2, 0, 0, 0, 0, time.UTC)), "2 December 2025"},
		{vi.Day(time.Date(2025, 12, 2, 0, 0, 0, 0, time.UTC)), "2/12/2025"},
		{en.Day(time.Time{}), ""},
		{vi.DayAs("{dd}.{mm}.{y}", time.Date(2025, 2, 3, 0, 0, 0, 0, time.UTC)), "03.02.2025"},
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

func TestAWordThatIsReadAsAnotherIsSaidOnce(t *testing.T) {
	got := Builtin().Of("en").CorrectedFor([]retrieval.Correction{{Typed: "xã", Read: "commune"}, {Typed: "sáp nhập", Read: "merge"}, {Typed: "xã", Read: "commune"}})
	if strings.Count(got, "xã") != 1 || strings.Count(got, "merge") != 1 {
		t.Errorf("said %q", got)
	}
	if got := Builtin().Of("en").CorrectedFor([]retrieval.Correction{{Typed: "lotte", Read: "Lotte"}}); got != "" {
		t.Errorf("a word is read as itself: %q", got)
	}
}
