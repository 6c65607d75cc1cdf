package inbox

import "sync"

// heldRequests counts the requests that wait for their update to be handled, over
// all and by chat. The zero value is ready. It is safe for concurrent use.
type heldRequests struct {
	mu    sync.Mutex
	total int
	chats map[int64]int
}

// enter takes a place, or tells that there is none. Chat 0 is no chat's.
func (h *heldRequests) enter(chat int64) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.total >= maxHeld || chat != 0 && h.chats[chat] >= maxHeldChat {
		return false
	}
	if h.chats == nil {
		h.chats = map[int64]int{}
	}
	h.total++
	h.chats[chat]++
	return true
}

// leave gives the place back.
func (h *heldRequests) leave(chat int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.total--
	if h.chats[chat]--; h.chats[chat] == 0 {
		delete(h.chats, chat)
	}
}
