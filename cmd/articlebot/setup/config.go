package setup

import (
	"context"
	"io"

	"articlebot/cmd/articlebot/cli"
	"articlebot/config"
)

// ConfigVerb is the command config.
var ConfigVerb = cli.Verb{
	Name: "config", Wordless: true, Flags: []string{"config", "articles", "example", "json"},
	Summary: "print the settings in force, secrets starred",
	About: "Each setting comes from its default, the file, or its environment variable,\n" +
		"the later ones winning; where it is not the default, its origin stands beside it.",
	Example: "articlebot config --example > articlebot.yaml",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).printConfig(ctx, o) },
}

func (a *app) printConfig(_ context.Context, o cli.Options) error {
	if o.Example {
		_, err := io.WriteString(a.Stdout, config.Example)
		return err
	}
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	if o.JSON {
		return cli.PrintJSON(a.Stdout, c.Map())
	}
	_, err = io.WriteString(a.Stdout, c.YAML())
	return err
}
