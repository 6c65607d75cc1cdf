package discordtest

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Conn is one connection of the bot to the gateway.
type Conn struct {
	ws *websocket.Conn
	mu sync.Mutex
	// closed is set once the server has closed it: what comes then is an echo.
	closed bool
	// Identity is the data of IDENTIFY or RESUME; read it after the server
	// has counted the opcode.
	Identity map[string]any
}

// stream is a session with the events that a resume replays.
type stream struct {
	id     string
	seq    int64
	events []map[string]any
	conn   *Conn
}

// Send writes a packet that is no event.
func (c *Conn) Send(op int, d any) { c.write(map[string]any{"op": op, "d": d, "s": nil, "t": nil}) }

func (c *Conn) write(v any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.WriteJSON(v)
}

// Raw writes any text.
func (c *Conn) Raw(text string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.ws.WriteMessage(websocket.TextMessage, []byte(text))
}

// Close ends the connection with a code.
func (c *Conn) Close(code int, why string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closed = true
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, why), time.Now().Add(time.Second))
	_ = c.ws.Close()
}

// Drop ends the connection without a word.
func (c *Conn) Drop() { _ = c.ws.UnderlyingConn().Close() }

func (s *Server) wsURL() string { return "ws" + strings.TrimPrefix(s.http.URL, "http") }

func (s *Server) gateway(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{}
	ws, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &Conn{ws: ws}
	s.mu.Lock()
	s.conns = append(s.conns, c)
	knobs := s.knobs
	s.wake()
	s.mu.Unlock()
	if !knobs.NoHello {
		every := knobs.Heartbeat
		if every == 0 {
			every = 45 * time.Second
		}
		c.Send(10, map[string]any{"heartbeat_interval": every.Milliseconds()})
	}
	for {
		var p struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if err := ws.ReadJSON(&p); err != nil {
			if websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
				s.endSession(c)
			}
			return
		}
		s.packet(c, p.Op, p.D)
	}
}

// endSession forgets the session of a connection that was closed as one that is
// not needed any more, https://discord.com/developers/docs/events/gateway#initiating-a-disconnect.
func (s *Server) endSession(c *Conn) {
	c.mu.Lock()
	echo := c.closed
	c.mu.Unlock()
	if echo {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	maps.DeleteFunc(s.sessions, func(_ string, st *stream) bool { return st.conn == c })
}

func (s *Server) packet(c *Conn, op int, d json.RawMessage) {
	s.mu.Lock()
	s.ops = append(s.ops, op)
	knobs := s.knobs
	if op == 2 || op == 6 {
		c.Identity = object(d)
	}
	s.wake()
	s.mu.Unlock()
	switch op {
	case 1:
		if !knobs.MuteAcks {
			c.Send(11, nil)
		}
	case 2:
		if knobs.OnFirst == nil || !knobs.OnFirst(c, op) {
			s.Ready(c)
		}
	case 6:
		if knobs.OnFirst == nil || !knobs.OnFirst(c, op) {
			s.resume(c)
		}
	}
}

// Ready starts a session on the connection.
func (s *Server) Ready(c *Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := &stream{id: "session-" + s.newID(), conn: c}
	s.sessions[st.id] = st
	s.emit(st, "READY", map[string]any{
		"v": 10, "session_id": st.id, "resume_gateway_url": s.wsURL(),
		"user":        map[string]any{"id": BotID, "username": "articlebot", "bot": true},
		"guilds":      []any{map[string]any{"id": GuildID, "unavailable": true}},
		"application": map[string]any{"id": AppID, "flags": 0},
	})
	s.emit(st, "GUILD_CREATE", map[string]any{"id": GuildID, "name": "lab",
		"channels": []any{map[string]any{"id": ChannelID, "type": 0, "name": "general"}}, "threads": []any{}})
}

// resume replays what the connection has missed.
func (s *Server) resume(c *Conn) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, _ := c.Identity["session_id"].(string)
	seq, _ := c.Identity["seq"].(float64)
	st := s.sessions[id]
	if st == nil {
		c.Send(9, false)
		return
	}
	st.conn = c
	for _, e := range st.events {
		if n, _ := e["s"].(int64); n > int64(seq) {
			c.write(e)
		}
	}
	s.emit(st, "RESUMED", map[string]any{})
}

// emit sends an event on a session. Call with the lock held.
func (s *Server) emit(st *stream, event string, d any) {
	st.seq++
	e := map[string]any{"op": 0, "s": st.seq, "t": event, "d": d}
	st.events = append(st.events, e)
	st.conn.write(e)
}

// Forget drops all sessions, so that no resume succeeds.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sessions = map[string]*stream{}
}

// Dispatch sends an event on every session. A session that is not connected
// gets it with its resume.
func (s *Server) Dispatch(event string, d any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, st := range s.sessions {
		s.emit(st, event, d)
	}
}

// Newest returns the latest connection, nil before the first.
func (s *Server) Newest() *Conn {
	all := s.allConns()
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

func (s *Server) allConns() []*Conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]*Conn(nil), s.conns...)
}

// Connections counts the connections there have been.
func (s *Server) Connections() int { return len(s.allConns()) }

// Ops counts how often an opcode was received.
func (s *Server) Ops(op int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, o := range s.ops {
		if o == op {
			n++
		}
	}
	return n
}
