package record

import "strings"

// nameKeys hold a person's name or a section's.
var nameKeys = []string{"name", "displayname", "fullname", "title", "rendered", "label", "value", "#text"}

// author is who wrote it: a name, several, or objects with a name. Numbers,
// addresses and "@id" references name nobody.
func author(m map[string]any) string {
	for _, k := range authorKeys {
		if s := strings.Join(names(m[k], 0), ", "); s != "" {
			return s
		}
	}
	if embedded, ok := m["_embedded"].(map[string]any); ok {
		return strings.Join(names(embedded["author"], 0), ", ")
	}
	return ""
}

// section is the first section that is named.
func section(m map[string]any) string {
	for _, k := range sectionKeys {
		if list := names(m[k], 0); len(list) > 0 {
			return list[0]
		}
	}
	embedded, ok := m["_embedded"].(map[string]any)
	if !ok {
		return ""
	}
	if list := names(embedded["wp:term"], 0); len(list) > 0 {
		return list[0]
	}
	return ""
}

func names(v any, depth int) []string {
	if depth == maxDepth {
		return nil
	}
	switch v := v.(type) {
	case []any:
		var out []string
		for _, e := range v {
			out = append(out, names(e, depth+1)...)
		}
		return out
	case map[string]any:
		o := fold(v)
		if s := strings.TrimSpace(textOf(o["firstname"]) + " " + textOf(o["lastname"])); s != "" {
			return []string{s}
		}
		for _, k := range nameKeys {
			if list := names(o[foldKey(k)], depth+1); len(list) > 0 {
				return list
			}
		}
		return nil
	case bool:
		return nil
	}
	s := scalar(v)
	if s == "" || number(s) || strings.Contains(s, "://") || strings.Contains(s, "@") {
		return nil
	}
	return []string{s}
}
