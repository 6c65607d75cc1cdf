package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestNoCodeSpeaksALanguage holds that what is said, understood and offered in a
// language stands in that language's files: outside of the search, no code knows
// Vietnamese, so none has to learn of the next.
func TestNoCodeSpeaksALanguage(t *testing.T) {
	read := 0
	for _, root := range []string{"../../bot", "../../config", "../../cmd"} {
		must(t, filepath.WalkDir(root, func(name string, e fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if e.IsDir() && (e.Name() == "testdata" || strings.HasSuffix(e.Name(), "test")) {
				return fs.SkipDir
			}
			if e.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
				return nil
			}
			read++
			files := token.NewFileSet()
			f, err := parser.ParseFile(files, name, nil, 0)
			if err != nil {
				return err
			}
			for at, what := range languagesIn(f) {
				t.Errorf("%s: %s: put it into the files of the languages", files.Position(at), what)
			}
			return nil
		}))
	}
	if read < 100 {
		t.Errorf("only %d files were read", read)
	}
}

// languagesIn finds where a file names Vietnamese or has words of it.
func languagesIn(f *ast.File) map[token.Pos]string {
	found := map[token.Pos]string{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			if n.Sel.Name == "Vietnamese" {
				found[n.Pos()] = "Vietnamese by its name"
			}
		case *ast.BasicLit:
			if s, err := strconv.Unquote(n.Value); err == nil && (s == "vi" || strings.ContainsFunc(s, onlyInVietnamese)) {
				found[n.Pos()] = n.Value
			}
		}
		return true
	})
	return found
}

// onlyInVietnamese tells a letter that hardly any other language writes:
// https://www.unicode.org/charts/PDF/U1E00.pdf has them from U+1EA0.
func onlyInVietnamese(r rune) bool {
	return r >= 'Ạ' && r <= 'ỹ' || strings.ContainsRune("ăĂđĐơƠưƯ", r)
}

func TestWordsInCodeAreFound(t *testing.T) {
	for code, want := range map[string]int{
		`text.Vietnamese`: 1, `"vi"`: 1, "`còn đoạn`": 1, `"vivid"`: 0, `"naïve — “x”"`: 0, `text.English`: 0,
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "x.go", "package x\nvar x = "+code, 0)
		must(t, err)
		if got := len(languagesIn(f)); got != want {
			t.Errorf("%s: %d found", code, got)
		}
	}
}
