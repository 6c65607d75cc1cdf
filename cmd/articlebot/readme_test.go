package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"articlebot/config"
)

var update = flag.Bool("update", false, "rewrite the answers that the README and the pages show")

const readme = "../../README.md"

// mostWords is how long a front door may be. All else stands on the pages.
const mostWords = 1500

// pages are the README and all that it leads to.
func pages(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("../../.docs/*.md")
	must(t, err)
	if len(list) < 8 {
		t.Fatalf("the pages are %v", list)
	}
	return append(list, readme)
}

func TestTheReadmeIsShort(t *testing.T) {
	if n := len(strings.Fields(string(read(t, readme)))); n > mostWords {
		t.Errorf("the README has %d words, more than %d: move something to a page", n, mostWords)
	}
}

// shownCommand finds a command with what it prints.
var shownCommand = regexp.MustCompile("(?s)```console\n\\$ go run \\./cmd/articlebot ([^\n]*)\n(.*?)```")

// TestThePagesShowWhatTheProgramPrints runs the commands that are shown with
// their output.
func TestThePagesShowWhatTheProgramPrints(t *testing.T) {
	found := 0
	for _, path := range pages(t) {
		text := string(read(t, path))
		now := shownCommand.ReplaceAllStringFunc(text, func(block string) string {
			found++
			m := shownCommand.FindStringSubmatch(block)
			got := runProgram(t, "", quotedWords(m[1])...)
			if !*update {
				if d := cmp.Diff(m[2], got); d != "" {
					t.Errorf("articlebot %s differs from %s (run with -update):\n%s", m[1], path, d)
				}
			}
			return strings.TrimSuffix(block, m[2]+"```") + got + "```"
		})
		if *update && now != text {
			must(t, os.WriteFile(path, []byte(now), 0o644))
		}
	}
	if found == 0 {
		t.Error("no page shows an answer")
	}
}

var (
	shellBlock = regexp.MustCompile("(?s)```sh\n(.*?)```")
	// typed finds the program where it is typed, with all that follows.
	typed = regexp.MustCompile(`(?:^|[\s(/])articlebot ((?:"[^"]*"|[^|#)"])+)`)
	// inline finds the program in a line of text.
	inline   = regexp.MustCompile("`articlebot ([^`:]+)[`]")
	variable = regexp.MustCompile(`ARTICLEBOT_[A-Z_]*[A-Z]`)
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
)

// commandsOf returns the command lines of a page, without the program.
func commandsOf(text string) (lines []string) {
	for _, block := range shellBlock.FindAllStringSubmatch(text, -1) {
		for line := range strings.Lines(block[1]) {
			line, _, _ = strings.Cut(line, " #") // the comment
			found := typed.FindAllStringSubmatch(strings.TrimSpace(line), -1)
			if strings.Contains(line, "docker ") && len(found) > 0 { // the image and volumes are called so too
				last := line[strings.LastIndex(line, "articlebot ")+len("articlebot "):]
				found = [][]string{{"", last}}
			}
			for _, m := range found {
				if typed := strings.TrimSpace(m[1]); typed != "" && typed != "." {
					lines = append(lines, typed)
				}
			}
		}
	}
	for _, m := range inline.FindAllStringSubmatch(text, -1) {
		if v, _, _ := strings.Cut(m[1], " "); v == strings.ToLower(v) { // not a placeholder
			lines = append(lines, m[1])
		}
	}
	return lines
}

// TestThePagesTypeCommandsThatThereAre parses every command of the README and
// of the pages.
func TestThePagesTypeCommandsThatThereAre(t *testing.T) {
	found := 0
	for _, path := range pages(t) {
		for _, line := range commandsOf(string(read(t, path))) {
			found++
			words := quotedWords(line)
			v, ok := lookUp(words[0])
			if !ok {
				t.Errorf("%s types articlebot %s: there is no such command", path, line)
				continue
			}
			if _, err := v.Parse(words[1:]); err != nil {
				t.Errorf("%s types articlebot %s: %v", path, line, err)
			}
		}
	}
	if found < 30 {
		t.Errorf("only %d commands were found", found)
	}
}

// TestThePagesNameSettingsThatThereAre looks up every variable.
func TestThePagesNameSettingsThatThereAre(t *testing.T) {
	known := []string{config.EnvFile}
	known = append(known, "ARTICLEBOT_SHARED", "ARTICLEBOT_TELEGRAM_TEST_API", "ARTICLEBOT_BENCH_PASSAGES") // the tests' own
	for _, s := range config.Settings() {
		known = append(known, s.Env, s.Env+"_FILE")
	}
	for _, path := range pages(t) {
		if filepath.Base(path) == "CHANGELOG.md" {
			continue // it tells of what was
		}
		for _, name := range variable.FindAllString(string(read(t, path)), -1) {
			if !slices.Contains(known, name) {
				t.Errorf("%s names %s, which is no setting", path, name)
			}
		}
	}
}

// TestEveryLinkLeadsSomewhere follows the links to files.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	found := 0
	for _, path := range append(pages(t), "../../.github/CONTRIBUTING.md", "../../.github/SECURITY.md") {
		for _, m := range link.FindAllStringSubmatch(string(read(t, path)), -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, "://") {
				continue
			}
			found++
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), filepath.FromSlash(target))); err != nil {
				t.Errorf("%s leads to %s: %v", path, m[1], err)
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d links were found", found)
	}
}

// TestEveryModuleIsNamed holds that whoever reads the README and the licences
// knows what the program is built with.
func TestEveryModuleIsNamed(t *testing.T) {
	front, licences := string(read(t, readme)), string(read(t, "../../.docs/licences.md"))
	found := 0
	for line := range strings.Lines(string(read(t, "../../go.mod"))) {
		line = strings.TrimPrefix(strings.TrimSpace(line), "require ")
		module, _, ok := strings.Cut(line, " v")
		if !ok || strings.Contains(line, "// indirect") || strings.HasPrefix(module, "go ") {
			continue
		}
		found++
		name := regexp.MustCompile(`(/v\d+)?$`).ReplaceAllString(module, "")
		name = strings.TrimPrefix(name, "github.com/")
		if strings.HasPrefix(name, "golang.org/x/") {
			name = "golang.org/x"
		}
		if strings.HasPrefix(name, "go.yaml.in/") {
			name = "yaml/go-yaml"
		}
		if owner, rest, _ := strings.Cut(name, "/"); owner == "blevesearch" || owner == "chromedp" {
			name = owner + "/" + map[bool]string{true: "bleve", false: rest}[rest == "bleve_index_api"] // its types come with it
			name = strings.Replace(name, "cdproto", "chromedp", 1)
		}
		if !strings.Contains(front, name) || !strings.Contains(licences, name) {
			t.Errorf("%s is not named in the README or in licences.md", module)
		}
	}
	if found < 10 {
		t.Errorf("only %d modules were found", found)
	}
}

// quotedWords splits a command line at spaces outside double quotes.
func quotedWords(line string) []string {
	var words []string
	for _, m := range regexp.MustCompile(`"([^"]*)"|(\S+)`).FindAllStringSubmatch(line, -1) {
		words = append(words, m[1]+m[2])
	}
	return words
}
