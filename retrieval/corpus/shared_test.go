package corpus_test

import (
	"os"
	"path/filepath"
	"testing"
)

// shared finds a file of the reference data beside the project, or skips.
func shared(t testing.TB, name string) string {
	t.Helper()
	for _, dir := range []string{os.Getenv("ARTICLEBOT_SHARED"), "../../../shared"} {
		if path := filepath.Join(dir, name); dir != "" {
			if _, err := os.Stat(path); err == nil {
				return path
			}
		}
	}
	t.Skipf("the reference data (%s) is not here; set ARTICLEBOT_SHARED to its folder", name)
	return ""
}
