package main

import (
	"fmt"

	"articlebot/config"
)

// samplesNote says whose articles answer where nobody has named any.
const samplesNote = "These are the sample articles that are built in, not yours: articlebot init sets up your own."

// noteSamples tells a person at the machine that the sample articles answer.
// Programs know what they asked for.
func (a *app) noteSamples(c config.Config) {
	if len(c.Articles) == 0 {
		fmt.Fprintln(a.stderr, samplesNote)
	}
}
