package corpus

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// tree is a folder on disk with all that is below it. Links that lead out of
// it are followed only where that is allowed.
type tree struct {
	path string
	root *os.Root // nil follows all links
}

func newTree(path string, followLinks bool) (tree, error) {
	if followLinks {
		return tree{path: path}, nil
	}
	root, err := os.OpenRoot(path)
	return tree{path, root}, err
}

func (t tree) close() {
	if t.root != nil {
		_ = t.root.Close()
	}
}

// name is the path of what is below the folder, as it is shown.
func (t tree) name(below string) string { return filepath.Join(t.path, below) }

func (t tree) stat(below string) (fs.FileInfo, error) {
	if t.root == nil {
		return os.Stat(t.name(below))
	}
	return t.root.Stat(below)
}

// list is the entries of a folder in the order of their names.
func (t tree) list(below string) ([]fs.DirEntry, error) {
	if t.root == nil {
		return os.ReadDir(t.name(below))
	}
	dir, err := t.root.Open(below)
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// leadsOut tells whether a link leads out of the folder, or says where it leads
// from the root of the machine, which counts as that.
func (t tree) leadsOut(below string) bool {
	if t.root == nil {
		return false
	}
	_, err := os.Stat(t.name(below))
	if err == nil {
		return true // it leads somewhere, but not inside
	}
	to, err := t.root.Readlink(below)
	return err == nil && filepath.IsAbs(to)
}

// opener opens a file later, when the folder may be another.
func (t tree) opener(below string) func() (fs.File, error) {
	if t.root == nil {
		return func() (fs.File, error) { return openFile(t.name(below)) }
	}
	return func() (fs.File, error) {
		root, err := os.OpenRoot(t.path)
		if err != nil {
			return nil, err
		}
		defer root.Close()
		return root.OpenFile(below, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	}
}

// openFile opens a file, and does not wait where it has become a pipe.
func openFile(name string) (fs.File, error) {
	return os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
}
