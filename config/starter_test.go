package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAStarterFileLoadsAsWhatWasDecided(t *testing.T) {
	want := Default()
	want.Articles = []Source{{Path: `/srv/news "old"`}, {Path: "https://me:secret@paper.example/rss?key=secret", Keep: 30 * 24 * time.Hour}}
	want.DataDir = "/var/lib/a # b"
	want.Conversation.Paper = "Báo: \"Điện Biên\""
	file := filepath.Join(t.TempDir(), "articlebot.yaml")
	withToken := want
	withToken.Telegram.Token = NewSecret("1:canary")
	text := withToken.Starter("A head\n\nof lines")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := Load(file, nil)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	got.origins = nil
	if d := cmp.Diff(want, got, cmp.AllowUnexported(Config{}), cmp.Transformer("empty", emptyLists)); d != "" {
		t.Errorf("decided (-), loaded (+):\n%s\n%s", d, text)
	}
	if strings.Contains(text, "canary") || !strings.HasPrefix(text, "# A head\n#\n# of lines\n") {
		t.Errorf("the file is\n%s", text)
	}
}

func TestEveryCommentOfAStarterFileIsASetting(t *testing.T) {
	c := Default()
	text := c.Starter("head")
	for _, key := range suggested {
		_, name, ok := strings.Cut(key, ".")
		if !ok {
			name = key
		}
		if !strings.Contains(text, "# "+name+": ") {
			t.Errorf("%s is not suggested in\n%s", key, text)
		}
	}
}
