package state

import (
	"cmp"
	"errors"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"articlebot/bot/shared"
	"articlebot/retrieval/text"
)

// maxGaps is how many groups are kept: the least asked go first.
const maxGaps = 1000

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

	key     string // in the book; set where a gap leaves it, as is
	version int64  // that of its document
}

// GapBook keeps gaps by the topic words of their questions. It is safe for
// concurrent use.
type GapBook struct {
	store shared.Store
	keep  time.Duration
	log   *slog.Logger

	writing sync.Mutex   // one change after the other in this process
	count   atomic.Int64 // groups there were when somebody looked, and since

	later chan func() // nil where changes are at once
	done  chan struct{}
}

// noteLater is how many changes wait for a shared state: who asked does not.
const noteLater = 1000

// NewGaps returns the book that a store keeps. What is older than keep is dropped.
func NewGaps(s shared.Store, keep time.Duration, log *slog.Logger) *GapBook {
	g := &GapBook{store: s, keep: keep, log: log}
	if docs, err := listAll(s, kindGap, ""); err == nil {
		g.count.Store(int64(len(docs)))
	}
	if _, alone := s.(*shared.Local); alone {
		return g
	}
	g.later, g.done = make(chan func(), noteLater), make(chan struct{})
	go func() {
		defer close(g.done)
		for change := range g.later {
			change()
		}
	}()
	return g
}

// do makes a change, at once or when those before it are made.
func (g *GapBook) do(change func()) {
	if g.later == nil {
		change()
		return
	}
	select {
	case g.later <- change:
	default:
		g.log.Warn("a question without an answer is not kept", "why", "too many wait")
	}
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
	g.NoteIf(func() bool { return true }, key, question, disliked, now)
}

// NoteIf is Note where first says so when it comes to that: who asked does not wait
// for that either where the state is shared.
func (g *GapBook) NoteIf(first func() bool, key, question, disliked string, now time.Time) {
	if key == "" {
		return
	}
	g.do(func() {
		if !first() {
			return
		}
		g.change(key, func(v Gap, there bool) (Gap, bool) {
			if !there {
				g.makeRoom()
				v = Gap{First: now}
			}
			v.Question, v.Last, v.Answered = question, now, time.Time{}
			if disliked != "" {
				v.Down++
				v.Disliked = disliked
			} else {
				v.Asked++
			}
			return v, true
		})
	})
}

const (
	// changeTries is how often a change is tried anew that another replica came
	// before, and changePause how much longer each try waits at most before the next:
	// of two that try again at once, the same one may lose each time.
	changeTries = 10
	changePause = 5 * time.Millisecond
)

// change changes a gap, unless that says no.
func (g *GapBook) change(key string, change func(v Gap, there bool) (Gap, bool)) {
	g.writing.Lock()
	defer g.writing.Unlock()
	ref := shared.Ref{Kind: kindGap, Key: key}
	var err error
	for try := range changeTries {
		if try > 0 {
			time.Sleep(rand.N(time.Duration(try) * changePause))
		}
		var docs []shared.Document
		if docs, err = g.store.Read(background, ref); err != nil {
			break
		}
		was, there := decode[Gap](docs[0])
		next, yes := change(was, there)
		if !yes {
			return
		}
		_, err = g.store.Write(background, shared.Write{Ref: ref, Value: encoded(next), If: shared.Condition(docs[0].Version)})
		if err == nil && !there {
			g.count.Add(1)
		}
		if !errors.Is(err, shared.ErrConflict) {
			break
		}
	}
	if err != nil {
		g.log.Warn("a question without an answer is not kept", "err", err)
	}
}

// makeRoom drops the group asked least, the oldest of those, when the book is
// full.
func (g *GapBook) makeRoom() {
	if g.count.Load() < maxGaps {
		return
	}
	all := g.all()
	if len(all) < maxGaps {
		return
	}
	worst := slices.MaxFunc(all, moreAsked)
	g.drop(worst)
}

// drop deletes gaps, unless they were changed meanwhile.
func (g *GapBook) drop(list ...Gap) {
	for _, v := range list {
		_, err := g.store.Write(background, shared.Write{Ref: shared.Ref{Kind: kindGap, Key: v.key}, If: shared.Condition(v.version)})
		if err == nil {
			g.count.Add(-1)
		}
	}
}

// all reads all groups.
func (g *GapBook) all() []Gap {
	docs, err := listAll(g.store, kindGap, "")
	if err != nil {
		g.log.Warn("the questions without an answer cannot be read", "err", err)
		return nil
	}
	list := make([]Gap, 0, len(docs))
	for _, d := range docs {
		if v, ok := decode[Gap](d); ok {
			v.key, v.version = d.Key, d.Version
			list = append(list, v)
		}
	}
	g.count.Store(int64(len(list)))
	return list
}

// moreAsked orders gaps: most asked first, then newest, then by words.
func moreAsked(a, b Gap) int {
	return cmp.Or(cmp.Compare(b.Asked+b.Down, a.Asked+a.Down), b.Last.Compare(a.Last), cmp.Compare(a.Question, b.Question))
}

// Open lists what is not answered yet, most asked first. Gaps past their time
// are dropped.
func (g *GapBook) Open(now time.Time) []Gap {
	list := slices.DeleteFunc(g.Expire(now), func(v Gap) bool { return !v.Answered.IsZero() })
	slices.SortFunc(list, moreAsked)
	return list
}

// Expire drops gaps past their time and returns the others.
func (g *GapBook) Expire(now time.Time) []Gap {
	var kept, gone []Gap
	for _, v := range g.all() {
		if now.Sub(v.Last) > g.keep {
			gone = append(gone, v)
		} else {
			kept = append(kept, v)
		}
	}
	g.drop(gone...)
	return kept
}

// MarkAnswered marks a gap as answered, unless it was asked again since.
func (g *GapBook) MarkAnswered(asked Gap, now time.Time) {
	g.do(func() {
		g.change(asked.key, func(v Gap, there bool) (Gap, bool) {
			if !there || !v.Last.Equal(asked.Last) {
				return v, false
			}
			v.Answered = now
			return v, true
		})
	})
}

// Close waits for the changes under way. None may be made after.
func (g *GapBook) Close() {
	if g.later != nil {
		close(g.later)
		<-g.done
	}
}
