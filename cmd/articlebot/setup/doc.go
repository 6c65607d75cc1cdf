// Package setup is what is done before and beside serving: a first settings file
// (init), the settings in force (config), the tables of a shared state (migrate),
// and what is kept, packed up and brought back (backup, restore).
package setup

import "articlebot/cmd/articlebot/cli"

// app is the program with the commands that set it up.
type app struct{ *cli.App }
