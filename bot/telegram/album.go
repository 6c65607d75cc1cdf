package telegram

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"articlebot/bot/internal/lru"
	"articlebot/bot/telegram/inbox"
	"articlebot/retrieval/clock"
)

const (
	// albumWait is how long the parts of an album are waited for. Telegram sends
	// each as a message of its own, one right after the other; a poll that brings
	// the first alone is followed by the next only after inbox.RepollAfter.
	albumWait = inbox.RepollAfter + 400*time.Millisecond
	// maxAlbums bounds the albums that are remembered.
	maxAlbums = 1000
)

// albums makes one message of an album. It is safe for concurrent use.
type albums struct {
	mu   sync.Mutex
	open *lru.Map[string, *album]
}

// album is what has come of one.
type album struct {
	parts []albumPart
	done  bool // handed on: what comes later adds nothing
}

// albumPart is the message of one picture, and what ends its update.
type albumPart struct {
	id     int64
	event  event
	finish func()
}

func newAlbums() *albums { return &albums{open: lru.New[string, *album](maxAlbums, 0)} }

// add takes a part. It reports whether the part is the first, and whether it
// came after the album was handed on.
func (s *albums) add(key string, p albumPart) (first, late bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.open.Get(key, time.Time{})
	if !ok {
		a = &album{}
		s.open.Put(key, a, time.Time{})
	}
	if a.done {
		return false, true
	}
	a.parts = append(a.parts, p)
	return len(a.parts) == 1, false
}

// take hands the album on.
func (s *albums) take(key string) []albumPart {
	s.mu.Lock()
	defer s.mu.Unlock()
	a, ok := s.open.Get(key, time.Time{})
	if !ok {
		return nil
	}
	parts := a.parts
	a.parts, a.done = nil, true
	return parts
}

// collect has the parts of an album handled together, as one message: that of
// the first part with a caption. An edited caption is a message like any other.
func (a *Adapter) collect(id int64, e event, finish func()) {
	key := strconv.FormatInt(e.to.Chat, 10) + "/" + e.album
	first, late := a.albums.add(key, albumPart{id, e, finish})
	if late {
		finish()
	}
	if !first {
		return
	}
	a.tasks.Beside(func() {
		_ = clock.Sleep(a.work, albumWait) // at shutdown what has come by then
		parts := a.albums.take(key)
		if len(parts) == 0 {
			return
		}
		id, whole, finish := joined(parts)
		a.submit(id, whole, finish)
	})
}

// joined is an album as one message, with all that was written under its parts.
func joined(parts []albumPart) (id int64, whole event, finish func()) {
	slices.SortFunc(parts, func(a, b albumPart) int { return cmp.Compare(a.id, b.id) }) // a webhook's requests may overtake each other
	id, whole = parts[0].id, parts[0].event
	var captions []string
	for _, p := range parts {
		if p.event.message.Text == "" && p.event.message.Command == "" {
			continue
		}
		if len(captions) == 0 {
			id, whole = p.id, p.event
		}
		captions = append(captions, p.event.message.Text)
	}
	whole.message.Text = strings.Join(captions, "\n")
	whole.record = func() {
		for _, p := range parts {
			p.event.record()
		}
	}
	return id, whole, func() {
		for _, p := range parts {
			p.finish()
		}
	}
}
