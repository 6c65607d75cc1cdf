//go:build unix

package pgtest

import (
	"os"
	"syscall"
	"testing"
)

// What ends a server, https://www.postgresql.org/docs/15/server-shutdown.html
const (
	fastShutdown      = syscall.SIGINT
	immediateShutdown = syscall.SIGQUIT
)

// owner is who runs the server: the tests' own user, or where that is root
// "nobody", who then owns the folder.
func owner(t testing.TB, dir string) *syscall.SysProcAttr {
	t.Helper()
	a := &syscall.SysProcAttr{Setpgid: true}
	if os.Getuid() != 0 {
		return a
	}
	const nobody = 65534
	if err := os.Chown(dir, nobody, nobody); err != nil {
		t.Fatal(err)
	}
	a.Credential = &syscall.Credential{Uid: nobody, Gid: nobody}
	return a
}

// give makes a file theirs who run the server.
func give(a *syscall.SysProcAttr, path string) error {
	if a.Credential == nil {
		return nil
	}
	return os.Chown(path, int(a.Credential.Uid), int(a.Credential.Gid))
}

// freeze stops processes and returns what wakes them.
func freeze(pids []int) (wake func()) {
	signal := func(sig syscall.Signal) {
		for _, pid := range pids {
			_ = syscall.Kill(pid, sig)
		}
	}
	signal(syscall.SIGSTOP)
	return func() { signal(syscall.SIGCONT) }
}
