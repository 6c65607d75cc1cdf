package telegramtest

import (
	"encoding/json"
	"net/http"
	"time"
)

// Fault is what goes wrong with a call.
type Fault struct {
	Method string // "" matches all
	Chat   string // chat_id, "" matches all
	Times  int    // how often; 0 means once, -1 for ever
	// Matches narrows the fault further; nil matches all.
	Matches func(params map[string]string) bool

	// One of these says how it fails.
	Flood   int    // 429 with this retry_after
	Code    int    // a refusal with Text
	Text    string //
	Migrate int64  // with Code 400
	HTML    int    // this status with a page instead of JSON
	Reset   bool   // the connection breaks before the call is done
	Cut     bool   // the call is done, the answer breaks off in its middle
	Hang    time.Duration
	Lost    time.Duration // the call is done, the answer comes this late
}

// Fail arranges a fault. Faults are tried in the order they were arranged.
func (s *Server) Fail(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if f.Times == 0 {
		f.Times = 1
	}
	s.faults = append(s.faults, &f)
}

// Heal takes all faults back.
func (s *Server) Heal() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = nil
}

func (s *Server) fault(method string, p map[string]string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.faults {
		if f.Times == 0 || f.Method != "" && f.Method != method || f.Chat != "" && f.Chat != p["chat_id"] || f.Matches != nil && !f.Matches(p) {
			continue
		}
		if f.Times > 0 {
			f.Times--
		}
		return f
	}
	return nil
}

// before does what happens instead of the call. It reports whether that ends
// it.
func (f *Fault) before(w http.ResponseWriter, r *http.Request) bool {
	switch {
	case f.Flood > 0:
		status, body := envelope(nil, flooded(f.Flood))
		answer(w, status, body)
	case f.Code > 0:
		e := &apiError{code: f.Code, text: f.Text}
		if f.Migrate != 0 {
			e.more = map[string]any{"migrate_to_chat_id": f.Migrate}
		}
		status, body := envelope(nil, e)
		answer(w, status, body)
	case f.HTML > 0:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(f.HTML)
		_, _ = w.Write([]byte("<html><head><title>Bad Gateway</title></head><body>nginx</body></html>"))
	case f.Reset:
		panic(http.ErrAbortHandler)
	case f.Hang > 0:
		select {
		case <-time.After(f.Hang):
		case <-r.Context().Done():
		}
		panic(http.ErrAbortHandler)
	default:
		return false
	}
	return true
}

// after does what happens to the answer of a call that was made.
func (f *Fault) after(w http.ResponseWriter, body any) bool {
	switch {
	case f.Cut:
		b, _ := json.Marshal(body)
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", "100000")
		_, _ = w.Write(b[:len(b)/2])
		if fl, ok := w.(http.Flusher); ok {
			fl.Flush()
		}
		panic(http.ErrAbortHandler)
	case f.Lost > 0:
		time.Sleep(f.Lost)
	}
	return false
}
