package main

import (
	"context"
	"fmt"
	"io"
	"strings"
)

func helpVerb() verb {
	return verb{
		name: "help", args: "[COMMAND]",
		summary: "tell about a command",
		example: "articlebot help ask",
		run:     func(a *app, _ context.Context, o options) error { return a.help(o.words) },
	}
}

// help writes the overview, or about one verb, to standard output.
func (a *app) help(words []string) error {
	if len(words) == 0 {
		return overview(a.stdout)
	}
	v, ok := lookUp(words[0])
	if !ok {
		return unknownVerb(words[0])
	}
	return v.usage(a.stdout)
}

func overview(w io.Writer) error {
	var b strings.Builder
	b.WriteString("articlebot answers questions about a newspaper's articles with the paper's own words.\n\nUsage: articlebot COMMAND [FLAGS] [WORDS]\n\n")
	for _, v := range verbs() {
		fmt.Fprintf(&b, "  %-10s %s\n", v.name, v.summary)
	}
	fmt.Fprintf(&b, "\nTry:\n  %s\n\nMore about a command: articlebot help COMMAND\n", askVerb.example)
	_, err := io.WriteString(w, b.String())
	return err
}

// flagColumn is where the text about a flag begins.
const flagColumn = 20

// usage writes all about a verb.
func (v verb) usage(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage: articlebot %s", v.name)
	defs := v.defsOf()
	for _, d := range defs {
		fmt.Fprintf(&b, " [%s]", d.usage())
	}
	if v.args != "" {
		b.WriteString(" " + v.args)
	}
	fmt.Fprintf(&b, "\n\n%s\n", sentence(v.summary))
	if v.about != "" {
		fmt.Fprintf(&b, "%s\n", v.about)
	}
	if len(defs) > 0 {
		b.WriteByte('\n')
	}
	for _, d := range defs {
		doc := strings.ReplaceAll(d.doc, "\n", "\n"+strings.Repeat(" ", flagColumn+2))
		fmt.Fprintf(&b, "  %-*s%s\n", flagColumn, d.usage(), doc)
	}
	if v.example != "" {
		fmt.Fprintf(&b, "\nExample:\n  %s\n", strings.ReplaceAll(v.example, "\n", "\n  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// usage is the flag as it is typed.
func (d flagDef) usage() string {
	if d.value == "" {
		return "--" + d.name
	}
	return "--" + d.name + " " + d.value
}

// sentence makes a summary one.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
