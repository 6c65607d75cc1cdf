package cli

import "context"

// Verb is one thing the program does.
type Verb struct {
	Name    string
	Args    string // what follows the flags, for the usage line
	Summary string // one line in the list of verbs
	About   string // what to know before using it
	Example string // a command that works when pasted
	Flags   []string
	// wordless verbs take no arguments besides flags.
	Wordless bool
	Run      func(a *App, ctx context.Context, o Options) error
}
