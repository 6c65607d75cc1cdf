package state

import (
	"hash/maphash"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/internal/lru"
)

// Bounds of the marks: beyond them the oldest person's, or all of one
// person's, start over.
const (
	maxVoters        = 10_000
	maxVotesOfPerson = 200
)

// Votes remembers that a person has done something once, as hashes that mean
// nothing outside this process. It is safe for concurrent use.
type Votes struct {
	seed maphash.Seed

	mu  sync.Mutex
	all *lru.Map[uint64, map[uint64]bool]
}

// NewVotes returns empty ones.
func NewVotes() *Votes {
	return &Votes{seed: maphash.MakeSeed(), all: lru.New[uint64, map[uint64]bool](maxVoters, 0)}
}

// Once tells whether this is the first time that the person does it.
func (v *Votes) Once(who bot.UserKey, what string, now time.Time) bool {
	person := maphash.String(v.seed, string(who))
	mark := maphash.String(v.seed, string(who)+"\x00"+what)
	v.mu.Lock()
	defer v.mu.Unlock()
	marks, ok := v.all.Get(person, now)
	if !ok || len(marks) >= maxVotesOfPerson {
		marks = make(map[uint64]bool)
		v.all.Put(person, marks, now)
	}
	if marks[mark] {
		return false
	}
	marks[mark] = true
	return true
}

// Forget removes a person's marks and tells whether there were any.
func (v *Votes) Forget(who bot.UserKey) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.all.Remove(maphash.String(v.seed, string(who)))
}
