// Package metrics counts what happens and writes it in Prometheus' text format,
// https://prometheus.io/docs/instrumenting/exposition_formats/. The counts are so
// few that a client library would be most of the program's dependencies.
package metrics

import (
	"fmt"
	"strconv"
	"strings"
)

// Kind is what a family of values is.
type Kind string

// The kinds.
const (
	Counter   Kind = "counter" // only grows
	Gauge     Kind = "gauge"
	histogram Kind = "histogram"
)

// Page gathers the lines of an answer to a scrape. The zero Page is empty.
type Page struct{ text strings.Builder }

// Family begins the values of one name. It must come once, before them.
func (p *Page) Family(name string, kind Kind, help string) {
	fmt.Fprintf(&p.text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, kind)
}

// Value adds a value of a family; labels are names and values by turns.
func (p *Page) Value(name string, value float64, labels ...string) {
	p.text.WriteString(name + labelled(labels) + " " + strconv.FormatFloat(value, 'g', -1, 64) + "\n")
}

// Single adds a family of one value without labels.
func (p *Page) Single(name string, kind Kind, help string, value float64) {
	p.Family(name, kind, help)
	p.Value(name, value)
}

// String is the page so far.
func (p *Page) String() string { return p.text.String() }

// escaper escapes a label's value.
var escaper = strings.NewReplacer(`\`, `\\`, "\n", `\n`, `"`, `\"`)

func labelled(labels []string) string {
	var parts []string
	for i := 0; i+1 < len(labels); i += 2 {
		parts = append(parts, labels[i]+`="`+escaper.Replace(labels[i+1])+`"`)
	}
	if parts == nil {
		return ""
	}
	return "{" + strings.Join(parts, ",") + "}"
}
