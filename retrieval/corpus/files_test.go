package corpus_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus"
)

// plainPage is the text of a saved page.
func plainPage(title, topic string) string {
	return title + "\n\n" + strings.Join(story(topic), "\n\n") + "\n"
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestWhatCannotBeReadIsNamedAndTheRestIsKept puts every bad file beside a
// good one.
func TestWhatCannotBeReadIsNamedAndTheRestIsKept(t *testing.T) {
	bad := map[string]struct {
		make func(t *testing.T, dir string)
		name string // of the skip, in the folder
		says string
	}{
		"an empty file":              {func(t *testing.T, dir string) { write(t, dir+"/x.txt", "") }, "x.txt", "empty"},
		"a file of spaces":           {func(t *testing.T, dir string) { write(t, dir+"/x.txt", " \r\n\t\n") }, "x.txt", "empty"},
		"a picture":                  {func(t *testing.T, dir string) { write(t, dir+"/x.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01") }, "x.jpg", "picture"},
		"a document":                 {func(t *testing.T, dir string) { write(t, dir+"/x.pdf", "%PDF-1.7\n\x01\x02\x03\x04\x05\x06\x07") }, "x.pdf", "PDF"},
		"a page that is not UTF-8":   {func(t *testing.T, dir string) { write(t, dir+"/x.txt", "Title\n\ncaf\xe9 and more text\n") }, "x.txt", "save it as UTF-8"},
		"a page without an article":  {func(t *testing.T, dir string) { write(t, dir+"/x.txt", "Home\n\nLogin\n") }, "x.txt", "no article text"},
		"XML that is no feed":        {func(t *testing.T, dir string) { write(t, dir+"/x.xml", "<?xml version=\"1.0\"?><data/>") }, "x.xml", "neither"},
		"a link to nowhere":          {func(t *testing.T, dir string) { link(t, "nowhere/at/all", dir+"/x") }, "x", "no such file"},
		"a link to itself":           {func(t *testing.T, dir string) { link(t, "x", dir+"/x") }, "x", "back to itself"},
		"a folder that holds itself": {func(t *testing.T, dir string) { link(t, ".", dir+"/loop") }, "loop", "already read"},
		"a pipe":                     {func(t *testing.T, dir string) { makePipe(t, dir+"/x") }, "x", "pipe"},
		"a link to a device":         {func(t *testing.T, dir string) { link(t, "/dev/zero", dir+"/x") }, "x", "leads out"},
		"a link to a secret":         {func(t *testing.T, dir string) { link(t, "/etc/passwd", dir+"/x") }, "x", "follow_links"},
		"a link to another folder":   {func(t *testing.T, dir string) { link(t, "../..", dir+"/x") }, "x", "leads out"},
		"Markdown without text":      {func(t *testing.T, dir string) { write(t, dir+"/x.md", "---\ntitle: x\n---\n") }, "x.md", "no article text"},
		"Markdown with bad front":    {func(t *testing.T, dir string) { write(t, dir+"/x.md", "---\ntitle: [x\n---\ntext\n") }, "x.md", "YAML"},
		"a draft":                    {func(t *testing.T, dir string) { write(t, dir+"/x.md", "---\ndraft: true\n---\ntext\n") }, "x.md", "draft"},
		"a line that is no JSON":     {func(t *testing.T, dir string) { write(t, dir+"/x.jsonl", "{\"text\":\"a\"}\n{oops}\n") }, "x.jsonl:2", "not an article"},
		"50 MB of text": {func(t *testing.T, dir string) {
			write(t, dir+"/x.txt", strings.Repeat("All work and no play makes Jack a dull boy.\n", 50<<20/44))
		}, "x.txt", "larger than 16 MiB"},
		"50 MB on one line of JSON": {func(t *testing.T, dir string) {
			write(t, dir+"/x.jsonl", `{"text":"`+strings.Repeat("very ", 10<<20)+`"}`+"\n")
		}, "x.jsonl:1", "longer than"},
	}
	for name, test := range bad {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			write(t, dir+"/good.txt", plainPage("The good page", "bridge"))
			test.make(t, dir)
			c, err := corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{}).Read(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, a := range c.Articles {
				found = found || a.Title == "The good page"
			}
			if !found {
				t.Error("the good page is missing")
			}
			s := c.Sources[0].Skipped
			if len(s) != 1 || s[0].Name != filepath.Join(dir, test.name) || !strings.Contains(s[0].Reason, test.says) {
				t.Errorf("skipped %+v, want %s: …%s…", s, test.name, test.says)
			}
		})
	}
}

