// Package measuring is the command eval: it measures the search on sets of
// questions and conversations, compares ways of searching, and fits the ranking.
package measuring

import (
	"articlebot/cmd/articlebot/cli"
	"articlebot/retrieval/engine"
)

// app is the program while it measures.
type app struct {
	*cli.App
	remembered engine.Encoder // that a fit asks more than once
	cleared    []func() error // what was made in a search cluster, to be removed
}
