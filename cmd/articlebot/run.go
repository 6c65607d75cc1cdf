package main

import (
	"context"
	"io"
	"time"

	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
)

// run carries out the command that args name. Its error is a cli.UsageError where
// the command itself is wrong.
func run(ctx context.Context, args []string, env config.Environment, stdin io.Reader, stdout, stderr io.Writer) error {
	a := &cli.App{Env: env, Stdin: stdin, Stdout: stdout, Stderr: stderr, Now: time.Now, Build: cli.ReadBuild(release)}
	if len(args) == 0 {
		return help(a, nil)
	}
	name, rest := args[0], args[1:]
	if alias, ok := aliases[name]; ok {
		name = alias
	}
	v, ok := lookUp(name)
	if !ok {
		return unknownVerb(name)
	}
	o, err := v.Parse(rest)
	if err != nil {
		return err
	}
	if o.Help {
		return help(a, []string{v.Name})
	}
	return v.Run(a, ctx, o)
}
