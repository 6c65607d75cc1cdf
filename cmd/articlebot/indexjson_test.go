package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"articlebot/retrieval/corpus"
	"articlebot/retrieval/corpus/redact"
)

// oddFiles are a folder as admins have it: what is an article, what was never
// published, what is none, and what means harm.
var oddFiles = map[string]string{
	"news.jsonl":       `{"id": "tower\u009b-7", "title": "The \u001b[31mtower", "author": "A\u0007nn", "text": "The tower of the old town is \u001b[2J57 metres\u202e tall.", "published": "2026-01-05T22:30:00Z"}` + "\n{oops}\n" + `{"id": "late", "title": "The lake", "text": "The lake is north of the mill.", "published": "soon"}`,
	"list.json":        `[{"title": "The bakery", "body": "The bakery was opened by Maria Lindqvist in May.", "publishedAt": "2026-01-05"}, {"title": "Never printed", "body": "Not yet.", "status": "draft"}, {"title": "Without a text"}]`,
	"table.csv":        "title,date,text,url\nThe mill,05/01/2026,The mill turns again.,https://paper.example/mill\n",
	"export.xml":       `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>The pier</title><content:encoded><![CDATA[<p>The pier was mended in a week.</p>]]></content:encoded><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item><item><title>A draft</title><content:encoded>No.</content:encoded><wp:status>draft</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>`,
	"front.md":         "---\ntitle: The harbour\nauthor: Ann Lee\nsection: Town\n---\nThe harbour is open at night.\n",
	"broken.md":        "---\ntitle: [The\n---\nText.\n",
	"latin.md":         "# Caf\xe9\n\nText.\n",
	"empty.txt":        "",
	"picture.jpg":      "\xff\xd8\xff\xe0\x00\x10JFIF\x00",
	"again/news.jsonl": `{"id": "late", "title": "The lake", "text": "The lake is north of the mill."}`,
}

// indexLines runs index --json and returns what it prints, which must be lines
// of the schema, and its error.
func indexLines(t *testing.T, env map[string]string, args ...string) ([]map[string]any, error) {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile("testdata/index.schema.json")
	must(t, err)
	var out strings.Builder
	failed := run(t.Context(), append([]string{"index", "--json"}, args...), environment(env), strings.NewReader(""), &out, io.Discard)
	var lines []map[string]any
	for line := range strings.Lines(out.String()) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		must(t, err)
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", line, err)
		}
		if strings.ContainsFunc(strings.TrimSuffix(line, "\n"), redact.Unseen) {
			t.Errorf("a line has what a terminal obeys: %q", line)
		}
		var m map[string]any
		must(t, json.Unmarshal([]byte(line), &m))
		lines = append(lines, m)
	}
	return lines, failed
}

// oddFolder writes oddFiles and returns their folder.
func oddFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range oddFiles {
		writeFile(t, filepath.Join(dir, name), content)
	}
	return dir
}

func TestEveryLineOfAnIndexKeepsToTheSchemaAndEveryFileHasOne(t *testing.T) {
	for name, path := range map[string]string{
		"seeds":   "../../seeds",
		"formats": "../../retrieval/corpus/testdata/formats",
		"pages":   "../../retrieval/corpus/testdata/html",
		"odd":     oddFolder(t),
	} {
		t.Run(name, func(t *testing.T) {
			lines, err := indexLines(t, nil, "--articles", path)
			must(t, err)
			told := map[string]bool{}
			for _, l := range lines {
				told[l["file"].(string)] = true
			}
			must(t, filepath.WalkDir(path, func(file string, e fs.DirEntry, err error) error {
				if err == nil && e.Type().IsRegular() && !corpus.Hidden(e.Name()) && !told[file] {
					t.Errorf("%s has no line", file)
				}
				return err
			}))
		})
	}
}

func TestTheBuiltInArticlesHaveLines(t *testing.T) {
	lines, err := indexLines(t, nil)
	must(t, err)
	full, briefs := 0, 0
	for _, l := range lines {
		switch {
		case l["skipped"] != nil:
		case l["brief"].(bool):
			briefs++
		default:
			full++
		}
	}
	if full != 5 || briefs != 61 {
		t.Errorf("%d articles and %d briefs", full, briefs)
	}
}

