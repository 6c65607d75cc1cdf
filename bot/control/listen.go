package control

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
)

// ErrServing is returned where another process serves from the data directory.
var ErrServing = errors.New("another articlebot serves from this data directory")

// Listen opens the control address. A socket that a dead process left
// behind is replaced.
func Listen(dataDir string) (net.Listener, error) {
	if err := os.MkdirAll(dataDir, 0o700); err != nil {
		return nil, fmt.Errorf("make data directory: %w", err)
	}
	path := filepath.Join(dataDir, socketName)
	if conn, err := net.DialTimeout("unix", path, dialTimeout); err == nil { //nolint:noctx // the time is bounded
		_ = conn.Close()
		return nil, ErrServing
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("remove old control address: %w", err)
	}
	l, err := net.Listen("unix", path) //nolint:noctx // it opens or fails at once
	if err != nil {
		return nil, fmt.Errorf("open control address: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		_ = l.Close()
		return nil, fmt.Errorf("protect control address: %w", err)
	}
	return l, nil
}
