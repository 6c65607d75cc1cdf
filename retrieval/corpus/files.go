package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/parse/decode"
	"articlebot/retrieval/corpus/stall"
)

// file is one regular file of a source.
type file struct {
	name    string // as the source's path was written, joined with what is below
	size    int64
	changed time.Time // as its folder says
	open    func() (fs.File, error)
}

// version tells whether it is the same file without reading it. Only whether
// one that was set aside is tried again depends on it.
func (f file) version() string { return fmt.Sprint(f.size, " ", f.changed.UnixNano()) }

// listing is what a source's folder holds.
type listing struct {
	files []file
	skips []retrieval.Skip
}

// listFiles lists the regular files of a source in the order of their paths,
// and what was left out. An error means that the path itself cannot be read.
func listFiles(ctx context.Context, s Source, limit int, p *stall.Progress) (listing, error) {
	w := walk{ctx: ctx, limit: limit, seen: map[string]string{}, progress: p}
	var err error
	if s.FS != nil {
		err = w.inside(s.FS, s.Path)
	} else {
		err = w.onDisk(s)
	}
	sort.Slice(w.files, func(i, j int) bool { return w.files[i].name < w.files[j].name })
	return listing{w.files, w.skips}, err
}

type walk struct {
	ctx      context.Context
	limit    int
	files    []file
	skips    []retrieval.Skip
	seen     map[string]string // real path of a folder → the name it was read by
	tree     tree              // of a folder on disk
	progress *stall.Progress
}

func (w *walk) skip(name, format string, args ...any) {
	w.skips = append(w.skips, retrieval.Skip{Name: name, Reason: fmt.Sprintf(format, args...)})
}

// add takes a file unless there are too many.
func (w *walk) add(f file) error {
	if len(w.files) >= w.limit {
		return fmt.Errorf("read folder: more than %d files; name the folders that hold articles", w.limit)
	}
	w.files = append(w.files, f)
	w.progress.Made()
	return w.ctx.Err()
}

// inside lists a file system of the caller's.
func (w *walk) inside(fsys fs.FS, root string) error {
	root = path.Clean(strings.TrimPrefix(root, "/"))
	return fs.WalkDir(fsys, root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil && name == root:
			return fmt.Errorf("read %s: %w", root, err)
		case err != nil:
			w.skip(name, "%s", fileReason(err))
			return nil
		case name != root && Hidden(entry.Name()):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			return nil
		case !entry.Type().IsRegular():
			w.skip(name, "%s", notRegular(entry.Type()))
			return nil
		}
		info, err := entry.Info()
		if err != nil {
			w.skip(name, "%s", fileReason(err))
			return nil
		}
		return w.add(file{name: name, size: info.Size(), changed: info.ModTime(), open: func() (fs.File, error) { return fsys.Open(name) }})
	})
}

// onDisk lists a path of the machine.
func (w *walk) onDisk(s Source) error {
	info, err := os.Stat(s.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && strings.HasPrefix(s.Path, "~"):
		return errors.New("~ stands for a home folder in a shell alone; write the whole path")
	case err != nil:
		return errors.New(fileReason(err))
	}
	if !info.IsDir() {
		if !info.Mode().IsRegular() {
			return errors.New(notRegular(info.Mode()))
		}
		return w.add(file{name: s.Path, size: info.Size(), changed: info.ModTime(), open: func() (fs.File, error) { return openFile(s.Path) }})
	}
	if w.tree, err = newTree(filepath.Clean(s.Path), s.FollowLinks); err != nil {
		return errors.New(fileReason(err))
	}
	defer w.tree.close()
	return w.folder(".")
}

// folder lists one folder and those below it. A folder that links lead to
// twice is read once.
func (w *walk) folder(below string) error {
	name := w.tree.name(below)
	real, err := filepath.EvalSymlinks(name)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err == nil && w.seen[real] != "" {
		w.skip(name, "this link leads to %s, which is already read", w.seen[real])
		return nil
	}
	var entries []fs.DirEntry
	if err == nil {
		w.seen[real] = name
		entries, err = w.tree.list(below)
	}
	if err != nil {
		if below == "." {
			return errors.New(fileReason(err))
		}
		w.skip(name, "%s", fileReason(err))
		return nil
	}
	for _, entry := range entries {
		w.progress.Made()
		if Hidden(entry.Name()) {
			continue
		}
		if err := w.entry(filepath.Join(below, entry.Name()), entry.Type()&fs.ModeSymlink != 0); err != nil {
			return err
		}
	}
	return w.ctx.Err()
}

// entry takes what a name in a folder leads to.
func (w *walk) entry(below string, link bool) error {
	name := w.tree.name(below)
	info, err := w.tree.stat(below)
	switch {
	case err != nil && link && w.tree.leadsOut(below):
		w.skip(name, "this link leads out of the folder and is not followed; follow_links of the source allows it")
		return nil
	case err != nil:
		w.skip(name, "%s", fileReason(err))
		return nil
	case info.IsDir():
		return w.folder(below)
	case !info.Mode().IsRegular(): // never opened: reading a pipe could wait forever
		w.skip(name, "%s", notRegular(info.Mode()))
		return nil
	}
	return w.add(file{name: name, size: info.Size(), changed: info.ModTime(), open: w.tree.opener(below)})
}

// Hidden tells whether files and folders of a name are not read: those are
// editors' and version control's own.
func Hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") }

func notRegular(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "this is a pipe, not a file; save what it gives to a file"
	case mode&fs.ModeSocket != 0:
		return "this is a socket, not a file"
	case mode&fs.ModeDevice != 0:
		return "this is a device, not a file"
	case mode&fs.ModeSymlink != 0:
		return "this is a link, which is not followed here"
	}
	return "this is no regular file"
}

// fileReason says why a file cannot be read, and what to do.
func fileReason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file or folder (or a link leads nowhere); check the path"
	case errors.Is(err, fs.ErrPermission):
		return "permission denied; let the bot's user read it"
	case strings.Contains(err.Error(), "too many levels of symbolic links"), strings.Contains(err.Error(), "too many links"):
		return "the link leads back to itself; remove it"
	}
	return "cannot be read: " + err.Error()
}

// readAll reads a file of at most limit bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read: %w", err)
	}
	if int64(len(data)) > limit {
		return nil, decode.TooLarge(limit)
	}
	return data, nil
}
