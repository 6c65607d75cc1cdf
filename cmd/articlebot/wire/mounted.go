package wire

import (
	"io/fs"
	"strings"
)

// seedsName is the folder that the built-in articles seem to be in wherever a
// file is named.
const seedsName = "seeds"

// mounted is a file system with all of another one below a folder.
type mounted struct {
	files  fs.FS
	folder string
}

var _ fs.FS = mounted{}

// Open opens the folder or a file below it.
func (m mounted) Open(name string) (fs.File, error) {
	if name == m.folder {
		return m.files.Open(".")
	}
	below, ok := strings.CutPrefix(name, m.folder+"/")
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return m.files.Open(below)
}
