package state

import (
	"cmp"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"articlebot/retrieval/text"
)

// Bounds of the book of gaps.
const (
	maxGaps      = 1000            // groups kept: the least asked go first
	gapSaveDelay = 2 * time.Second // at most so much is lost by a crash
)

// Gap is a group of like questions that the articles did not answer, or not
// well. It does not tell who asked.
type Gap struct {
	Question string    `json:"question"` // as asked last
	Asked    int       `json:"asked"`    // times it found nothing
	Down     int       `json:"down"`     // thumbs-down it got
	First    time.Time `json:"first"`
	Last     time.Time `json:"last"`
	// Disliked is the passage that got the last thumbs-down.
	Disliked string `json:"disliked,omitempty"`
	// Answered is when a reload was found to answer it; zero if none was.
	Answered time.Time `json:"answered,omitzero"`

	key string // in the book; set where a gap leaves it
}

// GapBook keeps gaps by the topic words of their questions. It is safe for
// concurrent use.
type GapBook struct {
	file stateFile
	keep time.Duration
	save saver

	mu  sync.Mutex
	all map[string]*Gap
}

// gapsFile is the book's name in the data directory.
const gapsFile = "gaps.json"

// OpenGaps opens the book in a data directory; "" keeps it in memory. What is
// older than keep is dropped.
func OpenGaps(dir string, keep time.Duration, log *slog.Logger) *GapBook {
	g := &GapBook{file: newStateFile(dir, gapsFile), keep: keep, all: make(map[string]*Gap)}
	g.file.load(&g.all, log)
	if g.all == nil {
		g.all = make(map[string]*Gap)
	}
	maps.DeleteFunc(g.all, func(_ string, v *Gap) bool { return v == nil })
	g.save = saver{delay: gapSaveDelay, save: g.write, fail: func(err error) { log.Error("gaps not saved", "err", err) }}
	return g
}

// GapKey groups questions: their words that carry a topic, folded and stemmed,
// in alphabetical order.
func GapKey(topics []text.Token) string {
	words := make([]string, 0, len(topics))
	for _, tok := range topics {
		words = append(words, tok.Term)
	}
	slices.Sort(words)
	return strings.Join(slices.Compact(words), " ")
}

// Note records that a question with that GapKey found nothing, or got a
// thumbs-down for the passage disliked. One without topics is not kept.
func (g *GapBook) Note(key, question, disliked string, now time.Time) {
	if key == "" {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	v, ok := g.all[key]
	if !ok {
		g.makeRoom()
		v = &Gap{First: now}
		g.all[key] = v
	}
	v.Question, v.Last, v.Answered = question, now, time.Time{}
	if disliked != "" {
		v.Down++
		v.Disliked = disliked
	} else {
		v.Asked++
	}
	g.save.touch()
}

// makeRoom drops the group asked least, the oldest of those, when the book is
// full.
func (g *GapBook) makeRoom() {
	if len(g.all) < maxGaps {
		return
	}
	worst := ""
	for key, v := range g.all {
		if worst == "" || moreAsked(*v, *g.all[worst]) > 0 {
			worst = key
		}
	}
	delete(g.all, worst)
}

// moreAsked orders gaps: most asked first, then newest, then by words.
func moreAsked(a, b Gap) int {
	return cmp.Or(cmp.Compare(b.Asked+b.Down, a.Asked+a.Down), b.Last.Compare(a.Last), cmp.Compare(a.Question, b.Question))
}

// Open lists what is not answered yet, most asked first. Gaps past their time
// are dropped.
func (g *GapBook) Open(now time.Time) []Gap {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.prune(now)
	var list []Gap
	for key, v := range g.all {
		if v.Answered.IsZero() {
			open := *v
			open.key = key
			list = append(list, open)
		}
	}
	slices.SortFunc(list, moreAsked)
	return list
}

// prune drops what is older than it may be kept.
func (g *GapBook) prune(now time.Time) {
	before := len(g.all)
	maps.DeleteFunc(g.all, func(_ string, v *Gap) bool { return now.Sub(v.Last) > g.keep })
	if len(g.all) != before {
		g.save.touch()
	}
}

// Expire drops gaps past their time.
func (g *GapBook) Expire(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.prune(now)
}

// MarkAnswered marks a gap as answered, unless it was asked again since.
func (g *GapBook) MarkAnswered(asked Gap, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v, ok := g.all[asked.key]; ok && v.Last.Equal(asked.Last) {
		v.Answered = now
		g.save.touch()
	}
}

func (g *GapBook) write() error {
	g.mu.Lock()
	copied := make(map[string]Gap, len(g.all))
	for key, v := range g.all {
		copied[key] = *v
	}
	g.mu.Unlock()
	return g.file.save(copied)
}

// Close saves what has not been saved yet.
func (g *GapBook) Close() error { return g.save.flush() }
