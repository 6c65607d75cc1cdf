package state

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/internal/lru"
	"articlebot/bot/shared"
)

// Bounds of the marks: beyond them the oldest person's, or all of one
// person's, start over.
const (
	maxVoters        = 10_000
	maxVotesOfPerson = 200
	// keepMarks is how long a shared state remembers one.
	keepMarks = 30 * 24 * time.Hour
)

// Votes remembers that a person has done something once, as hashes that mean
// nothing to who has not the salt: it is this process's, or that of the shared
// state. It is safe for concurrent use.
type Votes struct {
	what  string
	store shared.Store // nil where nothing is shared

	mu   sync.Mutex
	salt []byte
	ours []byte // the shared salt, once it was read
	all  *lru.Map[string, map[string]bool]
}

// NewVotes returns those of one process. What names them apart from others.
func NewVotes(what string) *Votes {
	v := &Votes{what: what, salt: make([]byte, sha256.Size), all: lru.New[string, map[string]bool](maxVoters, 0)}
	_, _ = rand.Read(v.salt) // it never fails: https://pkg.go.dev/crypto/rand#Read
	return v
}

// ShareVotes returns those that replicas share; while the store is away each goes
// on alone.
func ShareVotes(what string, s shared.Store) *Votes {
	v := NewVotes(what)
	v.store = s
	return v
}

// hash is of a person, or of what a person did.
func (v *Votes) hash(salt []byte, of string) string {
	h := hmac.New(sha256.New, salt)
	h.Write([]byte(v.what + "\x00" + of))
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Once tells whether this is the first time that the person does it.
func (v *Votes) Once(who bot.UserKey, what string, now time.Time) bool {
	if salt, ok := v.sharedSalt(); ok {
		key := v.hash(salt, string(who)) + "\n" + v.hash(salt, string(who)+"\x00"+what)
		_, err := v.store.Write(background, shared.Write{Ref: shared.Ref{Kind: kindMark, Key: key}, Value: []byte("1"), If: shared.Nothing, TTL: keepMarks})
		if err == nil || errors.Is(err, shared.ErrConflict) {
			return err == nil
		}
	}
	return v.onceHere(who, what, now)
}

func (v *Votes) onceHere(who bot.UserKey, what string, now time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	person, mark := v.hash(v.salt, string(who)), v.hash(v.salt, string(who)+"\x00"+what)
	marks, ok := v.all.Get(person, now)
	if !ok || len(marks) >= maxVotesOfPerson {
		marks = make(map[string]bool)
		v.all.Put(person, marks, now)
	}
	if marks[mark] {
		return false
	}
	marks[mark] = true
	return true
}

// Forget removes a person's marks and tells whether there were any. An error says
// that the shared ones could not be removed.
func (v *Votes) Forget(who bot.UserKey) (bool, error) {
	n := 0
	if v.store != nil {
		salt, ok := v.sharedSalt()
		if !ok {
			return false, shared.ErrUnavailable
		}
		var err error
		if n, err = v.store.DeleteAll(background, kindMark, v.hash(salt, string(who))+"\n"); err != nil {
			return false, err
		}
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.all.Remove(v.hash(v.salt, string(who))) || n > 0, nil
}

// sharedSalt is that of the shared state, which the first replica makes. ok is
// false where nothing is shared or it is away.
func (v *Votes) sharedSalt() (salt []byte, ok bool) {
	if v.store == nil {
		return nil, false
	}
	v.mu.Lock()
	salt = v.ours
	v.mu.Unlock()
	if salt != nil {
		return salt, true
	}
	ref := shared.Ref{Kind: kindSalt}
	docs, err := v.store.Read(background, ref)
	if err == nil && docs[0].Value == nil {
		_, err = v.store.Write(background, shared.Write{Ref: ref, Value: v.salt, If: shared.Nothing})
		if err == nil || errors.Is(err, shared.ErrConflict) {
			docs, err = v.store.Read(background, ref)
		}
	}
	if err != nil || docs[0].Value == nil {
		return nil, false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	v.ours = docs[0].Value
	return v.ours, true
}
