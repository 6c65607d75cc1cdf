// Package asking is asking at the machine: one question or many (ask), for people,
// for programs or with the reasons, and a conversation (chat).
package asking

import "articlebot/cmd/articlebot/cli"

// app is the program with the commands that ask.
type app struct{ *cli.App }