func link(t *testing.T, to, name string) { t.Helper(); must(t, os.Symlink(to, name)) }

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestAFileWithoutPermissionIsSkipped(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("the superuser may read every file")
	}
	dir := t.TempDir()
	write(t, dir+"/good.txt", plainPage("The good page", "bridge"))
	write(t, dir+"/secret.txt", plainPage("Secret", "vault"))
	must(t, os.Chmod(dir+"/secret.txt", 0))
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{}))
	expect(t, "read", c, "The good page")
	if s := c.Sources[0].Skipped; len(s) != 1 || s[0].Kept || s[0].File != s[0].Name || !strings.Contains(s[0].Reason, "permission denied") {
		t.Errorf("skipped %+v", s)
	}
}

func TestWhenNothingIsLeftTheErrorListsTheReasons(t *testing.T) {
	dir := t.TempDir()
	for i := range 12 {
		write(t, fmt.Sprintf("%s/%02d.txt", dir, i), "")
	}
	_, err := corpus.NewLoader([]corpus.Source{{Path: dir}, {Path: dir + "/missing"}}, corpus.Options{}).Read(t.Context(), nil)
	if !errors.Is(err, corpus.ErrEmpty) {
		t.Fatalf("error %v", err)
	}
	for _, want := range []string{"00.txt: the file is empty", "and 5 more"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error lacks %q: %v", want, err)
		}
	}
	_, err = corpus.NewLoader(nil, corpus.Options{}).Read(t.Context(), nil)
	if !errors.Is(err, corpus.ErrEmpty) || !strings.Contains(err.Error(), "no source") {
		t.Errorf("without sources: %v", err)
	}
}

func TestAMissingSourceDoesNotKeepTheOthersFromBeingRead(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/good.txt", plainPage("The good page", "bridge"))
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: dir + "/missing"}, {Path: dir, Kind: "docx"}, {Path: dir}}, corpus.Options{}))
	expect(t, "read", c, "The good page")
	if s := c.Sources; !strings.Contains(s[0].Err, "no such file") || !strings.Contains(s[1].Err, `"docx" is not known`) || s[2].Err != "" {
		t.Errorf("sources %+v", s)
	}
}

func TestFilesAreReadInTheOrderOfTheirPathsHoweverOften(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b/2.txt", "a.md", "b/1.html", "c.jsonl", ".hidden/x.txt", "~/backup.txt~"} {
		content := plainPage("Story "+name, name)
		switch filepath.Ext(name) {
		case ".html":
			content = storyPage("Story "+name, name)
		case ".jsonl":
			content = `{"id":7,"title":"Story c.jsonl","text":"One line."}`
		case ".md":
			content = "# " + content
		}
		write(t, filepath.Join(dir, name), content)
	}
	l := corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{})
	var ticks []string
	first, err := l.Read(t.Context(), func(done, total int) { ticks = append(ticks, fmt.Sprint(done, "/", total)) })
	must(t, err)
	expect(t, "order", first, "Story a.md", "Story b/1.html", "Story b/2.txt", "Story c.jsonl")
	if diff := cmp.Diff([]string{"0/4", "1/4", "2/4", "3/4", "4/4"}, ticks); diff != "" {
		t.Errorf("progress (-want +got):\n%s", diff)
	}
	for what, again := range map[string]*corpus.Loader{"from memory": l, "anew": corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{})} {
		if diff := cmp.Diff(first, read(t, again)); diff != "" {
			t.Errorf("%s (-first +second):\n%s", what, diff)
		}
	}
	kinds := map[string]string{}
	for _, a := range first.Articles {
		kinds[filepath.Base(a.Origin.File)] = a.Origin.Kind
	}
	if diff := cmp.Diff(map[string]string{"a.md": "markdown", "1.html": "html", "2.txt": "page", "c.jsonl": "jsonl"}, kinds); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
}

