// Package serving is the process that serves: a conversation, the platforms that it
// is held on, what keeps its articles fresh, and what it tells of itself (serve);
// and the question whether it answers (health).
package serving

import "articlebot/cmd/articlebot/cli"

// app is the program with the commands around serving.
type app struct{ *cli.App }
