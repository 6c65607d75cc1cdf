package config

import (
	"fmt"
	"os"
)

// EnvFile is the variable that names the configuration file where no flag
// does.
const EnvFile = envPrefix + "CONFIG"

// Load returns the configuration: defaults, then the file (unless it is ""),
// then the environment. A variable with our prefix that no setting has is as
// wrong as an unknown key of the file. The error is Problems if anything in them is wrong, or
// that of reading the file.
func Load(file string, env Environment) (Config, error) {
	c := Default()
	c.origins = map[string]string{}
	var problems Problems
	if file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			return Config{}, fmt.Errorf("read configuration: %w", err)
		}
		problems = append(problems, c.readFile(file, data)...)
	}
	problems = append(problems, c.readEnv(env)...)
	problems = append(problems, c.unknownVariables(env)...)
	problems = append(problems, c.problemsExcept(problems)...)
	if len(problems) > 0 {
		return Config{}, problems
	}
	return c, nil
}

// problemsExcept validates, leaving out the keys that have a problem already.
func (c *Config) problemsExcept(known Problems) Problems {
	seen := map[string]bool{}
	for _, p := range known {
		seen[p.Key] = true
	}
	var rest Problems
	for _, p := range c.Validate() {
		if !seen[p.Key] {
			rest = append(rest, p)
		}
	}
	return rest
}

// shown is a setting's value for a message, "" for a secret. A value that cannot be
// read may have a password in it all the same.
func shown(s setting, value string) string {
	if s.secret() {
		return ""
	}
	return shownText(value)
}