func TestChangesAreSeenWhateverTheClockSays(t *testing.T) {
	dir := t.TempDir()
	path := dir + "/a.txt"
	write(t, path, plainPage("Version one", "bridge"))
	info, err := os.Stat(path)
	must(t, err)
	l := corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{})
	expect(t, "before", read(t, l), "Version one")
	write(t, path, plainPage("Version two", "bridge")) // the same size
	must(t, os.Chtimes(path, info.ModTime(), info.ModTime()))
	write(t, dir+"/b.txt", plainPage("A new page", "canal"))
	expect(t, "after", read(t, l), "Version two", "A new page")
	must(t, os.Remove(path))
	expect(t, "removed", read(t, l), "A new page")
}

func TestTheCallerOwnsThePassages(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/a.txt", plainPage("A page", "bridge"))
	l := corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{})
	c := read(t, l)
	c.Articles[0].Passages[0].Text = "changed"
	c.Articles[0].Passages[1].Sentences = []retrieval.Span{{Start: 0, End: 1}}
	again := read(t, l).Articles[0].Passages
	if again[0].Text == "changed" || again[1].Sentences != nil {
		t.Error("a change of the caller's reached the next read")
	}
}

func TestAFileSystemOfTheCallersIsReadLikeAFolder(t *testing.T) {
	fsys := fstest.MapFS{"pages/a.txt": {Data: []byte(plainPage("A page", "bridge"))}, "other/b.txt": {Data: []byte(plainPage("Not this", "canal"))}}
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: "pages", FS: fsys, Section: "Town", Language: "vi"}}, corpus.Options{}))
	expect(t, "read", c, "A page")
	if a := c.Articles[0]; a.Section != "Town" || a.Language != "en" || a.Origin.File != "pages/a.txt" {
		t.Errorf("article %+v", a)
	}
}

func TestLinksInsideAFolderAreFollowedAndOthersWhereAllowed(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	write(t, dir+"/v1/a.txt", plainPage("Inside", "bridge"))
	write(t, elsewhere+"/b.txt", plainPage("Outside", "canal"))
	link(t, "v1/a.txt", dir+"/current.txt")
	link(t, elsewhere, dir+"/out")
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{}))
	expect(t, "kept in", c, "Inside")
	link(t, "/dev/zero", dir+"/zero")
	c = read(t, corpus.NewLoader([]corpus.Source{{Path: dir, FollowLinks: true}}, corpus.Options{}))
	expect(t, "followed", c, "Inside", "Outside")
	if s := c.Sources[0].Skipped; len(s) != 2 || !strings.Contains(s[1].Reason, "device") && !strings.Contains(s[0].Reason, "device") {
		t.Errorf("skipped %+v", s)
	}
	// The folder that is named may itself be a link.
	link(t, elsewhere, dir+".link")
	expect(t, "a folder by a link", read(t, corpus.NewLoader([]corpus.Source{{Path: dir + ".link"}}, corpus.Options{})), "Outside")
}

func TestNamesOfFilesDoNotCommandTheTerminal(t *testing.T) {
	dir := t.TempDir()
	write(t, dir+"/a\x1b]0;x\x07.txt", "Home\n\nLogin\n")
	write(t, dir+"/b\x1b[31m.txt", plainPage("A page", "bridge"))
	c := read(t, corpus.NewLoader([]corpus.Source{{Path: dir}}, corpus.Options{}))
	shown := fmt.Sprintf("%+v %s", c.Sources, c.Articles[0].Origin.File)
	if strings.ContainsAny(shown, "\x1b\x07") {
		t.Errorf("%q", shown)
	}
}
