package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/bot/control"
)

var reloadVerb = verb{
	name: "reload", wordless: true, flags: []string{"dry", "force", "back", "json", "config"},
	summary: "make the bot that is running here read its settings and articles again",
	about: "It reaches the bot through the data directory (data_dir), which must be the same\n" +
		"as the bot's. The old index answers until the new one is whole and checked.",
	example: "ARTICLEBOT_DATA_DIR=data articlebot reload --dry",
	run:     (*app).reload,
}

// errNotReloaded is a command that did not come to a reload: another runs, or
// there is nothing to return to.
var errNotReloaded = errors.New("nothing was reloaded")

// errRefused is a reload that left the old index in place.
var errRefused = errors.New("the new index was refused; the old one keeps answering")

func (a *app) reload(ctx context.Context, o options) error {
	path, arg, err := o.reloadCommand()
	if err != nil {
		return err
	}
	c, err := a.loadConfig(o)
	if err != nil {
		return err
	}
	if c.DataDir == "" {
		return withHint(errors.New("there is no data directory in which to find the running bot"),
			"set ARTICLEBOT_DATA_DIR as for serve, or send the bot a SIGHUP")
	}
	var last control.Line
	style := console.DetectStyle(a.stdout, a.env.Get)
	err = control.Call(ctx, c.DataDir, path, arg, func(l control.Line) {
		last = l
		switch {
		case o.json || l.Done && l.Report == nil:
		case l.Done:
			_, _ = io.WriteString(a.stdout, console.Render(l.Reply, style))
		default:
			a.showProgress(l.Reply)
		}
	})
	if err != nil {
		return withHint(err, "is articlebot serve running with data_dir %s?", c.DataDir)
	}
	if last.Report == nil {
		return fmt.Errorf("%w: %s", errNotReloaded, console.Line(last.Reply.Text))
	}
	if o.json {
		if err := printJSON(a.stdout, newJSONReport(*last.Report)); err != nil {
			return err
		}
	}
	if !last.Report.Dry && last.Report.Refused != "" {
		return withHint(errRefused, "articlebot reload --force overrules the checks")
	}
	return nil
}

// reloadCommand is the control request that the flags ask for.
func (o options) reloadCommand() (path, arg string, err error) {
	switch {
	case o.back && (o.dry || o.force), o.dry && o.force:
		return "", "", usagef("reload", "write one of --dry, --force and --back")
	case o.back:
		return "/rollback", "", nil
	case o.dry:
		return "/reload", "dry", nil
	case o.force:
		return "/reload", "force", nil
	}
	return "/reload", "", nil
}

// showProgress replaces the line about the running reload on a terminal.
func (a *app) showProgress(r bot.Reply) {
	if _, ok := console.Terminal(a.stderr); ok {
		_, _ = io.WriteString(a.stderr, eraseLine+console.Line(r.Text))
	}
}
