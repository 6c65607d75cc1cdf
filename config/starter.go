package config

import (
	"slices"
	"strings"
)

// suggested are the settings that a newcomer meets first, besides those that
// have been decided.
var suggested = []string{
	"time_zone", "reload.every", "conversation.paper", "conversation.contact", "telegram.admins", "discord.admins", "http.addr",
}

// Starter returns a file with what c sets, each with what it does, and the
// settings that come next as comments. Secrets do not belong into it and are
// left out. What head says stands above all.
func (c *Config) Starter(head string) string {
	var b strings.Builder
	for line := range strings.Lines(head) {
		b.WriteString(strings.TrimRight("# "+line, " \n") + "\n")
	}
	defaults := Default()
	unset := map[string]string{}
	for _, s := range defaults.settings() {
		unset[s.key] = unredacted(s.value)
	}
	section := ""
	for _, s := range c.settings() {
		value := unredacted(s.value)
		decided := value != unset[s.key] && !s.secret()
		if !decided && !slices.Contains(suggested, s.key) {
			continue
		}
		indent, name := "", s.key
		if sec, rest, ok := strings.Cut(s.key, "."); ok {
			indent, name = "  ", rest
			if sec != section {
				b.WriteString("\n" + sec + ":\n")
				section = sec
			}
		} else {
			b.WriteByte('\n')
		}
		b.WriteString(indent + "# " + s.doc + "\n" + indent)
		if !decided {
			b.WriteString("# ")
		}
		b.WriteString(name + ": " + value + "\n")
	}
	return b.String()
}
