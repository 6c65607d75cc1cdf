package pgtest

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Standby starts a standby of a server, on which what is written there waits from
// then on.
func (s *Server) Standby(t testing.TB) *Server {
	t.Helper()
	dir, err := os.MkdirTemp("", "pgtest")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	other := &Server{bin: s.bin, dir: dir, port: freePort(t)}
	other.as = owner(t, dir)
	from := fmt.Sprintf("host=127.0.0.1 port=%d user=tests password=%s application_name=standby", s.port, password)
	copied := exec.Command(filepath.Join(s.bin, "pg_basebackup"), "-D", filepath.Join(dir, "data"), "-X", "stream", "-c", "fast", "-R", "-d", from)
	copied.SysProcAttr, copied.Dir = other.as, dir
	if out, err := copied.CombinedOutput(); err != nil {
		t.Fatalf("pg_basebackup: %v\n%s", err, out)
	}
	other.Again(t)
	t.Cleanup(func() { other.Stop(t) })
	s.Exec(t, "alter system set synchronous_standby_names = 'standby'")
	s.Exec(t, "select pg_reload_conf()")
	const waits = `do $$ begin if not exists (select from pg_stat_replication where sync_state = 'sync') then raise 'nobody'; end if; end $$`
	for end := time.Now().Add(startsWithin); s.try(waits) != nil; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("the standby does not follow")
		}
	}
	return other
}

// Promote has a standby become the server that is written to, and does not wait for
// that.
func (s *Server) Promote(t testing.TB) {
	t.Helper()
	s.Exec(t, "select pg_promote(false)")
}

// Either is a URL of Database that leads to whichever of two servers is written to.
func (s *Server) Either(address string, other *Server) string {
	host := "127.0.0.1:" + strconv.Itoa(s.port)
	return strings.Replace(address, host, host+",127.0.0.1:"+strconv.Itoa(other.port), 1) + "&target_session_attrs=read-write"
}
