// Package indexing is what is done to the kept index of the articles: to read them,
// renew it and show what was understood (index), and to have the bot that is
// running do so (reload).
package indexing

import "articlebot/cmd/articlebot/cli"

// app is the program with the commands that see to the index.
type app struct{ *cli.App }
