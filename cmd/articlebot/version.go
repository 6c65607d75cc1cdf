package main

import (
	"context"
	"fmt"

	"articlebot/cmd/articlebot/cli"
)

var versionVerb = cli.Verb{
	Name: "version", Wordless: true, Flags: []string{"json"},
	Summary: "print the version and what it was built from",
	Example: "articlebot version",
	Run:     printVersion,
}

// release is set by the linker where a build has a name of its own:
// -ldflags "-X main.release=v1.2.3".
var release string

func printVersion(a *cli.App, _ context.Context, o cli.Options) error {
	if o.JSON {
		return cli.PrintJSON(a.Stdout, a.Build)
	}
	_, err := fmt.Fprintln(a.Stdout, a.Build)
	return err
}
