package vectors

import (
	"path/filepath"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestADiskThatRunsFullIsSaidAndCostsNothing(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("a small disk cannot be mounted here (it takes root): %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	const n = 3000 // 192 kB
	s := openStore(t, StoreConfig{Dir: filepath.Join(dir, "vectors")})
	fillStore(s, 0, n)
	if d := cmp.Diff(upTo(n), has(t, s, n)); d != "" || s.Why() == nil {
		t.Errorf("%.200s, %v", d, s.Why())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := openStore(t, StoreConfig{Dir: filepath.Join(dir, "vectors")})
	if list := has(t, again, n); len(list) < 100 || len(list) == n {
		t.Errorf("%d were kept", len(list))
	}
}
