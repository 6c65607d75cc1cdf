package session

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/internal/lru"
	"articlebot/bot/shared"
)

// Store remembers conversations for TTL: in the memory of a single
// process, or as documents that replicas share, so that each can go on with what
// another began. It is safe for concurrent use.
type Store struct {
	store shared.Store // nil where nothing is shared
	log   *slog.Logger

	mu sync.Mutex
	// all are those of a single process; where they are shared, those that could
	// not be written down.
	all *lru.Map[Key, Session]
}

// New returns a store of sessions, in shared documents or, where store is nil, in
// memory.
func New(store shared.Store, log *slog.Logger) *Store {
	return &Store{store: store, log: log, all: lru.New[Key, Session](maxSessions, TTL)}
}

// kindSession are the documents, by person and chat.
const kindSession = "session"

// ofPerson begins the keys of a person's sessions.
func ofPerson(who bot.UserKey) string { return string(who) + "\n" }

// Ref is where the session of a person in a chat is shared.
func (k Key) Ref() shared.Ref {
	return shared.Ref{Kind: kindSession, Key: ofPerson(k.Who) + string(k.Chat)}
}

// Talk is a session while a message is worked on.
type Talk struct {
	of  *Store
	key Key
	now time.Time

	// The rest is of a shared one: a copy, and what was changed of it.
	copied  Session
	version int64
	changes []func(*Session)
}

// Open begins with a session. Where they are shared, doc is how it was read, with
// err.
func (s *Store) Open(key Key, now time.Time, doc shared.Document, err error) *Talk {
	t := &Talk{of: s, key: key, now: now}
	if s.store == nil {
		return t
	}
	t.version = doc.Version
	t.copied, _ = decode(doc.Value)
	s.mu.Lock()
	defer s.mu.Unlock()
	if unwritten, ok := s.all.Get(key, now); ok {
		t.copied = unwritten
		if err == nil { // the store is back
			t.changes = append(t.changes, func(v *Session) { *v = unwritten })
		}
	}
	return t
}

// Get returns a copy.
func (t *Talk) Get() Session {
	if t.of.store != nil {
		return t.copied
	}
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	v, _ := t.of.all.Get(t.key, t.now)
	return v
}

// Update changes what is remembered. The change must not keep or alter slices
// of the session, only replace them; it may be made again on a newer one.
func (t *Talk) Update(change func(*Session)) {
	if t.of.store != nil {
		change(&t.copied)
		t.changes = append(t.changes, change)
		return
	}
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	v, _ := t.of.all.Get(t.key, t.now)
	change(&v)
	t.of.all.Put(t.key, v, t.now)
}

// keepTries is how often a session is written that another message changed.
const keepTries = 3

// Keep writes down what was changed. Where another message of the same person has
// changed the session meanwhile, the changes are made again on that.
func (t *Talk) Keep(ctx context.Context) {
	if t.of.store == nil || len(t.changes) == 0 {
		return
	}
	ctx = context.WithoutCancel(ctx) // the reply leaves, whoever has hung up
	err := shared.ErrConflict
	for try := 0; try < keepTries && errors.Is(err, shared.ErrConflict); try++ {
		if try > 0 {
			var docs []shared.Document
			if docs, err = t.of.store.Read(ctx, t.key.Ref()); err != nil {
				break
			}
			t.version = docs[0].Version
			t.copied, _ = decode(docs[0].Value)
			for _, change := range t.changes {
				change(&t.copied)
			}
		}
		_, err = t.of.store.Write(ctx, shared.Write{Ref: t.key.Ref(), Value: encode(t.copied), If: shared.Condition(t.version), TTL: TTL, Brief: true})
	}
	t.of.mu.Lock()
	defer t.of.mu.Unlock()
	if err != nil {
		t.of.log.Debug("a conversation is remembered here alone", "err", err)
		t.of.all.Put(t.key, t.copied, t.now)
		return
	}
	t.of.all.Remove(t.key)
	t.changes = nil
}

// Forget removes a person from all chats and tells whether there was anything.
func (t *Talk) Forget(ctx context.Context) (bool, error) {
	who, n := t.key.Who, 0
	t.of.mu.Lock()
	n += t.of.all.RemoveFunc(t.now, func(k Key) bool { return k.Who == who })
	t.of.mu.Unlock()
	t.copied, t.changes = Session{}, nil
	if t.of.store != nil {
		gone, err := t.of.store.DeleteAll(ctx, kindSession, ofPerson(who))
		if err != nil {
			return false, fmt.Errorf("forget conversations: %w", err)
		}
		n += gone
	}
	return n > 0, nil
}
