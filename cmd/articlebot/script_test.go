package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain makes the program itself a command of the scripts, run as a process
// of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"articlebot": main})
}

// TestScripts plays the transcripts in testdata/script: what is typed and what
// is printed.
func TestScripts(t *testing.T) {
	models, err := filepath.Abs(filepath.Join("..", "..", "retrieval", "rank", "models"))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("COLUMNS", "72")
			e.Setenv("MODELS", models) // the rankings that ship
			return nil
		},
	})
}
