// Package cli is the command line, without what any command does: verbs and their
// flags, the settings that they make, the log, the progress line, and the form in
// which results and errors are written.
package cli

import (
	"io"
	"log/slog"
	"time"

	"articlebot/config"
)

// App is the program with all that it touches: nothing below takes its
// environment, its streams or its clock from elsewhere.
type App struct {
	Env            config.Environment
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Build          Build
	level          slog.LevelVar // of the log
}
