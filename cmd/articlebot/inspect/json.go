package inspect

import (
	"fmt"
	"iter"
	"slices"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/dates"
	"articlebot/retrieval/text"
)

// Article is an article as programs read it. Its keys are a promise: none is
// ever renamed or left out.
type Article struct {
	File      string    `json:"file"` // or the address of the source
	Kind      string    `json:"kind"` // how it was read
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Author    string    `json:"author"`    // "" if unknown
	Section   string    `json:"section"`   // "" if unknown
	Published string    `json:"published"` // RFC 3339 on the paper's clock, "" if unknown
	Language  string    `json:"language"`  // "und" if undetermined
	URL       string    `json:"url"`       // "" if unknown
	Brief     bool      `json:"brief"`
	Passages  []Passage `json:"passages"`
}

// Passage is a passage as programs read it.
type Passage struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Skipped is what was left out, as programs read it.
type Skipped struct {
	File   string `json:"file"`
	Reason string `json:"skipped"`
}

// Values are what programs read of all sources: each Article, then each Skipped.
// Reprints that were folded into another article are among the latter.
func Values(c retrieval.Corpus, zone *time.Location) iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range c.Articles {
			if !yield(newArticle(&c.Articles[i], zone)) {
				return
			}
		}
		for i := range c.Articles {
			for _, s := range folded(&c.Articles[i]) {
				if !yield(s) {
					return
				}
			}
		}
		for _, s := range slices.Concat(leftOut(c), unread(c)) {
			if !yield(Skipped{s.file, s.reason()}) {
				return
			}
		}
	}
}

// Values are what programs read of it: each Article, then each Skipped.
func (f Found) Values(zone *time.Location) iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, a := range f.Articles {
			if !yield(newArticle(a, zone)) {
				return
			}
		}
		for _, o := range f.leftOut {
			if !yield(Skipped{o.file, o.reason()}) {
				return
			}
		}
	}
}

// newArticle is an article on the clock of zone.
func newArticle(a *retrieval.Article, zone *time.Location) Article {
	j := Article{
		File: a.Origin.File, Kind: a.Origin.Kind, ID: string(a.ID), Title: a.Title, Author: a.Author, Section: a.Section,
		Published: published(a.Published, zone), Language: language(a), URL: a.URL, Brief: a.Brief, Passages: []Passage{},
	}
	for i := range a.Passages {
		j.Passages = append(j.Passages, Passage{string(a.Passages[i].Kind), a.Passages[i].Text})
	}
	return j
}

// folded are the reprints that one article stands for.
func folded(a *retrieval.Article) []Skipped {
	var out []Skipped
	for _, r := range a.AlsoIn {
		out = append(out, Skipped{r.File, fmt.Sprintf("%q is a reprint, folded into %q from %s", r.Title, a.Title, a.Origin.File)})
	}
	return out
}

// published is a date as programs read it. A day without a time begins at
// midnight on the paper's clock.
func published(t time.Time, zone *time.Location) string {
	switch {
	case t.IsZero():
		return ""
	case dayAlone(t):
		t = dates.Day(t, zone)
	}
	return t.In(zone).Format(time.RFC3339)
}

// dayAlone tells a date that was written without a time.
func dayAlone(t time.Time) bool { return t.UTC().Equal(t.UTC().Truncate(24 * time.Hour)) }

func language(a *retrieval.Article) string {
	if a.Language == "" {
		return string(text.Undetermined)
	}
	return string(a.Language)
}
