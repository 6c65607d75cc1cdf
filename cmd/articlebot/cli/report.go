package cli

import (
	"math"

	"articlebot/retrieval"
)

// Report is what programs read of a reload.
type Report struct {
	Switched   bool             `json:"switched"`
	Dry        bool             `json:"dry"`
	Generation string           `json:"generation"`
	Before     string           `json:"before"`
	From       retrieval.Counts `json:"from"`
	To         retrieval.Counts `json:"to"`
	New        []string         `json:"new"` // titles
	Changed    []string         `json:"changed"`
	Removed    []string         `json:"removed"`
	Skipped    []jsonSkip       `json:"skipped"`
	Refused    string           `json:"refused,omitempty"`
	TookMS     float64          `json:"took_ms"`
}

type jsonSkip struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
	Kept   bool   `json:"kept,omitempty"` // it was read all the same
}

// NewReport is a report as programs read it.
func NewReport(r retrieval.Report) Report {
	j := Report{
		Switched: r.Switched, Dry: r.Dry, Generation: string(r.Generation), Before: string(r.Before),
		From: r.From, To: r.To, New: titlesOf(r.New), Changed: titlesOf(r.Changed), Removed: titlesOf(r.Removed),
		Skipped: []jsonSkip{}, Refused: r.Refused, TookMS: Rounded(r.Took.Seconds() * 1e3),
	}
	for _, s := range r.Skipped {
		j.Skipped = append(j.Skipped, jsonSkip{s.Name, s.Reason, s.Kept})
	}
	return j
}

func titlesOf(list []retrieval.Summary) []string {
	titles := []string{}
	for _, s := range list {
		titles = append(titles, s.Title)
	}
	return titles
}

// Rounded keeps four decimals: more would be noise.
func Rounded(f float64) float64 { return math.Round(f*1e4) / 1e4 }
