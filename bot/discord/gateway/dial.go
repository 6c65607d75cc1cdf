package gateway

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Bounds of a connection.
const (
	// dialTimeout bounds the way to the other side, handshakes included.
	dialTimeout = 15 * time.Second
	// helloTimeout bounds the wait for HELLO, which comes at once.
	helloTimeout = 15 * time.Second
	// readyTimeout bounds the wait for READY or RESUMED after we have said who
	// we are.
	readyTimeout = time.Minute
	// writeTimeout bounds one write.
	writeTimeout = 10 * time.Second
	// idleGrace is added to the heartbeat interval, at which acknowledgements
	// come, to tell silence from slowness.
	idleGrace = 15 * time.Second
	// maxPacketBytes bounds a packet; the largest is the GUILD_CREATE of a
	// large server.
	maxPacketBytes = 32 << 20
)

// pulse knows when a connection last gave a sign of life, and for how long it
// may be silent. It is safe for concurrent use.
type pulse struct {
	last atomic.Int64 // Unix nanoseconds
	idle atomic.Int64 // a time.Duration
}

// silence returns for how long nothing has come.
func (p *pulse) silence(now time.Time) time.Duration { return now.Sub(time.Unix(0, p.last.Load())) }

// liveConn ends reads that take longer than the pulse allows, and notes bytes
// that come.
type liveConn struct {
	net.Conn
	pulse *pulse
}

// Read reads within the deadline.
func (c liveConn) Read(b []byte) (int, error) {
	if err := c.SetReadDeadline(time.Now().Add(time.Duration(c.pulse.idle.Load()))); err != nil {
		return 0, err
	}
	n, err := c.Conn.Read(b)
	if n > 0 {
		c.pulse.last.Store(time.Now().UnixNano())
	}
	return n, err
}

// Write writes within the deadline.
func (c liveConn) Write(b []byte) (int, error) {
	if err := c.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return 0, err
	}
	return c.Conn.Write(b)
}

// dial opens a websocket to the gateway.
func dial(ctx context.Context, address string, p *pulse) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, dialTimeout)
	defer cancel()
	p.idle.Store(int64(helloTimeout))
	p.last.Store(time.Now().UnixNano())
	d := websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: dialTimeout,
		NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
			c, err := new(net.Dialer).DialContext(ctx, network, addr)
			if err != nil {
				return nil, err
			}
			return liveConn{c, p}, nil
		},
	}
	ws, resp, err := d.DialContext(ctx, address, nil) //nolint:bodyclose // the dialer has read it, and replaced it by a copy that needs no closing
	if err != nil {
		if resp != nil {
			return nil, fmt.Errorf("connect to the gateway: HTTP %d: %w", resp.StatusCode, err)
		}
		return nil, fmt.Errorf("connect to the gateway: %w", err)
	}
	ws.SetReadLimit(maxPacketBytes)
	return ws, nil
}

// withVersion adds what the gateway wants to know to its address,
// https://discord.com/developers/docs/events/gateway#connecting.
func withVersion(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "ws" && u.Scheme != "wss") {
		return "", fmt.Errorf("read the gateway's address: %q is no ws(s) address", address)
	}
	if u.Path == "" {
		u.Path = "/"
	}
	q := u.Query()
	q.Set("v", "10")
	q.Set("encoding", "json")
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// trusted tells whether a session of the gateway may be resumed at another
// address: the same host, or another one of Discord's.
func trusted(gateway, resume string) bool {
	g, err1 := url.Parse(gateway)
	r, err2 := url.Parse(resume)
	if err1 != nil || err2 != nil || r.Host == "" || (r.Scheme != "wss" && r.Scheme != g.Scheme) {
		return false
	}
	return r.Host == g.Host || discords(g.Hostname()) && discords(r.Hostname())
}

func discords(host string) bool { return strings.HasSuffix("."+host, ".discord.gg") }
