package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"articlebot/cmd/articlebot/asking"
	"articlebot/cmd/articlebot/cli"
)

func helpVerb() cli.Verb {
	return cli.Verb{
		Name: "help", Args: "[COMMAND]",
		Summary: "tell about a command",
		Example: "articlebot help ask",
		Run:     func(a *cli.App, _ context.Context, o cli.Options) error { return help(a, o.Words) },
	}
}

// help writes the overview, or about one verb, to standard output.
func help(a *cli.App, words []string) error {
	if len(words) == 0 {
		return overview(a.Stdout)
	}
	v, ok := lookUp(words[0])
	if !ok {
		return unknownVerb(words[0])
	}
	return v.WriteUsage(a.Stdout)
}

func overview(w io.Writer) error {
	var b strings.Builder
	b.WriteString("articlebot answers questions about a newspaper's articles with the paper's own words.\n\nUsage: articlebot COMMAND [FLAGS] [WORDS]\n\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "  %-10s %s\n", v.Name, v.Summary)
	}
	fmt.Fprintf(&b, "\nTry:\n  %s\n\nMore about a command: articlebot help COMMAND\n", asking.Verb.Example)
	_, err := io.WriteString(w, b.String())
	return err
}
