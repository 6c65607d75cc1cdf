package pgtest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// Pooler is a pgbouncer before a server.
type Pooler struct {
	server *Server
	port   int
}

// Pooler starts pgbouncer in transaction mode before a server, with few connections
// for all, or skips the test where there is none.
func (s *Server) Pooler(t testing.TB) *Pooler {
	t.Helper()
	path, err := exec.LookPath("pgbouncer")
	if err != nil {
		path = "/usr/sbin/pgbouncer" // Debian's, outside of most people's path
	}
	if _, err := os.Stat(path); err != nil {
		t.Skip("no pgbouncer is installed")
	}
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	p := &Pooler{server: s, port: freePort(t)}
	as := owner(t, dir)
	users, settings := filepath.Join(dir, "users"), filepath.Join(dir, "pgbouncer.ini")
	ini := fmt.Sprintf("[databases]\n* = host=127.0.0.1 port=%d\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = %d\nunix_socket_dir = %s\n"+
		"auth_type = scram-sha-256\nauth_file = %s\npool_mode = transaction\ndefault_pool_size = 3\n", s.port, p.port, dir, users)
	for name, text := range map[string]string{users: fmt.Sprintf("\"tests\" \"%s\"\n", password), settings: ini} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(path, settings)
	cmd.SysProcAttr, cmd.Dir = as, dir
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(fastShutdown)
		_ = cmd.Wait()
	})
	for end := time.Now().Add(startsWithin); ; time.Sleep(20 * time.Millisecond) {
		if c, err := net.Dial("tcp", fmt.Sprint("127.0.0.1:", p.port)); err == nil {
			_ = c.Close()
			return p
		}
		if time.Now().After(end) {
			t.Fatal("pgbouncer does not start")
		}
	}
}

// Database makes an empty database and returns its URL by way of the pooler.
func (p *Pooler) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("pooled%d", p.server.schemas.Add(1))
	p.server.Exec(t, "create database "+name)
	return fmt.Sprintf("postgres://tests:%s@127.0.0.1:%d/%s?sslmode=disable", password, p.port, name)
}
