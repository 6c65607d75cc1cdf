package config

import (
	"os"
	"runtime"
	"strings"
)

// Environment is the environment of a process as os.Environ returns it: lines
// of NAME=value.
type Environment []string

// Get returns the value of a variable, "" where there is none. Of two lines
// with one name the first counts.
func (e Environment) Get(name string) string {
	for _, line := range e {
		if n, value, _ := strings.Cut(line, "="); sameName(n, name) {
			return value
		}
	}
	return ""
}

// sameName compares as the system does.
func sameName(a, b string) bool {
	return a == b || runtime.GOOS == "windows" && strings.EqualFold(a, b)
}

// readEnv takes what the environment sets. A variable that is empty counts as
// unset, as container tools pass on variables that nobody gave a value.
func (c *Config) readEnv(env Environment) Problems {
	var problems Problems
	for _, s := range c.settings() {
		value, where, err := lookup(s, env)
		if err == nil && value != "" {
			err = parse(s.value, value)
			c.origins[s.key] = where
		}
		if err != nil {
			problems = append(problems, Problem{s.key, shown(s, value), where, err.Error()})
		}
	}
	return problems
}

// lookup returns a setting's value in the environment, "" if it has none, and
// the variable that gave it. A secret may stand in a file.
func lookup(s setting, env Environment) (value, where string, err error) {
	name := s.env()
	value = env.Get(name)
	if !s.secret() {
		return value, name, nil
	}
	path := env.Get(name + fileSuffix)
	switch {
	case path == "":
		return value, name, nil
	case value != "":
		return "", name, errBothSet{name}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return "", name + fileSuffix, err
	}
	value = strings.TrimSpace(string(data))
	if value == "" {
		return "", name + fileSuffix, errEmptyFile{path}
	}
	return value, name + fileSuffix, nil
}

// errBothSet is a secret given twice.
type errBothSet struct{ name string }

func (e errBothSet) Error() string {
	return "set either " + e.name + " or " + e.name + fileSuffix + ", not both"
}

// errEmptyFile is a secret's file with nothing in it.
type errEmptyFile struct{ path string }

func (e errEmptyFile) Error() string { return "put the secret into " + e.path + ", which is empty" }
