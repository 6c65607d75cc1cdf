package web

import (
	"strconv"
	"testing"
	"time"
)

// numbered gives out ids in order.
func numbered() func() string {
	n := 0
	return func() string { n++; return strconv.Itoa(n) }
}

func TestSessionsAreBounded(t *testing.T) {
	s, now := newSessions(numbered()), time.Unix(0, 0)
	first, _ := s.begin(now)
	for range maxSessions - 1 {
		if _, ended := s.begin(now); len(ended) > 0 {
			t.Fatal("a session ended while there was room")
		}
	}
	if _, ok := s.find(first.id, now); !ok {
		t.Fatal("the first is gone")
	}
	_, ended := s.begin(now) // the first was used last, so the second has to go
	if len(ended) != 1 || ended[0].id != "2" || s.order.Len() != maxSessions || len(s.byID) != maxSessions {
		t.Errorf("ended %d, %d and %d are left", len(ended), s.order.Len(), len(s.byID))
	}
}

func TestSessionsEndWhenTheyAreNotUsed(t *testing.T) {
	s, now := newSessions(numbered()), time.Unix(0, 0)
	used, _ := s.begin(now)
	idle, _ := s.begin(now)
	now = now.Add(SessionTTL)
	if _, ok := s.find(used.id, now); !ok {
		t.Fatal("a session ended too early")
	}
	now = now.Add(time.Second)
	if _, ok := s.find(idle.id, now); ok {
		t.Error("an idle session goes on")
	}
	if ended := s.sweep(now); len(ended) != 1 || ended[0] != idle {
		t.Errorf("swept %v", ended)
	}
	if ended := s.clear(); len(ended) != 1 || ended[0] != used || len(s.byID) != 0 {
		t.Errorf("cleared %v", ended)
	}
}
