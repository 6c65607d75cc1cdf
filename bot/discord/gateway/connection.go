package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"
)

// Reasons for a connection to end that come from inside it.
var (
	errReconnect = errors.New("discord asked for a new connection")
	errInvalid   = errors.New("discord does not know the session")
	errZombie    = errors.New("a heartbeat was not acknowledged")
	errNoHello   = errors.New("the first packet is not HELLO")
	errDial      = errors.New("the gateway cannot be reached")
	errNotOurs   = errors.New("the shard has passed on to another process")
)

// defaultInterval is the heartbeat interval where HELLO names none.
const defaultInterval = 41250 * time.Millisecond

// goodbye is what is said at the end: where another process may go on, the session
// stays alive.
func (s *Shard) goodbye() int {
	if s.progress != nil {
		return closeUnacknowledged
	}
	return websocket.CloseNormalClosure
}

// closeUnacknowledged is what we say when we give a connection up. Unlike 1000
// it leaves the session alive.
const closeUnacknowledged = 4000

// sendRate is the limit of packets from us: 120 a minute, some of it kept for
// heartbeats, https://discord.com/developers/docs/events/gateway#rate-limiting.
var sendRate = rate.Every(time.Minute / 110)

// sendBurst is how many may come at once.
const sendBurst = 20

// connection is one websocket from HELLO to its end.
type connection struct {
	shard    *Shard
	ws       *websocket.Conn
	sends    *rate.Limiter
	session  Session
	up       bool // READY or RESUMED has come
	interval time.Duration

	mu    sync.Mutex // guards writes
	seq   atomic.Int64
	acked atomic.Bool
	ended error // why the heartbeat gave up; read after it has ended
}

// serve opens a connection, runs it to its end and returns the session as it
// then stands, whether it came up, and why it ended.
func (s *Shard) serve(ctx context.Context, address string, from Session) (Session, bool, error) {
	if !s.cfg.Holds() {
		return from, false, errNotOurs
	}
	ws, err := dial(ctx, address, &s.pulse)
	if err != nil {
		from.URL = "" // next time at the address that all use
		return from, false, errors.Join(errDial, err)
	}
	c := &connection{shard: s, ws: ws, session: from, sends: rate.NewLimiter(sendRate, sendBurst)}
	c.seq.Store(from.Seq)
	c.acked.Store(true)
	stop := context.AfterFunc(ctx, func() { c.close(s.goodbye()) })
	defer stop()
	err = c.run(ctx)
	s.up.Store(false)
	c.close(closeUnacknowledged)
	c.session.Seq = c.seq.Load()
	return c.session, c.up, err
}

// run says hello and reads until the end.
func (c *connection) run(ctx context.Context) error {
	if err := c.open(); err != nil {
		return err
	}
	ready := time.AfterFunc(readyTimeout, func() {
		if !c.shard.up.Load() {
			c.close(closeUnacknowledged)
		}
	})
	defer ready.Stop()
	beating, stop := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { c.ended = c.beat(beating) })
	err := c.read()
	stop()
	wg.Wait()
	if c.ended != nil {
		return c.ended
	}
	return err
}

// open reads HELLO and says who we are.
func (c *connection) open() error {
	p, err := c.next()
	if err != nil {
		return fmt.Errorf("wait for HELLO: %w", err)
	}
	var h hello
	if p.Op != opHello || json.Unmarshal(p.Data, &h) != nil {
		return errNoHello
	}
	c.interval = time.Duration(h.Interval) * time.Millisecond
	if c.interval <= 0 {
		c.interval = defaultInterval
	}
	c.shard.pulse.idle.Store(int64(c.interval + idleGrace))
	if !c.shard.cfg.Holds() {
		return errNotOurs
	}
	if c.session.ID != "" {
		return c.send(c.shard.resumeCommand(c.session))
	}
	return c.send(c.shard.identifyCommand())
}

// read takes packets until the connection ends.
func (c *connection) read() error {
	for {
		p, err := c.next()
		if err != nil {
			return err
		}
		if err := c.take(p); err != nil {
			return err
		}
	}
}

// next reads one packet. A text that is none is skipped: one bad packet is no
// reason to lose the others.
func (c *connection) next() (packet, error) {
	for {
		_, b, err := c.ws.ReadMessage()
		if err != nil {
			return packet{}, err
		}
		var p packet
		if err := json.Unmarshal(b, &p); err != nil {
			c.shard.log.Warn("discord sent an unreadable packet", "bytes", len(b), "err", err)
			continue
		}
		return p, nil
	}
}

// take acts on one packet.
func (c *connection) take(p packet) error {
	switch p.Op {
	case opDispatch:
		return c.dispatch(p)
	case opHeartbeat:
		if !c.sends.Allow() {
			return nil
		}
		return c.heartbeat()
	case opHeartbeatAck:
		c.acked.Store(true)
	case opReconnect:
		return errReconnect
	case opInvalid:
		var resumable bool
		if json.Unmarshal(p.Data, &resumable) != nil || !resumable {
			c.session = Session{}
			c.seq.Store(0)
			c.shard.progress.begin(c.session)
		}
		return errInvalid
	}
	return nil
}

// dispatch notes where the stream is and passes the event on. One that comes when
// the shard has passed on is left to who has it.
func (c *connection) dispatch(p packet) error {
	if !c.shard.cfg.Holds() {
		return errNotOurs
	}
	if p.Seq > 0 {
		c.seq.Store(p.Seq)
	}
	switch p.Type {
	case "READY":
		var r ready
		if err := json.Unmarshal(p.Data, &r); err != nil {
			c.shard.log.Warn("discord sent an unreadable READY", "err", err)
		}
		c.session.ID, c.session.URL = r.SessionID, r.ResumeURL
		c.shard.progress.begin(Session{ID: r.SessionID, URL: r.ResumeURL, Seq: p.Seq})
		c.rise()
	case "RESUMED":
		c.rise()
	}
	hold := c.shard.progress.came(p.Seq)
	defer hold()()
	c.shard.cfg.Handle(Event{Type: p.Type, Data: p.Data, hold: hold})
	return nil
}

// rise marks the connection as up.
func (c *connection) rise() {
	c.up = true
	c.shard.rises.Add(1)
	c.shard.up.Store(true)
}

// beat sends heartbeats, the first after a random part of the interval, and
// ends the connection when one is not acknowledged.
func (c *connection) beat(ctx context.Context) error {
	t := time.NewTimer(time.Duration(rand.Float64() * float64(c.interval)))
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		if !c.acked.Swap(false) {
			c.close(closeUnacknowledged)
			return errZombie
		}
		if err := c.heartbeat(); err != nil {
			c.close(closeUnacknowledged)
			return nil // the reader has the reason
		}
		t.Reset(c.interval)
	}
}

func (c *connection) heartbeat() error {
	var seq any
	if n := c.seq.Load(); n > 0 {
		seq = n
	}
	return c.send(command{Op: opHeartbeat, Data: seq})
}

func (c *connection) send(v command) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.ws.WriteJSON(v); err != nil {
		return fmt.Errorf("write to the gateway: %w", err)
	}
	return nil
}

// close says goodbye and ends all reads. It may be called more than once.
func (c *connection) close(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	deadline := time.Now().Add(time.Second)
	_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), deadline)
	_ = c.ws.Close()
}
