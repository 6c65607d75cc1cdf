package main

import (
	"context"
	"errors"
	"io"

	"articlebot/bot"
	"articlebot/bot/console"
	"articlebot/retrieval"
)

var reloadVerb = verb{
	name: "reload", wordless: true, flags: []string{"dry", "force", "back", "json", "config"},
	summary: "make the bot that is running here read its articles again",
	about: "It reaches the bot through the data directory (data_dir), which must be the same\n" +
		"as the bot's. The old index answers until the new one is whole and checked.",
	example: "ARTICLEBOT_DATA_DIR=data articlebot reload --dry",
	run:     (*app).reload,
}

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
	var last controlLine
	style := console.DetectStyle(a.stdout, a.getenv)
	err = callControl(ctx, c.DataDir, path, arg, func(l controlLine) {
		last = l
		if !o.json && l.Done {
			_, _ = io.WriteString(a.stdout, console.Render(l.Reply, style))
		} else if !o.json {
			a.showProgress(l.Reply)
		}
	})
	if err != nil {
		return withHint(err, "is articlebot serve running with data_dir %s?", c.DataDir)
	}
	if o.json {
		if err := printJSON(a.stdout, newJSONReport(last.Report)); err != nil {
			return err
		}
	}
	if last.Report != nil && !last.Report.Dry && last.Report.Refused != "" {
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

// jsonReport is what programs read of a reload.
type jsonReport struct {
	Switched   bool             `json:"switched"`
	Dry        bool             `json:"dry"`
	Generation string           `json:"generation"`
	Before     string           `json:"before"`
	From       retrieval.Counts `json:"from"`
	To         retrieval.Counts `json:"to"`
	New        []string         `json:"new"` // titles
	Changed    []string         `json:"changed"`
	Removed    []string         `json:"removed"`
	Skipped    []jsonSkip       `json:"skipped"`
	Refused    string           `json:"refused,omitempty"`
	TookMS     float64          `json:"took_ms"`
}

func newJSONReport(r *retrieval.Report) jsonReport {
	if r == nil {
		r = &retrieval.Report{}
	}
	j := jsonReport{
		Switched: r.Switched, Dry: r.Dry, Generation: string(r.Generation), Before: string(r.Before),
		From: r.From, To: r.To, New: titlesOf(r.New), Changed: titlesOf(r.Changed), Removed: titlesOf(r.Removed),
		Skipped: []jsonSkip{}, Refused: r.Refused, TookMS: rounded(r.Took.Seconds() * 1e3),
	}
	for _, s := range r.Skipped {
		j.Skipped = append(j.Skipped, jsonSkip(s))
	}
	return j
}

func titlesOf(list []retrieval.Summary) []string {
	titles := []string{}
	for _, s := range list {
		titles = append(titles, s.Title)
	}
	return titles
}
