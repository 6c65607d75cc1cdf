package dialogue_test

import (
	"context"
	"sync/atomic"
	"testing"

	"articlebot/bot"
	"articlebot/bot/dialogue"
	"articlebot/bot/limit"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// counting counts what a message costs: how often the language of a text is
// looked for, and how often the library is searched.
type counting struct {
	bot.Library
	detections, searches atomic.Int64
}

func (c *counting) detect(s string) text.Language {
	c.detections.Add(1)
	return text.Detect(s)
}

// Ask counts a search. One whose question does not carry its language looks for
// that itself.
func (c *counting) Ask(ctx context.Context, q retrieval.Question) (retrieval.Answer, error) {
	c.searches.Add(1)
	if q.Language == "" {
		c.detections.Add(1)
	}
	return c.Library.Ask(ctx, q)
}

// TestAMessageIsTakenApartOnce holds what each kind of message may cost, in the
// order of a conversation, on the built-in articles.
func TestAMessageIsTakenApartOnce(t *testing.T) {
	c := &counting{Library: realLibrary(t)}
	b, err := dialogue.New(dialogue.Config{Detect: c.detect, Limits: limit.Limits{Person: limit.Rate{Burst: -1}}}, c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	b.WaitForSamples()
	for _, m := range []struct {
		said                 string
		detections, searches int64 // at most
	}{
		{"hello", 0, 0},
		{"xin chào", 0, 0},
		{"/help", 0, 0},
		{"how many files did na hy commune resolve ahead of schedule", 1, 1},
		{"more", 0, 1},
		{"and in Xa Dung?", 1, 2},
		{"còn ở Mường Pồn thì sao?", 1, 2},
		{"why?", 1, 2},
		{"ai nói vậy?", 1, 2},
		{"and the poverty rate?", 1, 2},
		{"articles about coffee", 1, 1},
		{"1", 0, 0},
		{"2031", 1, 1},
		{"qwertz uiop asdf", 1, 2},
		{"how many files did na hy commune resolve ahead of schedule", 1, 1},
		{"how many files were on schedule", 1, 1},
		{"who resolved them ahead of schedule", 1, 2},
		{"thanks", 0, 0},
	} {
		c.detections.Store(0)
		c.searches.Store(0)
		if r := say(t, b, m.said); r.Kind == bot.ShowNotice {
			t.Errorf("%q is refused: %q", m.said, r.Text)
		}
		if d, s := c.detections.Load(), c.searches.Load(); d > m.detections || s > m.searches {
			t.Errorf("%q costs %d detections and %d searches, more than %d and %d", m.said, d, s, m.detections, m.searches)
		} else {
			t.Logf("%q: %d detections, %d searches", m.said, d, s)
		}
	}
}
