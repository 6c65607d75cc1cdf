package config

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"articlebot/config/nearest"
)

// fileReader takes the settings of one YAML file into a Config.
type fileReader struct {
	file     string
	settings map[string]setting
	keys     []string
	config   *Config
	problems Problems
}

// readFile takes what the file's text sets.
func (c *Config) readFile(file string, data []byte) Problems {
	r := fileReader{file: file, settings: map[string]setting{}, config: c}
	for _, s := range c.settings() {
		r.settings[s.key] = s
		r.keys = append(r.keys, s.key)
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return Problems{{Where: file, Fix: strings.TrimPrefix(err.Error(), "yaml: ")}}
	}
	if len(doc.Content) > 0 {
		r.mapping("", doc.Content[0])
	}
	return r.problems
}

// mapping reads the settings below prefix, which is "" or ends in a dot.
func (r *fileReader) mapping(prefix string, n *yaml.Node) {
	if n.Tag == "!!null" {
		return // a section with everything in it commented out
	}
	if n.Kind != yaml.MappingNode {
		r.problem(n, strings.TrimSuffix(prefix, "."), "write its settings below it, as \"key: value\", indented")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := prefix+n.Content[i].Value, n.Content[i+1]
		s, known := r.settings[key]
		switch {
		case seen[key]:
			r.problem(n.Content[i], key, "stands here for the second time; keep one")
		case known:
			r.set(s, value)
		case r.isSection(key):
			r.mapping(key+".", value)
		default:
			r.problem(n.Content[i], key, r.unknown(key))
		}
		seen[key] = true
	}
}

func (r *fileReader) isSection(key string) bool {
	for _, k := range r.keys {
		if strings.HasPrefix(k, key+".") {
			return true
		}
	}
	return false
}

// unknown says what may have been meant by a key that does not exist.
func (r *fileReader) unknown(key string) string {
	if k, ok := nearest.To(key, r.keys); ok {
		return "no such setting; did you mean " + k + "?"
	}
	return "no such setting; \"articlebot config --example\" shows all there are"
}

// set reads one setting's value.
func (r *fileReader) set(s setting, n *yaml.Node) {
	if n.Tag == "!!null" {
		return // "key:" with nothing after it leaves the default
	}
	var err error
	switch v := s.value.(type) {
	case *[]Source:
		*v, err = sourcesOf(n)
	case *[]string:
		*v, err = stringsOf(n)
	default:
		if n.Kind != yaml.ScalarNode {
			err = errors.New("write one value, not a list or more settings")
		} else {
			err = parse(s.value, n.Value)
		}
	}
	if err != nil {
		r.problem(n, s.key, err.Error())
		r.problems[len(r.problems)-1].Value = shown(s, n.Value)
		return
	}
	r.config.origins[s.key] = r.at(n)
}

func (r *fileReader) at(n *yaml.Node) string { return fmt.Sprintf("%s:%d", r.file, n.Line) }

func (r *fileReader) problem(n *yaml.Node, key, fix string) {
	r.problems = append(r.problems, Problem{Key: key, Where: r.at(n), Fix: fix})
}

// stringsOf reads a list, or one string with commas as the environment has it.
func stringsOf(n *yaml.Node) ([]string, error) {
	if n.Kind == yaml.ScalarNode {
		return splitList(n.Value), nil
	}
	if n.Kind != yaml.SequenceNode {
		return nil, errors.New("write a list: [one, two]")
	}
	var list []string
	for _, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			return nil, fmt.Errorf("write plain values in the list; see line %d", item.Line)
		}
		list = append(list, item.Value)
	}
	return list, nil
}

// sourcesOf reads a list of sources: paths, or mappings with a path.
func sourcesOf(n *yaml.Node) ([]Source, error) {
	if n.Kind == yaml.ScalarNode {
		var list []Source
		err := parse(&list, n.Value)
		return list, err
	}
	if n.Kind != yaml.SequenceNode {
		return nil, errors.New("write a list of paths, or of \"path:\" and \"kind:\"")
	}
	var list []Source
	for _, item := range n.Content {
		s, err := sourceOf(item)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

// sourceOf reads one source.
func sourceOf(n *yaml.Node) (Source, error) {
	if n.Kind == yaml.ScalarNode {
		return Source{Path: n.Value}, nil
	}
	if n.Kind != yaml.MappingNode {
		return Source{}, fmt.Errorf("write a path, or \"path:\" and \"kind:\"; see line %d", n.Line)
	}
	var s Source
	fields := map[string]any{}
	for _, f := range s.fields() {
		fields[f.key] = f.value
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		field, ok := fields[key.Value]
		if !ok {
			return Source{}, fmt.Errorf("a source has no %q, only %s; see line %d", key.Value, sourceFields(), key.Line)
		}
		if err := parse(field, value.Value); err != nil {
			return Source{}, fmt.Errorf("its %s is %s: %w; see line %d", key.Value, quoteShort(value.Value), err, value.Line)
		}
	}
	return s, nil
}

// sourceFields lists the parts of a source for a message.
func sourceFields() string {
	var names []string
	for _, f := range new(Source).fields() {
		names = append(names, f.key)
	}
	return strings.Join(names, ", ")
}
