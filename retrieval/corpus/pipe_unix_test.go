//go:build unix

package corpus_test

import (
	"syscall"
	"testing"
)

func makePipe(t *testing.T, path string) { must(t, syscall.Mkfifo(path, 0o644)) }
