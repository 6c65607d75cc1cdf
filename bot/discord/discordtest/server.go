package discordtest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Ids that every server has.
const (
	AppID     = "1001"
	BotID     = "1001"
	GuildID   = "2001"
	ChannelID = "3001"
	DMID      = "3900"
	RoleID    = "4001" // the bot's own
	Token     = "canary.token.value"
)

// Call is one request that the bot made.
type Call struct {
	Method, Path string // the path without the base
	Raw          json.RawMessage
	Body         map[string]any
	Status       int
	At           time.Time
}

// Knobs change how the server behaves. The zero value is a well-behaved
// Discord. Change them with Server.Set.
type Knobs struct {
	Heartbeat time.Duration // the interval in HELLO, 45 s if zero
	MuteAcks  bool
	NoHello   bool
	Latency   time.Duration // before each response
	Remaining int           // of the session budget; 0 means 999, -1 means none
	// OnFirst sees IDENTIFY and RESUME; true means it is dealt with.
	OnFirst func(c *Conn, op int) bool
	// OnREST sees each request; true means it is answered.
	OnREST func(w http.ResponseWriter, r *http.Request, body []byte) bool
	// Clock is the time for deadlines, time.Now if nil.
	Clock func() time.Time
	// Commands are the registered ones before the bot's overwrite.
	Commands []map[string]any
}

// Server is the fake. All methods are safe for concurrent use.
type Server struct {
	http *httptest.Server

	mu           sync.Mutex
	knobs        Knobs
	ids          uint64
	calls        []Call
	ops          []int
	conns        []*Conn
	sessions     map[string]*stream
	interactions map[string]*Interaction // by token
	messages     map[string]map[string]any
	commands     map[string][]map[string]any // by guild, "" for global
	nonces       map[string]map[string]any
	reactions    map[string]string // the bot's, by message
	changed      chan struct{}     // closed and replaced at every change
}

// New starts a server that stops with the test.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{
		sessions:     map[string]*stream{},
		interactions: map[string]*Interaction{},
		messages:     map[string]map[string]any{},
		commands:     map[string][]map[string]any{},
		nonces:       map[string]map[string]any{},
		changed:      make(chan struct{}),
	}
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(s.close)
	return s
}

// URL is the base of the HTTP API.
func (s *Server) URL() string { return s.http.URL + "/api/v10" }

// Set changes the knobs.
func (s *Server) Set(f func(*Knobs)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(&s.knobs)
}

func (s *Server) close() {
	for _, c := range s.allConns() {
		_ = c.ws.Close()
	}
	s.http.CloseClientConnections()
	s.http.Close()
}

func (s *Server) now() time.Time {
	if s.knobs.Clock != nil {
		return s.knobs.Clock()
	}
	return time.Now()
}

// newID makes a snowflake of the server's time. Call with the lock held.
func (s *Server) newID() string {
	s.ids++
	ms := uint64(s.now().UnixMilli() - 1420070400000)
	return strconv.FormatUint(ms<<22|s.ids&0x3fffff, 10)
}

// wake tells those who wait that something changed. Call with the lock held.
func (s *Server) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Wait blocks until ok is true, and returns false if that takes longer than d.
func (s *Server) Wait(d time.Duration, ok func() bool) bool {
	end := time.NewTimer(d)
	defer end.Stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if ok() {
			return true
		}
		select {
		case <-changed:
		case <-time.After(50 * time.Millisecond): // things outside the server
		case <-end.C:
			return ok()
		}
	}
}

// Calls lists the requests whose "METHOD path" contains part.
func (s *Server) Calls(part string) []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Call
	for _, c := range s.calls {
		if strings.Contains(c.Method+" "+c.Path, part) {
			out = append(out, c)
		}
	}
	return out
}

// Message returns a message of a channel as it now stands, nil if there is
// none.
func (s *Server) Message(id string) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.messages[id]
}

// Reaction is the emoji that the bot put to a message, "" for none.
func (s *Server) Reaction(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reactions[id]
}

// Commands returns the registered commands of a guild, "" for the global ones.
func (s *Server) Commands(guild string) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commands[guild]
}
