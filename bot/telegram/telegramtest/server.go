package telegramtest

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// Token and the bot's name, which every server of this package knows.
const (
	Token    = "987654:CANARY-token_0123456789abcdefghij"
	BotID    = 987654
	Username = "PaperBot"
)

// maxText is the most visible characters of a message, and maxRaw the most
// bytes before parsing.
const (
	maxText         = 4096
	maxRaw          = 32768
	maxCallbackData = 64
)

// Options say how a server behaves. The zero value has no rate limits.
type Options struct {
	// Rates enforces the limits of sending; nil has none.
	Rates *Rates
	// Schema checks every call; nil does not.
	Schema *Schema
	// Old is a server from before messages that only one person sees: it does not
	// know their fields, and sends them to all.
	Old bool
}

// Server is a Bot API server. It is safe for concurrent use.
type Server struct {
	options Options

	mu       sync.Mutex
	updates  []pending
	nextID   int64
	wake     chan struct{} // closed and replaced when an update arrives
	allowed  map[string]bool
	polls    int // polls ever begun; the newest wins
	webhook  hook
	chats    map[int64]*chatState
	direct   map[int64]map[int64]bool // the topics of channels' direct messages, by chat
	calls    []Call
	faults   []*Fault
	rates    rateState
	breaches []string
	nextMsg  int64
	handed   map[int64]time.Time // update id → when it was first handed out
	me       map[string]any
	closed   chan struct{}
	// reactions are the bot's, by chat and message.
	reactions map[[2]int64]string
	whispers  whispers
}

// pending is an update that was not acknowledged.
type pending struct {
	id   int64
	kind string
	raw  json.RawMessage
	at   time.Time
}

// chatState is what a chat holds.
type chatState struct {
	messages map[int64]*Message
	order    []int64
}

// Message is a message that the bot sent.
type Message struct {
	ID       int64
	Chat     int64
	Thread   int64
	Direct   int64
	Text     string // visible
	HTML     string // as sent
	Entities []Entity
	Keyboard [][]Button
	ReplyTo  int64
	At       time.Time
	Edits    int
	Receiver int64 // who alone sees it, 0 for all
}

// Button is a button under a message.
type Button struct {
	Text string `json:"text"`
	URL  string `json:"url"`
	Data string `json:"callback_data"`
}

// Call is one request that arrived, whatever became of it.
type Call struct {
	Method string
	Params map[string]string
	At     time.Time
	// Status is what was answered; 0 for none.
	Status int
}

// New returns a server.
func New(o Options) *Server {
	return &Server{
		options: o, direct: make(map[int64]map[int64]bool), nextID: 1000, nextMsg: 100,
		wake:     make(chan struct{}),
		chats:    map[int64]*chatState{},
		handed:   map[int64]time.Time{},
		closed:   make(chan struct{}),
		whispers: whispers{sent: map[int64]*Message{}, admin: map[int64]bool{}, acts: map[string]time.Time{}, nextID: 29000000},
		me: map[string]any{"id": BotID, "is_bot": true, "first_name": "Paper", "username": Username, "can_join_groups": true,
			"can_read_all_group_messages": false, "supports_inline_queries": true, "supports_guest_queries": true},
	}
}

// Close ends what the server does by itself.
func (s *Server) Close() { close(s.closed) }

// apiError is a refusal.
type apiError struct {
	code int
	text string
	// more are the ResponseParameters.
	more map[string]any
}

func (e *apiError) Error() string { return e.text }

func refuse(code int, format string, args ...any) error {
	return &apiError{code: code, text: fmt.Sprintf(format, args...)}
}

// ServeHTTP answers one call.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+Token+"/")
	if !ok {
		answer(w, http.StatusUnauthorized, map[string]any{"ok": false, "error_code": 401, "description": "Unauthorized"})
		return
	}
	p, err := readParams(r)
	if err != nil {
		answer(w, http.StatusBadRequest, map[string]any{"ok": false, "error_code": 400, "description": "Bad Request: " + err.Error()})
		return
	}
	n := s.record(method, p)
	f := s.fault(method, p)
	if f != nil && f.before(w, r) {
		return
	}
	result, err := s.do(r, method, p)
	status, body := envelope(result, err)
	s.answered(n, status)
	if f != nil && f.after(w, body) {
		return
	}
	answer(w, status, body)
}

func readParams(r *http.Request) (map[string]string, error) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 4<<20))
	if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	p := map[string]string{}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		var values map[string]json.RawMessage
		if err := json.Unmarshal(body, &values); err != nil {
			return nil, fmt.Errorf("can't parse JSON")
		}
		for k, v := range values {
			var text string
			if json.Unmarshal(v, &text) != nil {
				text = string(v)
			}
			p[k] = text
		}
		return p, nil
	}
	values, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, fmt.Errorf("can't parse form")
	}
	for k := range values {
		p[k] = values.Get(k)
	}
	return p, nil
}

func envelope(result any, err error) (int, map[string]any) {
	if err == nil {
		return http.StatusOK, map[string]any{"ok": true, "result": result}
	}
	e, ok := err.(*apiError)
	if !ok {
		e = &apiError{code: http.StatusBadRequest, text: err.Error()}
	}
	body := map[string]any{"ok": false, "error_code": e.code, "description": e.text}
	if e.more != nil {
		body["parameters"] = e.more
	}
	return e.code, body
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // the client may be gone
}

func (s *Server) record(method string, p map[string]string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.options.Schema != nil {
		for _, err := range s.options.Schema.Check(method, p) {
			s.breaches = append(s.breaches, method+": "+err)
		}
	}
	s.calls = append(s.calls, Call{Method: method, Params: p, At: time.Now()})
	return len(s.calls) - 1
}

func (s *Server) answered(n, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[n].Status = status
}

// Calls returns the calls of a method, in order; all for "".
func (s *Server) Calls(method string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Call
	for _, c := range s.calls {
		if method == "" || c.Method == method {
			list = append(list, c)
		}
	}
	return list
}

// Breaches returns what the bot did that the Bot API forbids: fields that the
// published description does not know, limits that it went over.
func (s *Server) Breaches() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.breaches...)
}

// Messages returns what the bot wrote in a chat and is still there, in order.
func (s *Server) Messages(chat int64) []Message {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Message
	if c := s.chats[chat]; c != nil {
		for _, id := range c.order {
			if m := c.messages[id]; m != nil {
				list = append(list, *m)
			}
		}
	}
	return list
}

// Unacknowledged returns how many updates wait.
func (s *Server) Unacknowledged() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.updates)
}

// HandedOut returns when an update was first given to the bot.
func (s *Server) HandedOut(id int64) (time.Time, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at, ok := s.handed[id]
	return at, ok
}

// Rename gives the bot another name, as its owner can at any time.
func (s *Server) Rename(username string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.me = maps.Clone(s.me) // an answer may still be written out of the old one
	s.me["username"] = username
}

// DeleteMessage removes a message, as a person in the chat could.
func (s *Server) DeleteMessage(chat, id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.chats[chat]; c != nil {
		delete(c.messages, id)
	}
}
