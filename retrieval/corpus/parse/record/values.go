package record

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"articlebot/retrieval/text/languages"
)

// maxDepth is how deep values may lie in others.
const maxDepth = 8

// wrappers are the keys under which an object holds the text that it stands
// for: WordPress's "rendered", the notations of XML in JSON, rich text, and one of
// the languages that are searched in.
var wrappers = sync.OnceValue(func() []string {
	keys := []string{"rendered", "html", "value", "#text", "_", "$t", "__cdata", "text", "plaintext", "content", "children", "name"}
	for _, l := range languages.Searched(languages.Builtin()) {
		keys = append(keys, l.Tag)
	}
	return append(keys, "default")
})

// textOf is the text of a value: a scalar, what an object holds, the members of
// a list as paragraphs.
func textOf(v any) string { return textAt(v, 0) }

func textAt(v any, depth int) string {
	switch v := v.(type) {
	case nil, bool:
		return ""
	case string:
		return strings.TrimSpace(v)
	case map[string]any:
		if depth == maxDepth {
			return ""
		}
		for _, k := range wrappers() {
			if s := textAt(v[k], depth+1); s != "" {
				return s
			}
		}
		return ""
	case []any:
		return joined(v, "\n\n", depth)
	}
	return scalar(v)
}

func joined(list []any, between string, depth int) string {
	if depth == maxDepth {
		return ""
	}
	var out []string
	for _, e := range list {
		if s := textAt(e, depth+1); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, between)
}

// scalar writes a number, a truth or a date of any of the decoders.
func scalar(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return strings.TrimSpace(v)
	case json.Number:
		return v.String()
	case time.Time:
		return v.Format(time.RFC3339)
	case map[string]any, []any:
		return ""
	}
	return fmt.Sprint(v)
}

// dateOf is a date as it is written. A truth is none: it says that the article
// was published, not when.
func dateOf(v any) string {
	if o, ok := v.(map[string]any); ok {
		for _, k := range []string{"$date", "date", "iso", "value", "rendered"} {
			if s := scalar(o[k]); s != "" {
				return s
			}
		}
		return ""
	}
	if s := scalar(v); !truth(s) && !untruth(s) {
		return s
	}
	return ""
}

func truth(s string) bool {
	switch strings.ToLower(s) {
	case "true", "yes", "on", "y", "1", "có":
		return true
	}
	return false
}

func untruth(s string) bool {
	switch strings.ToLower(s) {
	case "false", "no", "off", "n", "0", "không":
		return true
	}
	return false
}

// number tells a text that is a number: a database's, no word for people.
func number(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
