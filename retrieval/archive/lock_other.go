//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package archive

import (
	"fmt"
	"os"
)

// lock keeps no other process out: the system has no lock that ends with its
// process. Give each process a data directory of its own.
func lock(name string) (unlock func() error, err error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock archive: %w", err)
	}
	return f.Close, nil
}
