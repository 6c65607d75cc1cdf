package config

import (
	_ "embed" // for the example file
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
)

// Example is a commented file with every setting at its default.
//
//go:embed example.yaml
var Example string

// YAML returns the configuration as a file, secrets starred, each setting that
// is not the default with a comment that says where it came from.
func (c *Config) YAML() string {
	return c.write(nil, func(s setting) string { return c.origins[s.key] })
}

// Map returns the configuration as nested maps for an encoder, durations as
// text and secrets starred.
func (c *Config) Map() map[string]any {
	out := map[string]any{}
	if err := yaml.Unmarshal([]byte(c.YAML()), &out); err != nil {
		panic("internal error: own YAML does not parse: " + err.Error())
	}
	return out
}

// exampleText makes what example.yaml must hold.
func exampleText() string {
	c := Default()
	return "# Every setting of articlebot with its default. Each can also be set by the\n" +
		"# environment variable named beside it, which wins; a secret also by a file\n" +
		"# whose path stands in the variable with _FILE at its end.\n\n" +
		c.write(func(s setting) string { return s.doc }, func(s setting) string { return s.env() })
}

// write renders all settings; above and beside give the comments, nil for
// none.
func (c *Config) write(above, beside func(setting) string) string {
	var b strings.Builder
	section := ""
	for i, s := range c.settings() {
		indent, name := "", s.key
		if sec, rest, ok := strings.Cut(s.key, "."); ok {
			if sec != section {
				if i > 0 && above != nil {
					b.WriteByte('\n')
				}
				b.WriteString(sec + ":\n")
				section = sec
			}
			indent, name = "  ", rest
		}
		if above != nil {
			b.WriteString(indent + "# " + above(s) + "\n")
		}
		b.WriteString(indent + name + ": " + literal(s.value))
		if note := beside(s); note != "" {
			b.WriteString(" # " + note)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// literal returns a value as YAML on one line. Texts and lists are written as
// JSON, which YAML includes but for its line ends outside ASCII.
func literal(value any) string {
	switch v := value.(type) {
	case *string:
		return flow(shownText(*v))
	case *[]string:
		return flow(shownTexts(*v))
	case *Secret:
		return flow(v)
	case *[]Source:
		return sourceList(*v, literal)
	}
	return format(value)
}

// unredacted is literal with the secrets of addresses in it, for a file of the
// operator's own.
func unredacted(value any) string {
	switch v := value.(type) {
	case *string:
		return flow(*v)
	case *[]string:
		return flow(v)
	case *[]Source:
		return sourceList(*v, unredacted)
	}
	return literal(value)
}

func flow(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic("internal error: write setting: " + err.Error())
	}
	if text := strings.TrimSpace(b.String()); text != "null" {
		return escaped(text)
	}
	return "[]"
}

// escaped escapes what does not print, in the way that YAML reads.
func escaped(quoted string) string {
	var b strings.Builder
	for _, r := range quoted {
		switch {
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// sourceList writes sources, their parts by write: a path alone where nothing
// else is said of it.
func sourceList(sources []Source, write func(any) string) string {
	entries := make([]string, len(sources))
	for i, s := range sources {
		if s == (Source{Path: s.Path}) {
			entries[i] = write(&s.Path)
			continue
		}
		var fields []string
		for _, f := range s.fields() {
			if unset := reflect.ValueOf(f.value).Elem().IsZero(); !unset {
				fields = append(fields, f.key+": "+write(f.value))
			}
		}
		entries[i] = "{" + strings.Join(fields, ", ") + "}"
	}
	return "[" + strings.Join(entries, ", ") + "]"
}
