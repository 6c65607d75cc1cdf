package indexing

import (
	"context"
	"errors"
	"fmt"
	"io"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/control"
	"articlebot/cmd/articlebot/cli"
)

// ReloadVerb is the command reload.
var ReloadVerb = cli.Verb{
	Name: "reload", Wordless: true, Flags: []string{"dry", "force", "back", "json", "config"},
	Summary: "make the bot that is running here read its settings and articles again",
	About: "It reaches the bot through the data directory (data_dir), which must be the same\n" +
		"as the bot's. The old index answers until the new one is whole and checked.",
	Example: "ARTICLEBOT_DATA_DIR=data articlebot reload --dry",
	Run:     func(a *cli.App, ctx context.Context, o cli.Options) error { return (&app{a}).reload(ctx, o) },
}

// ErrNotReloaded is a command that did not come to a reload: another runs, or
// there is nothing to return to.
var ErrNotReloaded = errors.New("nothing was reloaded")

// errRefused is a reload that left the old index in place.
var errRefused = errors.New("the new index was refused; the old one keeps answering")

func (a *app) reload(ctx context.Context, o cli.Options) error {
	path, arg, err := reloadCommand(o)
	if err != nil {
		return err
	}
	c, err := a.LoadConfig(o)
	if err != nil {
		return err
	}
	if c.DataDir == "" {
		return cli.WithHint(errors.New("there is no data directory in which to find the running bot"),
			"set ARTICLEBOT_DATA_DIR as for serve, or send the bot a SIGHUP")
	}
	var last control.Line
	style := console.DetectStyle(a.Stdout, a.Env.Get)
	err = control.Call(ctx, c.DataDir, path, arg, func(l control.Line) {
		last = l
		switch {
		case o.JSON || l.Done && l.Report == nil:
		case l.Done:
			_, _ = io.WriteString(a.Stdout, console.Render(l.Reply, style))
		default:
			a.showProgress(l.Reply)
		}
	})
	if err != nil {
		return cli.WithHint(err, "is articlebot serve running with data_dir %s?", c.DataDir)
	}
	if last.Report == nil {
		return fmt.Errorf("%w: %s", ErrNotReloaded, console.Line(last.Reply.Text))
	}
	if o.JSON {
		if err := cli.PrintJSON(a.Stdout, cli.NewReport(*last.Report)); err != nil {
			return err
		}
	}
	if !last.Report.Dry && last.Report.Refused != "" {
		return cli.WithHint(errRefused, "articlebot reload --force overrules the checks")
	}
	return nil
}

// reloadCommand is the control request that the flags ask for.
func reloadCommand(o cli.Options) (path, arg string, err error) {
	switch {
	case o.Back && (o.Dry || o.Force), o.Dry && o.Force:
		return "", "", cli.Usagef("reload", "write one of --dry, --force and --back")
	case o.Back:
		return "/rollback", "", nil
	case o.Dry:
		return "/reload", "dry", nil
	case o.Force:
		return "/reload", "force", nil
	}
	return "/reload", "", nil
}

// showProgress replaces the line about the running reload on a terminal.
func (a *app) showProgress(r bot.Reply) {
	if _, ok := console.Terminal(a.Stderr); ok {
		_, _ = io.WriteString(a.Stderr, cli.EraseLine+console.Line(r.Text))
	}
}
