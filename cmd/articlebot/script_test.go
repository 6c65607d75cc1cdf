package main

import (
	"os"
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
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("COLUMNS", "72")
			return nil
		},
	})
}
