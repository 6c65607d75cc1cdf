package config

import "strings"

// Problem is one thing wrong with the configuration.
type Problem struct {
	// Key is the setting ("telegram.api_url"), "" if it concerns none.
	Key string
	// Value is what it was set to; never a secret's.
	Value string
	// Where names the file and line or the environment variable it came from,
	// "" for a default.
	Where string
	// Fix says what is wrong and what to write instead.
	Fix string
}

// String is one line for the operator.
func (p Problem) String() string {
	var b strings.Builder
	if p.Where != "" {
		b.WriteString(p.Where + ": ")
	}
	if p.Key != "" {
		b.WriteString(p.Key)
		if p.Value != "" {
			b.WriteString(" is " + quoteShort(p.Value))
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Fix)
	return b.String()
}

// Problems is the error of a configuration: everything wrong with it at once.
type Problems []Problem

// Error lists the problems, one a line.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return "read configuration:\n  " + strings.Join(lines, "\n  ")
}

// maxShownRunes keeps a value that is a pasted page out of the message.
const maxShownRunes = 60

// quoteShort quotes s, shortened, with control characters escaped.
func quoteShort(s string) string {
	if r := []rune(s); len(r) > maxShownRunes {
		s = string(r[:maxShownRunes]) + "…"
	}
	return quote(s)
}
