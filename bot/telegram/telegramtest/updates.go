package telegramtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"
)

// How Telegram's server treats updates.
const (
	maxTimeout = 50 * time.Second
	maxLimit   = 100
	keepFor    = 24 * time.Hour
	keepInline = 30 * time.Second
	keepPress  = 150 * time.Second
)

// Inject puts an update of a kind ("message", "callback_query", …) into the
// queue and returns its id. The payload is anything that encodes as JSON.
func (s *Server) Inject(kind string, payload any) int64 {
	raw, err := json.Marshal(payload)
	if err != nil {
		panic("telegramtest: payload does not encode: " + err.Error())
	}
	s.mu.Lock()
	id := s.nextID
	s.mu.Unlock()
	body, _ := json.Marshal(map[string]any{"update_id": id, kind: json.RawMessage(raw)})
	s.InjectRaw(kind, body)
	return id
}

// InjectRaw puts the raw JSON of an update into the queue, as it is.
func (s *Server) InjectRaw(kind string, raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.allowed != nil && !s.allowed[kind] && known[kind] {
		return
	}
	id := s.nextID
	s.nextID++
	s.updates = append(s.updates, pending{id: id, kind: kind, raw: raw, at: time.Now()})
	if s.webhook.url != "" {
		s.push(s.updates[len(s.updates)-1])
	}
	close(s.wake)
	s.wake = make(chan struct{})
}

// Again hands out an acknowledged update once more, as happens when the
// acknowledgement was lost.
func (s *Server) Again(id int64, raw json.RawMessage) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.updates = append([]pending{{id: id, kind: "message", raw: raw, at: time.Now()}}, s.updates...)
	close(s.wake)
	s.wake = make(chan struct{})
}

// JumpTo makes the next update's id id.
func (s *Server) JumpTo(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.nextID = id
}

// known are the kinds that allowed_updates filters.
var known = map[string]bool{"message": true, "edited_message": true, "channel_post": true, "edited_channel_post": true, "inline_query": true,
	"chosen_inline_result": true, "callback_query": true, "guest_message": true, "my_chat_member": true, "chat_member": true, "poll": true, "message_reaction": true}

func (s *Server) allow(p map[string]string) error {
	v, given := p["allowed_updates"]
	if !given || v == "null" {
		return nil // the list of before stays
	}
	var list []string
	if json.Unmarshal([]byte(v), &list) != nil {
		return refuse(400, "Bad Request: can't parse allowed_updates")
	}
	s.allowed = nil
	if len(list) > 0 {
		s.allowed = map[string]bool{}
		for _, k := range list {
			s.allowed[k] = true
		}
	}
	return nil
}

func (s *Server) getUpdates(r *http.Request, p map[string]string) (any, error) {
	offset, _ := strconv.ParseInt(p["offset"], 10, 64)
	limit, _ := strconv.Atoi(p["limit"])
	if limit <= 0 || limit > maxLimit {
		limit = maxLimit
	}
	seconds, _ := strconv.Atoi(p["timeout"])
	timeout := min(time.Duration(seconds)*time.Second, maxTimeout)

	s.mu.Lock()
	if s.webhook.url != "" {
		s.mu.Unlock()
		return nil, refuse(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first")
	}
	err := s.allow(p)
	s.acknowledge(offset)
	s.polls++
	mine := s.polls
	close(s.wake) // the poll before ends with a conflict
	s.wake = make(chan struct{})
	s.mu.Unlock()
	if err != nil {
		return nil, err
	}
	timer := time.NewTimer(timeout)
	defer timer.Stop()
	for {
		s.mu.Lock()
		if s.polls != mine {
			s.mu.Unlock()
			return nil, refuse(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running")
		}
		list := s.due(limit)
		wake := s.wake
		s.mu.Unlock()
		if len(list) > 0 || timeout == 0 {
			return list, nil
		}
		select {
		case <-wake:
		case <-timer.C:
			return []json.RawMessage{}, nil
		case <-r.Context().Done():
			return nil, refuse(499, "gone")
		}
	}
}

// acknowledge forgets what comes before the offset. The ids of the updates that
// wait are taken to rise, but for those a test has put out of order.
func (s *Server) acknowledge(offset int64) {
	n := 0
	for n < len(s.updates) && s.updates[n].id < offset {
		n++
	}
	kept := s.updates[n:]
	if offset < 0 && int(-offset) < len(s.updates) {
		kept = s.updates[len(s.updates)+int(offset):]
	}
	s.updates = kept
}

// due returns what may be handed out now, and forgets what is too old.
func (s *Server) due(limit int) []json.RawMessage {
	now := time.Now()
	list := []json.RawMessage{}
	for i := 0; i < len(s.updates) && len(list) < limit; i++ {
		u := s.updates[i]
		age := keepFor
		switch u.kind {
		case "inline_query":
			age = keepInline
		case "callback_query":
			age = keepPress
		}
		if now.Sub(u.at) > age {
			s.updates = append(s.updates[:i:i], s.updates[i+1:]...)
			i--
			continue
		}
		list = append(list, u.raw)
		if _, ok := s.handed[u.id]; !ok {
			s.handed[u.id] = now
		}
	}
	return list
}
