// Package pgtest starts PostgreSQL servers for tests, on loopback and in a folder
// of their own. It is no part of the program.
package pgtest

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// Env names the variable with the folder of the server's programs, such as
// /usr/lib/postgresql/15/bin. Without it the tests are skipped.
const Env = "ARTICLEBOT_TEST_POSTGRES"

// Bounds of a server.
const (
	startsWithin = 60 * time.Second
	stopsWithin  = 20 * time.Second
	password     = "a-secret-of-the-tests"
)

// Server is a PostgreSQL server of a test.
type Server struct {
	bin, dir string
	port     int
	as       *syscall.SysProcAttr // who runs it: it refuses root
	process  *exec.Cmd
	exited   chan struct{}
	schemas  atomic.Int64
	options  []string // beside those that all servers have
}

// Start starts a server that ends with the test, or skips the test where there is
// none to start.
func Start(t testing.TB) *Server {
	t.Helper()
	return start(t, func(*Server) {})
}

// start starts a server once prepare has seen to its folder and options.
func start(t testing.TB, prepare func(*Server)) *Server {
	t.Helper()
	bin := os.Getenv(Env)
	if bin == "" {
		t.Skipf("no PostgreSQL: set %s to the folder that has initdb and postgres, such as /usr/lib/postgresql/15/bin", Env)
	}
	dir, err := os.MkdirTemp("", "pgtest") // short, for the socket's path, and nobody's home
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := &Server{bin: bin, dir: dir, port: freePort(t)}
	s.as = owner(t, dir)
	word := filepath.Join(dir, "password")
	if err := os.WriteFile(word, []byte(password), 0o644); err != nil {
		t.Fatal(err)
	}
	init := exec.Command(filepath.Join(bin, "initdb"), "-D", filepath.Join(dir, "data"), "-U", "tests", "-A", "scram-sha-256", "--pwfile", word, "-E", "UTF8", "--locale=C", "-N")
	init.SysProcAttr, init.Dir = s.as, dir
	if out, err := init.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	prepare(s)
	s.Again(t)
	t.Cleanup(func() { s.Stop(t) })
	return s
}

func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() //nolint:errcheck // it only found the port
	addr, ok := l.Addr().(*net.TCPAddr)
	if !ok {
		t.Fatal("no TCP address")
	}
	return addr.Port
}

// Again starts the server after a Stop or Kill, at the same address.
func (s *Server) Again(t testing.TB) {
	t.Helper()
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close() //nolint:errcheck // the server has its own
	s.process = exec.Command(filepath.Join(s.bin, "postgres"), append([]string{"-D", filepath.Join(s.dir, "data"), "-p", strconv.Itoa(s.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=" + s.dir, "-c", "fsync=off", "-c", "shared_buffers=32MB"}, s.options...)...)
	s.process.SysProcAttr, s.process.Dir = s.as, s.dir
	s.process.Stdout, s.process.Stderr = log, log
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	exited := make(chan struct{})
	s.exited = exited
	go func(p *exec.Cmd) { _ = p.Wait(); close(exited) }(s.process)
	for end := time.Now().Add(startsWithin); ; time.Sleep(20 * time.Millisecond) {
		c, err := s.connect()
		if err == nil {
			_ = c.Close(context.Background())
			return
		}
		if time.Now().After(end) {
			text, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			t.Fatalf("PostgreSQL does not start: %v\n%s", err, text)
		}
	}
}

func (s *Server) connect() (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	c, err := pgx.Connect(ctx, s.url("tests", password, "public"))
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return c, nil
}

// Stop ends the server as its owner would, breaking off who is connected.
func (s *Server) Stop(t testing.TB) { s.end(t, fastShutdown) }

// Kill ends the server as a crash would.
func (s *Server) Kill(t testing.TB) { s.end(t, immediateShutdown) }

// Freeze stops all of the server without ending anything, and returns what wakes
// it.
func (s *Server) Freeze(t testing.TB) (wake func()) {
	t.Helper()
	return freeze(append(childrenOf(s.process.Process.Pid), s.process.Process.Pid))
}

// childrenOf are the processes that a server has made.
func childrenOf(pid int) []int {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	var list []int
	for _, word := range strings.Fields(string(text)) {
		if n, err := strconv.Atoi(word); err == nil {
			list = append(list, n)
		}
	}
	return list
}

func (s *Server) end(t testing.TB, sig syscall.Signal) {
	t.Helper()
	_ = s.process.Process.Signal(sig)
	select {
	case <-s.exited:
	case <-time.After(stopsWithin):
		_ = s.process.Process.Kill()
		t.Error("PostgreSQL did not end in time")
	}
}

// Database makes an empty schema, as the one of a bot, and returns its URL.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := fmt.Sprintf("bot%d", s.schemas.Add(1))
	s.Exec(t, "create schema "+name)
	return s.url("tests", password, name)
}

// As is a URL of Database for another role.
func (s *Server) As(address, role, password string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.User = url.UserPassword(role, password)
	return u.String()
}

// Exec does something as the owner of all.
func (s *Server) Exec(t testing.TB, sql string) {
	t.Helper()
	if err := s.try(sql); err != nil {
		t.Fatal(err)
	}
}

func (s *Server) try(sql string) error {
	c, err := s.connect()
	if err != nil {
		return err
	}
	defer c.Close(context.Background()) //nolint:errcheck // what was to be done is
	if _, err := c.Exec(context.Background(), sql); err != nil {
		return fmt.Errorf("%s: %w", sql, err)
	}
	return nil
}

// Password is what must never show.
func (s *Server) Password() string { return password }

func (s *Server) url(role, word, schema string) string {
	return fmt.Sprintf("postgres://%s:%s@127.0.0.1:%d/postgres?sslmode=disable&search_path=%s", role, word, s.port, schema)
}
