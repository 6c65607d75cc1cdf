package main

import (
	"context"

	"articlebot/config/nearest"
)

// verb is one thing the program does.
type verb struct {
	name    string
	args    string // what follows the flags, for the usage line
	summary string // one line in the list of verbs
	about   string // what to know before using it
	example string // a command that works when pasted
	flags   []string
	// wordless verbs take no arguments besides flags.
	wordless bool
	run      func(a *app, ctx context.Context, o options) error
}

// verbs returns all verbs, in the order in which a newcomer needs them.
func verbs() []verb {
	return []verb{
		askVerb, chatVerb, initVerb, indexVerb, serveVerb, reloadVerb, healthVerb, backupVerb, restoreVerb, migrateVerb, evalVerb, configVerb,
		completionVerb(), versionVerb, helpVerb(),
	}
}

// aliases are what people type from habit.
var aliases = map[string]string{"--help": "help", "-help": "help", "-h": "help", "--version": "version", "-version": "version", "-v": "version"}

// lookUp finds a verb by name.
func lookUp(name string) (verb, bool) {
	for _, v := range verbs() {
		if v.name == name {
			return v, true
		}
	}
	return verb{}, false
}

// verbNames lists all of them.
func verbNames() []string {
	var names []string
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	return names
}

func unknownVerb(name string) error {
	if near, ok := nearest.To(name, verbNames()); ok {
		return usagef("help", "there is no command %q; did you mean %q?", name, near)
	}
	return usagef("help", "there is no command %q; to ask a question: articlebot ask %q", name, name)
}
