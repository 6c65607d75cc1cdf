//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package archive

import (
	"errors"
	"fmt"
	"os"
	"syscall"

	"articlebot/retrieval/engine"
)

// lock takes the lock or says who has it. It ends with the process, however
// that ends, so nothing has to be cleaned up after a crash.
func lock(name string) (unlock func() error, err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock archive: %w", err)
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if err == nil {
		return f.Close, nil
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = engine.ErrLocked
	} else {
		err = fmt.Errorf("lock archive: %w", err)
	}
	return nil, errors.Join(err, f.Close())
}
