//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package aside

import (
	"os"
	"syscall"
)

// lock takes the lock of a file, which ends with the process however that
// ends; false where another process has it.
func lock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
