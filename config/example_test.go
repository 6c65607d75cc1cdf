package config

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite example.yaml and the table of .docs/settings.md")

func TestExampleFileHasEverySettingAtItsDefault(t *testing.T) {
	want := exampleText()
	if *update {
		if err := os.WriteFile("example.yaml", []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(want, Example); d != "" {
		t.Errorf("example.yaml differs from the settings (run with -update):\n%s", d)
	}
}

func TestExampleFileLoadsAsTheDefaults(t *testing.T) {
	got, err := Load("example.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	got.origins = nil
	if d := cmp.Diff(Default(), got, cmp.AllowUnexported(Config{}), cmp.Transformer("empty", emptyLists)); d != "" {
		t.Errorf("default (-), example (+):\n%s", d)
	}
}

// emptyLists makes nil and empty lists equal.
func emptyLists(s []string) string { return strings.Join(s, ",") }

const (
	tableStart = "<!-- settings: made by go test ./config -update -->\n"
	tableEnd   = "<!-- end of settings -->"
)

func TestThePageOfSettingsHasTheTable(t *testing.T) {
	const path = "../.docs/settings.md"
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(data), tableStart)
	got, tail, ok2 := strings.Cut(rest, tableEnd)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table of settings", path)
	}
	if *update {
		text := head + tableStart + settingsTable() + tableEnd + tail
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(settingsTable(), got); d != "" {
		t.Errorf("the page's table differs from the settings (run with -update):\n%s", d)
	}
}

// settingsTable renders all settings as Markdown.
func settingsTable() string {
	var b strings.Builder
	b.WriteString("| In the file | Variable | Default | What it does |\n|---|---|---|---|\n")
	for _, s := range Settings() {
		value, doc := "", s.Doc
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		if s.Secret {
			doc += " *Secret.*"
		}
		if s.Live {
			doc += " *Live.*"
		}
		b.WriteString("| `" + s.Key + "` | `" + s.Env + "` | " + value + " | " + doc + " |\n")
	}
	b.WriteString("\nAn entry of `articles` is a path or a mapping, in the file and in the variable alike: `[{path: https://paper.example/rss, keep: 30d}, more.jsonl]`.\n\n")
	b.WriteString("| In an entry | What it does |\n|---|---|\n")
	for _, s := range SourceKeys() {
		b.WriteString("| `" + s.Key + "` | " + s.Doc + " |\n")
	}
	return b.String()
}
