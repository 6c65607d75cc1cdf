package telegramtest

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync"
)

// errClosed is returned by a closed listener.
var errClosed = errors.New("listener is closed")

// pipes is a listener whose connections never leave the process, so that it
// works under the fake clock of testing/synctest.
type pipes struct {
	conns chan net.Conn
	done  chan struct{}
	once  sync.Once
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

// Accept waits for Dial.
func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, errClosed
	}
}

// Close ends Accept and Dial.
func (p *pipes) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

// Addr is only a name.
func (p *pipes) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// dial connects to Accept.
func (p *pipes) dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case p.conns <- server:
		return client, nil
	case <-p.done:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: errClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// Serve serves a handler inside the process and returns a client for it and a
// function that ends it. Any host in a request's address reaches the handler, https too.
func Serve(h http.Handler) (client *http.Client, stop func()) {
	l := newPipes()
	srv := &http.Server{Handler: h}
	var serving sync.WaitGroup
	serving.Go(func() { _ = srv.Serve(l) })
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) { return l.dial(ctx) }
	t := &http.Transport{MaxIdleConnsPerHost: 64, DialContext: dial, DialTLSContext: dial}
	return &http.Client{Transport: t}, func() {
		l.Close()
		srv.Close()
		t.CloseIdleConnections()
		serving.Wait()
	}
}
