//go:build !unix

package pgtest

import (
	"syscall"
	"testing"
)

const (
	fastShutdown      = syscall.SIGTERM
	immediateShutdown = syscall.SIGKILL
)

// owner skips: servers are started and stopped by signals.
func owner(t testing.TB, _ string) *syscall.SysProcAttr {
	t.Helper()
	t.Skip("PostgreSQL is started for tests on Unix alone")
	return nil
}

func give(*syscall.SysProcAttr, string) error { return nil }

func freeze([]int) (wake func()) { return func() {} }
