package gateway

import (
	"net"
	"os"
	"testing"
	"time"
)

func TestSilenceEndsARead(t *testing.T) {
	t.Parallel()
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	p := new(pulse)
	p.idle.Store(int64(20 * time.Millisecond))
	_, err := liveConn{near, p}.Read(make([]byte, 1))
	if e, ok := err.(net.Error); !ok || !e.Timeout() || !os.IsTimeout(err) {
		t.Errorf("a read from a silent connection gave %v, want a timeout", err)
	}
}

func TestBytesAreASignOfLife(t *testing.T) {
	t.Parallel()
	near, far := net.Pipe()
	defer near.Close()
	defer far.Close()
	p := new(pulse)
	p.idle.Store(int64(time.Minute))
	go func() { _, _ = far.Write([]byte("x")) }()
	if _, err := (liveConn{near, p}).Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	if s := p.silence(time.Now()); s > time.Minute {
		t.Errorf("silent for %v right after a byte", s)
	}
}

func TestGatewayAddresses(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"wss://gateway.discord.gg":    "wss://gateway.discord.gg/?encoding=json&v=10",
		"ws://127.0.0.1:80/x?a=b":     "ws://127.0.0.1:80/x?a=b&encoding=json&v=10",
		"wss://gateway.discord.gg/?v": "wss://gateway.discord.gg/?encoding=json&v=10",
		"http://gateway.discord.gg":   "",
		"":                            "",
		"wss://":                      "",
	} {
		if got, err := withVersion(in); got != want || (err == nil) != (want != "") {
			t.Errorf("withVersion(%q) = %q, %v; want %q", in, got, err, want)
		}
	}
}

func TestSessionsAreResumedAtDiscordOrTheSameHost(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		gateway, resume string
		want            bool
	}{
		{"wss://gateway.discord.gg", "wss://gateway-us-east1-b.discord.gg", true},
		{"ws://127.0.0.1:80", "ws://127.0.0.1:80/x", true},
		{"ws://127.0.0.1:80", "wss://gateway.discord.gg", false},
		{"wss://gateway.discord.gg", "wss://discord.gg.example", false},
		{"wss://gateway.discord.gg", "wss://evildiscord.gg", false},
		{"wss://gateway.discord.gg", "ws://gateway.discord.gg", false},
		{"wss://gateway.discord.gg", "", false},
	} {
		if got := trusted(c.gateway, c.resume); got != c.want {
			t.Errorf("trusted(%q, %q) = %v", c.gateway, c.resume, got)
		}
	}
}
