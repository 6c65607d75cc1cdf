package discordtest

import (
	"fmt"
	"unicode/utf8"
)

// Invalid says what Discord would refuse a message's JSON for, "" for nothing.
func Invalid(raw []byte) string { return invalid(object(raw)) }

// invalid returns what Discord would refuse a message for, "" for nothing:
// the limits of https://discord.com/developers/docs/resources/message#embed-object-embed-limits
// and https://discord.com/developers/docs/components/reference.
func invalid(m map[string]any) string {
	v := &validator{seen: map[string]bool{}}
	v.atMost("content", m["content"], 2000)
	embeds, _ := m["embeds"].([]any)
	v.count("embeds", len(embeds), 10)
	for _, e := range embeds {
		v.embed(object2(e))
	}
	v.count("embeds total", v.total, 6000)
	rows, _ := m["components"].([]any)
	v.count("components", len(rows), 5)
	for _, r := range rows {
		v.row(object2(r))
	}
	choices, _ := m["choices"].([]any)
	v.count("choices", len(choices), 25)
	for _, c := range choices {
		v.between("choice name", object2(c)["name"], 1, 100)
		v.between("choice value", object2(c)["value"], 1, 100)
	}
	return v.problem
}

type validator struct {
	problem string
	total   int
	seen    map[string]bool
}

func (v *validator) count(what string, n, most int) {
	if n > most && v.problem == "" {
		v.problem = fmt.Sprintf("%s: %d, at most %d", what, n, most)
	}
}

func (v *validator) atMost(what string, x any, most int) int {
	s, _ := x.(string)
	n := utf8.RuneCountInString(s)
	v.count(what, n, most)
	return n
}

func (v *validator) between(what string, x any, least, most int) {
	if v.atMost(what, x, most) < least && v.problem == "" {
		v.problem = what + ": required"
	}
}

func (v *validator) embed(e map[string]any) {
	v.total += v.atMost("title", e["title"], 256)
	v.total += v.atMost("description", e["description"], 4096)
	v.total += v.atMost("footer", object2(e["footer"])["text"], 2048)
	v.total += v.atMost("author", object2(e["author"])["name"], 256)
	fields, _ := e["fields"].([]any)
	v.count("fields", len(fields), 25)
	for _, f := range fields {
		v.between("field name", object2(f)["name"], 1, 256)
		v.between("field value", object2(f)["value"], 1, 1024)
		v.total += v.atMost("", object2(f)["name"], 256) + v.atMost("", object2(f)["value"], 1024)
	}
}

func (v *validator) row(r map[string]any) {
	parts, _ := r["components"].([]any)
	v.count("row", len(parts), 5)
	if len(parts) == 0 && v.problem == "" {
		v.problem = "row: empty"
	}
	for _, p := range parts {
		c := object2(p)
		id, _ := c["custom_id"].(string)
		if c["url"] == nil {
			v.between("custom_id", id, 1, 100)
			if v.seen[id] && v.problem == "" {
				v.problem = "custom_id: duplicated"
			}
			v.seen[id] = true
		}
		v.atMost("label", c["label"], 80)
		v.atMost("url", c["url"], 512)
		v.atMost("placeholder", c["placeholder"], 150)
		options, _ := c["options"].([]any)
		v.count("options", len(options), 25)
		values := map[any]bool{}
		for _, o := range options {
			o := object2(o)
			v.between("option label", o["label"], 1, 100)
			v.between("option value", o["value"], 1, 100)
			v.atMost("option description", o["description"], 100)
			if values[o["value"]] && v.problem == "" {
				v.problem = "option value: duplicated"
			}
			values[o["value"]] = true
		}
	}
}

func object2(x any) map[string]any {
	m, _ := x.(map[string]any)
	return m
}
