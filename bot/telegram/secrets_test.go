package telegram_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// noSecrets looks for words of people, and for the token, in the log and in
// everything that was written to the data directory.
func (s *stand) noSecrets(words ...string) {
	s.t.Helper()
	words = append(words, "CANARY")
	places := map[string]string{"the log": s.log.String()}
	err := filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		places[path] = string(b)
		return err
	})
	if err != nil {
		s.t.Error(err)
	}
	for place, text := range places {
		for _, w := range words {
			if strings.Contains(text, w) {
				s.t.Errorf("%s holds %q", place, w)
			}
		}
	}
}
