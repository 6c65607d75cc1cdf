package main

import (
	"articlebot/retrieval/engine"
	"context"
	"io"
	"log/slog"
	"time"

	"articlebot/config"
)

// app is the program with all that it touches.
type app struct {
	env            config.Environment
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time
	level          slog.LevelVar  // of the log
	remembered     engine.Encoder // that a fit asks more than once
}

// run carries out the command that args name. Its error is a usageError where
// the command itself is wrong.
func run(ctx context.Context, args []string, env config.Environment, stdin io.Reader, stdout, stderr io.Writer) error {
	a := &app{env: env, stdin: stdin, stdout: stdout, stderr: stderr, now: time.Now}
	if len(args) == 0 {
		return a.help(nil)
	}
	name, rest := args[0], args[1:]
	if alias, ok := aliases[name]; ok {
		name = alias
	}
	v, ok := lookUp(name)
	if !ok {
		return unknownVerb(name)
	}
	o, err := v.parse(rest)
	if err != nil {
		return err
	}
	if o.help {
		return a.help([]string{v.name})
	}
	return v.run(a, ctx, o)
}
