package corpus

import (
	"io"
	"sync"

	"articlebot/retrieval/corpus/aside"
	"articlebot/retrieval/corpus/stall"
)

// environment is what reading a file needs besides it.
type environment struct {
	Options
	aside    *aside.Memory
	large    *sync.Mutex // held while a large file is parsed
	progress *stall.Progress
}

// watched reads, and tells of it.
func (e environment) watched(in io.Reader) io.Reader { return watchedReader{in, e.progress} }

type watchedReader struct {
	in       io.Reader
	progress *stall.Progress
}

// Read implements io.Reader.
func (r watchedReader) Read(p []byte) (int, error) {
	n, err := r.in.Read(p)
	r.progress.Made()
	return n, err
}
