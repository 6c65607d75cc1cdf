package corpus_test

import (
	"testing"
	"testing/fstest"
	"time"

	"articlebot/retrieval/corpus"
	"articlebot/retrieval/dates"
)

// TestDaysAreThePapers reads an article of early morning, written on the paper's
// clock, on another and without one: all are of the day that the paper says.
func TestDaysAreThePapers(t *testing.T) {
	zone := time.FixedZone("UTC+07:00", 7*3600)
	for written, want := range map[string]string{
		"2026-01-05T05:30:00+07:00":               "2026-01-05 05:30",
		"2026-01-04T22:30:00Z":                    "2026-01-05 05:30",
		"Mon, 05 Jan 2026 05:30:00 GMT+7":         "2026-01-05 05:30",
		"Thứ Hai, 05/01/2026, 05:30":              "2026-01-05 05:30",
		"Mon Jan 05 2026 05:30:00 GMT+0700 (ICT)": "2026-01-05 05:30",
		"2026-01-05":                              "2026-01-05 00:00",
	} {
		line := `{"title": "Ferry sails again", "text": "The ferry to the island sails again.", "published": "` + written + `"}`
		source := corpus.Source{Path: "a.jsonl", FS: fstest.MapFS{"a.jsonl": {Data: []byte(line)}}}
		c := read(t, corpus.NewLoader([]corpus.Source{source}, corpus.Options{Zone: zone}))
		got := c.Articles[0].Published
		if got.Format("2006-01-02 15:04") != want || dates.Day(got, zone).Day() != 5 {
			t.Errorf("%q: %v, want %s", written, got, want)
		}
	}
}
