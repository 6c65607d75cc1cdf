//go:build !linux && !darwin

package kept

import "io/fs"

// changed is unknown here: a file is told by its size and time of writing.
func changed(fs.FileInfo) int64 { return 0 }
