package record

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"go.yaml.in/yaml/v3"
)

// maxFront bounds the front matter in bytes; that of articles has a few
// hundred.
const maxFront = 64 << 10

// maxValues bounds the values of front matter in YAML, which can repeat some
// without writing them again.
const maxValues = 10_000

var (
	yamlFence = regexp.MustCompile(`^---[ \t]*\n(?s:(.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)`)
	tomlFence = regexp.MustCompile(`^\+\+\+[ \t]*\n(?s:(.*?)\n)??\+\+\+[ \t]*(?:\n|$)`)
)

// Front divides the text of a file, with Unix line ends, into the values of its
// front matter and what follows: YAML between "---", TOML between "+++" or a
// JSON object. Without front matter there are no values.
func Front(content string) (values map[string]any, rest string, err error) {
	content = strings.TrimLeft(content, "\n")
	head := content[:min(len(content), maxFront)]
	if at := yamlFence.FindStringSubmatchIndex(head); at != nil {
		if at[2] >= 0 {
			values, err = frontYAML(head[at[2]:at[3]])
		}
		return values, content[at[1]:], err
	}
	if at := tomlFence.FindStringSubmatchIndex(head); at != nil {
		if at[2] >= 0 {
			values, err = frontTOML(head[at[2]:at[3]])
		}
		return values, content[at[1]:], err
	}
	if strings.HasPrefix(head, "{") && !strings.HasPrefix(head, "{{") && !strings.HasPrefix(head, "{%") {
		return frontJSON(content, head)
	}
	return nil, content, nil
}

func frontJSON(content, head string) (map[string]any, string, error) {
	dec := json.NewDecoder(strings.NewReader(head))
	dec.UseNumber()
	var values map[string]any
	if err := dec.Decode(&values); err != nil {
		return nil, "", fmt.Errorf("the front matter is no JSON (%w); correct it, or write the article without", err)
	}
	return values, content[dec.InputOffset():], nil
}

func frontTOML(s string) (map[string]any, error) {
	var values map[string]any
	if err := toml.Unmarshal([]byte(s), &values); err != nil {
		return nil, fmt.Errorf("the front matter is no TOML (%w); correct it, texts stand in quotes", err)
	}
	return values, nil
}

// frontYAML reads every scalar as it is written: what is a date, a number or
// a truth is told where it is used. Of a key that stands there twice the first
// is taken, as most generators let it be.
func frontYAML(s string) (map[string]any, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(s), &doc); err != nil {
		return nil, fmt.Errorf("the front matter is no YAML (%s); correct it, a text with a colon or a bracket stands in quotes", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	budget := maxValues
	v, err := plainYAML(doc.Content[0], &budget, 0)
	if err != nil {
		return nil, err
	}
	values, ok := v.(map[string]any)
	if !ok {
		return nil, errors.New("the front matter is no YAML of names and values; write such as title: The ferry")
	}
	return values, nil
}

var errManyValues = errors.New("the front matter is no YAML that an article has: it multiplies its values; write them out")

// plainYAML makes maps, lists and texts of a node, and counts them before it
// makes them.
func plainYAML(n *yaml.Node, budget *int, depth int) (any, error) {
	if *budget--; *budget < 0 || depth > 4*maxDepth {
		return nil, errManyValues
	}
	switch n.Kind {
	case yaml.AliasNode:
		return plainYAML(n.Alias, budget, depth+1)
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			v, err := plainYAML(n.Content[i+1], budget, depth+1)
			if err != nil {
				return nil, err
			}
			if _, twice := out[n.Content[i].Value]; !twice {
				out[n.Content[i].Value] = v
			}
		}
		return out, nil
	case yaml.SequenceNode:
		out := make([]any, 0, len(n.Content))
		for _, c := range n.Content {
			v, err := plainYAML(c, budget, depth+1)
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		return out, nil
	}
	if n.Tag == "!!null" {
		return nil, nil
	}
	return n.Value, nil
}