// TestALineSaysWhatWasUnderstood looks at the values, on the paper's clock.
func TestALineSaysWhatWasUnderstood(t *testing.T) {
	dir := oddFolder(t)
	lines, err := indexLines(t, map[string]string{"ARTICLEBOT_TIME_ZONE": "Asia/Ho_Chi_Minh"}, "--articles", dir)
	must(t, err)
	find := func(key, value string) map[string]any {
		i := slices.IndexFunc(lines, func(l map[string]any) bool { return l[key] == value })
		if i < 0 {
			t.Fatalf("no line has %s %q", key, value)
		}
		return lines[i]
	}
	for title, want := range map[string]map[string]any{
		"The bakery":  {"file": filepath.Join(dir, "list.json"), "kind": "json", "published": "2026-01-05T00:00:00+07:00", "author": "", "brief": false},
		"The harbour": {"kind": "markdown", "published": "", "author": "Ann Lee", "section": "Town", "language": "en"},
		"The mill":    {"kind": "csv", "url": "https://paper.example/mill", "id": "https://paper.example/mill"},
		"The pier":    {"kind": "wordpress"},
		"The lake":    {"kind": "jsonl", "id": "late", "published": ""},
	} {
		got := find("title", title)
		for key, value := range want {
			if got[key] != value {
				t.Errorf("%s: %s is %v, want %v", title, key, got[key], value)
			}
		}
	}
	if got := find("id", "tower\u009b-7"); got["published"] != "2026-01-06T05:30:00+07:00" {
		t.Errorf("the tower is of %v", got["published"])
	}
	for reason, file := range map[string]string{
		`item 2: not published: its status is "draft"; if it was, write "published"`: "export.xml",
		`item 3: "text" is missing or empty`:                                         "list.json",
		"the file is empty":                                                          "empty.txt",
	} {
		if got := find("skipped", reason)["file"]; got != filepath.Join(dir, file) {
			t.Errorf("%s is said of %v", reason, got)
		}
	}
	for _, l := range lines {
		if l["title"] == "Never printed" || l["title"] == "A draft" {
			t.Errorf("a draft has a line as an article: %v", l)
		}
	}
}

// TestWhatIsReadOfNothingIsToldToo holds that a refused file has its line where
// there is nothing else.
func TestWhatIsReadOfNothingIsToldToo(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "draft.md"), "---\ntitle: Not yet\ndraft: true\n---\nText.\n")
	lines, err := indexLines(t, nil, "--articles", dir, "--articles", filepath.Join(dir, "missing"))
	if !errors.Is(err, corpus.ErrEmpty) {
		t.Errorf("the error is %v", err)
	}
	if len(lines) != 2 || !strings.Contains(lines[0]["skipped"].(string), "not published") || lines[1]["file"] != filepath.Join(dir, "missing") {
		t.Errorf("lines %v", lines)
	}
}

// TestAReprintHasItsLine holds that what was folded is told with the file that
// it stands for.
func TestAReprintHasItsLine(t *testing.T) {
	dir := t.TempDir()
	text := "\n" + strings.Repeat("The harbour office said on Sunday that the ferry sails again. ", 8) + "\n"
	writeFile(t, filepath.Join(dir, "a.md"), "---\ntitle: First\ndate: 2026-01-05\nurl: https://a.example/1\n---\n"+text)
	writeFile(t, filepath.Join(dir, "b.md"), "---\ntitle: Second\ndate: 2026-01-06\nurl: https://b.example/1\n---\n"+text)
	lines, err := indexLines(t, nil, "--articles", dir)
	must(t, err)
	if len(lines) != 2 || lines[1]["file"] != filepath.Join(dir, "b.md") || !strings.Contains(lines[1]["skipped"].(string), `folded into "First" from `+filepath.Join(dir, "a.md")) {
		t.Errorf("lines %v", lines)
	}
}

func TestOneArticleHasOneLine(t *testing.T) {
	dir := oddFolder(t)
	lines, err := indexLines(t, nil, "--articles", dir, "--article", "harbour")
	must(t, err)
	if len(lines) != 1 || lines[0]["title"] != "The harbour" {
		t.Errorf("lines %v", lines)
	}
	lines, err = indexLines(t, nil, "--articles", dir, "--article", "broken.md")
	must(t, err)
	if len(lines) != 1 || !strings.Contains(lines[0]["skipped"].(string), "no YAML") {
		t.Errorf("lines %v", lines)
	}
	if lines, err = indexLines(t, nil, "--articles", dir, "--article", "zeppelin"); err == nil || len(lines) > 0 {
		t.Errorf("lines %v, error %v", lines, err)
	}
}

// TestNothingOfAFolderSteersATerminal lists the folder for people, in every way.
func TestNothingOfAFolderSteersATerminal(t *testing.T) {
	dir := oddFolder(t)
	for _, args := range [][]string{{}, {"--all"}, {"--article", "tower"}, {"--article", "news.jsonl"}} {
		var out, errOut strings.Builder
		must(t, run(t.Context(), append([]string{"index", "--articles", dir}, args...), nil, strings.NewReader(""), &out, &errOut))
		if !strings.Contains(out.String(), "tower") || errOut.Len() > 0 {
			t.Errorf("index %v prints %q and %q", args, out.String(), errOut.String())
		}
		if strings.ContainsFunc(strings.ReplaceAll(out.String(), "\n", ""), func(r rune) bool { return unicode.IsControl(r) || r == '\u202e' }) {
			t.Errorf("index %v prints %q", args, out.String())
		}
	}
}

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(name), 0o755))
	must(t, os.WriteFile(name, []byte(content), 0o644))
}
