package kept

import (
	"io/fs"
	"syscall"
	"time"
)

// changed is when the system last noted a change of a file, in nanoseconds. No
// program can set it, as an archive or a copy sets the time of writing.
func changed(info fs.FileInfo) int64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(s.Ctim.Unix()).UnixNano()
	}
	return 0
}
