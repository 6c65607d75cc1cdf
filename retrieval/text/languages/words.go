package languages

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Words are single words: in a file one text with spaces between them.
type Words []string

// UnmarshalYAML reads the words of a text, or of a list.
func (w *Words) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*w = strings.Fields(node.Value)
		return nil
	}
	var list []string
	if err := node.Decode(&list); err != nil {
		return err
	}
	for _, word := range list {
		if strings.Contains(word, " ") {
			return fmt.Errorf("line %d: %q is more than a word", node.Line, word)
		}
	}
	*w = list
	return nil
}

// Phrases are words or rows of words: in a file a list, or one of them alone.
type Phrases []string

// UnmarshalYAML reads a phrase or a list of them.
func (p *Phrases) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*p = Phrases{node.Value}
		return nil
	}
	return node.Decode((*[]string)(p))
}
