package languages

import (
	"slices"
	"strings"
	"testing"
)

func TestTheBuiltInLanguages(t *testing.T) {
	var searched []string
	for _, l := range Builtin() {
		if len(l.Calendar.Months) != 12 || len(l.Calendar.Weekdays) != 7 {
			t.Errorf("%s: %d months and %d days of the week", l.Tag, len(l.Calendar.Months), len(l.Calendar.Weekdays))
		}
		if l.Searched() {
			searched = append(searched, l.Tag)
		}
	}
	if want := []string{"en", "vi"}; !slices.Equal(searched, want) {
		t.Errorf("searched in %q, want %q", searched, want)
	}
}

func TestMistakesInAFileAreTold(t *testing.T) {
	for file, want := range map[string]string{
		"analysis: {function: a b}":                               "no tag",
		"language: xx\nanalysis: {fuction: a b}":                  "fuction",
		"language: xx\ncalendar: {months: [a, b, c]}":             "3 months, not 12",
		"language: xx\ncalendar: {weekdays: [a, b]}":              "2 weekdays, not 7",
		"language: xx\nanalysis: {function: [a, two words]}":      "more than a word",
		"language: xx\ncalendar: {relative: {yesterdays: [a b]}}": "yesterdays",
	} {
		if _, err := Parse([]byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q in the error", file, err, want)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if _, err := Read(files, "data"); err != nil {
			b.Fatal(err)
		}
	}
}
