package parse

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"articlebot/retrieval/text"
)

// front is the front matter of a Markdown file.
type front struct {
	id, title, section, author, language, url string
	published                                 time.Time
	draft                                     bool
}

var (
	yamlFence = regexp.MustCompile(`^---[ \t]*\n(?s:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)`)
	tomlFence = regexp.MustCompile(`^\+\+\+[ \t]*\n(?s:(.*?)\n)??\+\+\+[ \t]*(?:\n|$)`)
	tomlLine  = regexp.MustCompile(`(?m)^([\w-]+)[ \t]*=[ \t]*(.+?)[ \t]*$`)
)

// maxFront bounds the front matter, because YAML can be made costly to read.
const maxFront = 64 << 10

// frontMatter divides a file into its front matter, YAML between "---" or
// simple TOML between "+++", and the rest.
func frontMatter(content string, paper Paper) (front, string, error) {
	content = strings.TrimLeft(unixLines(content), "\n")
	head := content[:min(len(content), maxFront)]
	values := map[string]any{}
	if at := yamlFence.FindStringSubmatchIndex(head); at != nil && at[2] >= 0 {
		if err := yaml.Unmarshal([]byte(head[at[2]:at[3]]), &values); err != nil {
			return front{}, "", fmt.Errorf("the front matter is no YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
		}
		content = content[at[1]:]
	} else if at := tomlFence.FindStringSubmatchIndex(head); at != nil && at[2] >= 0 {
		for _, m := range tomlLine.FindAllStringSubmatch(head[at[2]:at[3]], -1) {
			values[m[1]] = tomlValue(m[2])
		}
		content = content[at[1]:]
	}
	f, err := newFront(values, paper)
	return f, content, err
}

// tomlValue reads a string, the first string of a list, or a bare value.
func tomlValue(s string) any {
	s = strings.TrimSpace(strings.Trim(s, "[]"))
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') {
		if end := strings.IndexByte(s[1:], s[0]); end >= 0 {
			return s[1 : end+1]
		}
	}
	return s
}

// newFront reads the names that static site generators use.
func newFront(values map[string]any, paper Paper) (front, error) {
	lower := make(map[string]any, len(values))
	for k, v := range values {
		lower[strings.ToLower(k)] = v
	}
	get := func(names ...string) string {
		for _, n := range names {
			if s := joined(lower[n]); s != "" {
				return s
			}
		}
		return ""
	}
	f := front{
		id:       get("id"),
		title:    get("title", "headline"),
		section:  firstListed(lower["section"], lower["category"], lower["categories"]),
		author:   get("author", "authors", "byline"),
		language: get("language", "lang", "locale"),
		draft:    get("draft") == "true",
	}
	for _, name := range []string{"url", "canonical", "canonical_url", "canonicalurl", "permalink", "link"} {
		if f.url = canonicalURL(get(name)); f.url != "" {
			break
		}
	}
	if date := get("published", "date", "publishdate", "pubdate", "published_at", "created"); date != "" {
		var ok bool
		if f.published, ok = paper.date(date); !ok {
			return f, fmt.Errorf("the date %q of the front matter is not understood; write 2026-01-31", date)
		}
	}
	return f, nil
}

// joined reads a value of front matter as text: a scalar, a list of names, or
// objects with a name.
func joined(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return text.Clean(v)
	case time.Time:
		return v.Format(time.RFC3339)
	case []any:
		var out []string
		for _, e := range v {
			if s := joined(e); s != "" {
				out = append(out, s)
			}
		}
		return strings.Join(out, ", ")
	case map[string]any:
		return joined(v["name"])
	}
	return text.Clean(fmt.Sprint(v))
}

// firstListed is the first value there is; of a list its first member.
func firstListed(values ...any) string {
	for _, v := range values {
		if list, ok := v.([]any); ok && len(list) > 0 {
			v = list[0]
		}
		if s := joined(v); s != "" {
			return s
		}
	}
	return ""
}
