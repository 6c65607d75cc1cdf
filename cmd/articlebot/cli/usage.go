package cli

import (
	"fmt"
	"io"
	"strings"
)

// flagColumn is where the text about a flag begins.
const flagColumn = 20

// WriteUsage writes all about a verb.
func (v Verb) WriteUsage(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage: articlebot %s", v.Name)
	defs := v.DefsOf()
	for _, d := range defs {
		fmt.Fprintf(&b, " [%s]", d.usage())
	}
	if v.Args != "" {
		b.WriteString(" " + v.Args)
	}
	fmt.Fprintf(&b, "\n\n%s\n", sentence(v.Summary))
	if v.About != "" {
		fmt.Fprintf(&b, "%s\n", v.About)
	}
	if len(defs) > 0 {
		b.WriteByte('\n')
	}
	for _, d := range defs {
		indent := "\n" + strings.Repeat(" ", flagColumn+2)
		doc := strings.ReplaceAll(d.Doc, "\n", indent)
		if len(d.usage()) >= flagColumn { // there is no room beside it
			doc = indent + doc
		}
		fmt.Fprintf(&b, "  %-*s%s\n", flagColumn, d.usage(), doc)
	}
	if v.Example != "" {
		fmt.Fprintf(&b, "\nExample:\n  %s\n", strings.ReplaceAll(v.Example, "\n", "\n  "))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// usage is the flag as it is typed.
func (d Flag) usage() string {
	if d.Value == "" {
		return "--" + d.Name
	}
	return "--" + d.Name + " " + d.Value
}

// sentence makes a summary one.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
