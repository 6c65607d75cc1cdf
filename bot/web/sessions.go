package web

import (
	"container/list"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/web/page"
	"articlebot/retrieval/text"
)

// Bounds of what is remembered of people.
const (
	// SessionTTL is how long a session lasts after it was last used: as long as
	// the conversation itself remembers what came before.
	SessionTTL  = 10 * time.Minute
	maxSessions = 2_000
	maxTurns    = 12
)

// session is one person's conversation. What is in it is used under its lock.
type session struct {
	id string

	mu       sync.Mutex
	language text.Language // of the page, "" for the browser's
	turns    []page.Turn
	said     int // turns so far
}

// user is the session's person.
func (s *session) user() bot.UserKey { return bot.NewUserKey(bot.Web, s.id) }

// chat is the session's place.
func (s *session) chat() bot.ChatKey { return bot.NewChatKey(bot.Web, s.id, "") }

// add appends a turn, gives it its number and lets go of the oldest.
func (s *session) add(t page.Turn) int {
	s.said++
	t.ID = s.said
	s.turns = append(s.turns, t)
	if len(s.turns) > maxTurns {
		s.turns = append([]page.Turn(nil), s.turns[len(s.turns)-maxTurns:]...)
	}
	return t.ID
}

// turn finds a turn by its number, nil if it is gone.
func (s *session) turn(id int) *page.Turn {
	for i := range s.turns {
		if s.turns[i].ID == id {
			return &s.turns[i]
		}
	}
	return nil
}

// sessions are those that last. Safe for concurrent use.
type sessions struct {
	newID func() string

	mu    sync.Mutex
	order *list.List // of entries, front: used last
	byID  map[string]*list.Element
}

// entry is a session with when it was used.
type entry struct {
	session *session
	used    time.Time
}

func newSessions(newID func() string) *sessions {
	return &sessions{newID: newID, order: list.New(), byID: make(map[string]*list.Element)}
}

// find returns the session of an id that was given out and still lasts.
func (s *sessions) find(id string, now time.Time) (*session, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	el, ok := s.byID[id]
	if !ok {
		return nil, false
	}
	e := el.Value.(*entry)
	if now.Sub(e.used) > SessionTTL {
		return nil, false // the next sweep ends it
	}
	e.used = now
	s.order.MoveToFront(el)
	return e.session, true
}

// begin returns a new session, and those that had to end for it.
func (s *sessions) begin(now time.Time) (fresh *session, ended []*session) {
	fresh = &session{id: s.newID()}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.byID[fresh.id] = s.order.PushFront(&entry{fresh, now})
	return fresh, s.drop(func(e *entry) bool { return s.order.Len() > maxSessions || now.Sub(e.used) > SessionTTL })
}

// sweep ends the sessions that have lasted.
func (s *sessions) sweep(now time.Time) []*session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.drop(func(e *entry) bool { return now.Sub(e.used) > SessionTTL })
}

// clear ends all.
func (s *sessions) clear() []*session {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.drop(func(*entry) bool { return true })
}

// end ends one.
func (s *sessions) end(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if el, ok := s.byID[id]; ok {
		s.order.Remove(el)
		delete(s.byID, id)
	}
}

// drop removes sessions from the back as long as they are over.
func (s *sessions) drop(over func(*entry) bool) []*session {
	var ended []*session
	for el := s.order.Back(); el != nil; el = s.order.Back() {
		e := el.Value.(*entry)
		if !over(e) {
			break
		}
		s.order.Remove(el)
		delete(s.byID, e.session.id)
		ended = append(ended, e.session)
	}
	return ended
}
