package bleveindex

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"articlebot/retrieval/durable"
)

const (
	manifestName = "manifest.json"
	// manifestVersion changes when an index of before cannot be read any more.
	manifestVersion = 2
)

// manifest lists the files of an index as they were when it was whole.
type manifest struct {
	Version int            `json:"version"`
	Parts   int            `json:"parts"`
	Files   []manifestFile `json:"files"`
}

type manifestFile struct {
	Name string `json:"name"` // slash-separated, below the generation's folder
	Size int64  `json:"size"`
	CRC  uint32 `json:"crc32c"`
}

// newManifest sums up all files below dir.
func newManifest(ctx context.Context, dir string, parts int) (manifest, error) {
	m := manifest{Version: manifestVersion, Parts: parts}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		f, err := sumFile(ctx, path)
		f.Name = filepath.ToSlash(name)
		m.Files = append(m.Files, f)
		return err
	})
	if err != nil {
		return m, fmt.Errorf("sum up index: %w", err)
	}
	return m, nil
}

// write puts the manifest beside the files.
func (m manifest) write(dir string) error {
	data, err := json.Marshal(m)
	if err == nil {
		err = durable.WriteFile(filepath.Join(dir, manifestName), data)
	}
	if err != nil {
		return fmt.Errorf("write manifest: %w", err)
	}
	return nil
}

func readManifest(dir string) (manifest, error) {
	var m manifest
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return m, fmt.Errorf("read manifest: %w", err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("read manifest: %w", err)
	}
	if m.Version != manifestVersion || m.Parts < 1 || len(m.Files) == 0 {
		return m, fmt.Errorf("read manifest: version %d, want %d", m.Version, manifestVersion)
	}
	return m, nil
}

// verify compares every file with the manifest.
func (m manifest) verify(ctx context.Context, dir string) error {
	for _, want := range m.Files {
		if !filepath.IsLocal(filepath.FromSlash(want.Name)) {
			return fmt.Errorf("manifest names %q, which is elsewhere", want.Name)
		}
		got, err := sumFile(ctx, filepath.Join(dir, filepath.FromSlash(want.Name)))
		if err != nil {
			return err
		}
		if got.Size != want.Size || got.CRC != want.CRC {
			return fmt.Errorf("file %s is damaged", want.Name)
		}
	}
	return nil
}

func sumFile(ctx context.Context, path string) (f manifestFile, err error) {
	in, err := os.Open(path)
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	sum := durable.NewChecksum()
	f.Size, err = io.Copy(sum, durable.Reader(ctx, in))
	f.CRC = sum.Sum32()
	return f, err
}
