// Command articlebot answers people's questions about a newspaper's articles
// with the paper's own words: on Telegram, on Discord and in a terminal.
//
//	articlebot ask "how many files did na hy commune resolve ahead of schedule"
//	articlebot help
package main

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // a paper's time zone is known on machines that have none

	"articlebot/cmd/articlebot/cli"
)

// Exit codes, as scripts rely on them.
const (
	exitFailed = 1
	exitUsage  = 2
)

// main runs the program. The first interrupt ends the work under way, the
// second the process.
func main() {
	ctx, restore := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, restore)
	err := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	if err == nil {
		return
	}
	cli.Complain(os.Stderr, err)
	if errors.As(err, new(cli.UsageError)) {
		os.Exit(exitUsage)
	}
	os.Exit(exitFailed)
}
