package main

import (
	"articlebot/cmd/articlebot/asking"
	"articlebot/cmd/articlebot/cli"
	"articlebot/cmd/articlebot/indexing"
	"articlebot/cmd/articlebot/measuring"
	"articlebot/cmd/articlebot/serving"
	"articlebot/cmd/articlebot/setup"
	"articlebot/config/nearest"
)

// verbs returns all verbs, in the order in which a newcomer needs them.
func verbs() []cli.Verb {
	return []cli.Verb{
		asking.Verb, asking.ChatVerb, setup.InitVerb, indexing.Verb, serving.Verb, indexing.ReloadVerb, serving.HealthVerb, setup.BackupVerb, setup.RestoreVerb, setup.MigrateVerb, measuring.Verb, setup.ConfigVerb,
		completionVerb(), versionVerb, helpVerb(),
	}
}

// aliases are what people type from habit.
var aliases = map[string]string{"--help": "help", "-help": "help", "-h": "help", "--version": "version", "-version": "version", "-v": "version"}

// lookUp finds a verb by name.
func lookUp(name string) (cli.Verb, bool) {
	for _, v := range verbs() {
		if v.Name == name {
			return v, true
		}
	}
	return cli.Verb{}, false
}

// verbNames lists all of them.
func verbNames() []string {
	var names []string
	for _, v := range verbs() {
		names = append(names, v.Name)
	}
	return names
}

func unknownVerb(name string) error {
	if near, ok := nearest.To(name, verbNames()); ok {
		return cli.Usagef("help", "there is no command %q; did you mean %q?", name, near)
	}
	return cli.Usagef("help", "there is no command %q; to ask a question: articlebot ask %q", name, name)
}
