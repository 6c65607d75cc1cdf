package engine_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"articlebot/retrieval"
)

// smallDisk mounts a disk of its own, of so many bytes.
func smallDisk(t *testing.T, size string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	return dir
}

// ballast fills a disk but for so many bytes.
func ballast(t *testing.T, dir string, free int64) (remove func()) {
	t.Helper()
	var disk syscall.Statfs_t
	must(t, syscall.Statfs(dir, &disk))
	size := int64(disk.Bavail)*int64(disk.Bsize) - free //nolint:unconvert // other processors have other types
	name := filepath.Join(dir, "ballast")
	f, err := os.Create(name)
	must(t, err)
	must(t, syscall.Fallocate(int(f.Fd()), 0, 0, max(size, 1)))
	must(t, f.Close())
	return func() { must(t, os.Remove(name)) }
}

// TestADiskThatRunsFullLosesNothing reloads with more and more room on a real
// disk, until it is enough.
func TestADiskThatRunsFullLosesNothing(t *testing.T) {
	dir := smallDisk(t, "8m")
	n := &newsroom{}
	n.publish(issue("E1", 300)...)
	p := place{filepath.Join(dir, "data")}
	must(t, p.open(t, n).Close())
	refused := 0
	for free := int64(0); ; free += 16 << 10 {
		remove := ballast(t, dir, free)
		e := p.open(t, n)
		if s := e.Status(); s.Opened.How != retrieval.Restored || edition(t, e) != "E1" {
			t.Fatalf("%d bytes free: opened %+v, edition %s", free, s.Opened, edition(t, e))
		}
		n.publish(issue("E2", 300)...)
		r, err := e.Reload(context.Background(), retrieval.ReloadOptions{})
		if err == nil {
			if !r.Switched || edition(t, e) != "E2" || refused < 5 {
				t.Errorf("%d bytes free: %+v, edition %s; %d reloads failed before", free, r, edition(t, e), refused)
			}
			return
		}
		refused++
		if !strings.Contains(err.Error(), syscall.ENOSPC.Error()) || r.Switched || edition(t, e) != "E1" {
			t.Errorf("%d bytes free: error %v, edition %s", free, err, edition(t, e))
		}
		must(t, e.Close())
		remove()
		if list, err := filepath.Glob(p.dir + "/*/.*"); err != nil || len(list) > 0 {
			t.Errorf("%d bytes free: left behind: %v, %v", free, list, err)
		}
	}
}

// TestADiskWithoutRoomForVectorsCostsNoAnswer makes more vectors than the disk
// takes.
func TestADiskWithoutRoomForVectorsCostsNoAnswer(t *testing.T) {
	if testing.Short() {
		t.Skip("embeds passages")
	}
	dir := smallDisk(t, "8k")
	e := openCached(t, &counted{encoderModel: builtIn(t), name: "one"}, filepath.Join(dir, "vectors"))
	if got := said(t, e, otherWords); !strings.Contains(got, "doctor") {
		t.Errorf("it says %s", got)
	}
	must(t, e.Close())
	again := &counted{encoderModel: builtIn(t), name: "one"}
	e = openCached(t, again, filepath.Join(dir, "vectors"))
	defer func() { must(t, e.Close()) }()
	if n := again.texts.Load(); n == 0 || n > 12 {
		t.Errorf("%d texts are embedded again: the disk took none, or all", n)
	}
	if got := said(t, e, otherWords); !strings.Contains(got, "doctor") {
		t.Errorf("started again, it says %s", got)
	}
}
