package main

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

// Waiting after a change: a newsroom saves several files in a row, and none of
// them must wait forever for the last.
const (
	quietTime = 2 * time.Second
	waitTime  = 30 * time.Second
	// retryTime is the wait after a reload that could not begin.
	retryTime = 5 * time.Second
)

// keepFresh reloads when files change, on a schedule and at a SIGHUP, until
// the context ends. One reload runs at a time; what happens meanwhile leads to
// one more.
func (s *server) keepFresh(ctx context.Context) error {
	changed := make(<-chan struct{})
	if s.config.Reload.Watch {
		w, err := watchFiles(localPaths(s.config), quietTime, waitTime)
		if err != nil {
			s.log.Warn("changes of files are not noticed; the schedule still reloads", "error", err)
		} else if w != nil {
			defer w.close()
			changed = w.changed
		}
	}
	var due <-chan time.Time
	if s.config.Reload.Every > 0 && len(s.config.Articles) > 0 {
		tick := time.NewTicker(s.config.Reload.Every)
		defer tick.Stop()
		due = tick.C
	}
	alarm := reloadAlarm{server: s}
	why := ""
	if s.engine.Status().Opened.How != retrieval.Built {
		why = "start" // the index is of the last run
	}
	for {
		var again <-chan time.Time
		if why != "" && !alarm.reload(ctx, why) {
			again = time.After(retryTime)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.hangup:
			why = "signal"
		case <-changed:
			why = "files changed"
		case <-due:
			why = "schedule"
		case <-again:
		}
	}
}

// reloadAlarm reloads and tells the admins once when a new index is refused.
type reloadAlarm struct {
	server *server
	told   string // the refusal that they know of
}

// reload goes the way of an admin's command, so that it does the same. It
// returns false where that did not come to a reload, as while another runs.
func (r *reloadAlarm) reload(ctx context.Context, why string) bool {
	s := r.server
	before := s.engine.Status().LastReload
	reply := s.conv.Handle(ctx, bot.Message{
		Platform: bot.Console, ID: why, Private: true, Command: "reload",
		Chat: bot.NewChatKey(bot.Console, "control", ""), User: controlUser, Sent: s.app.now(),
	})
	report := s.engine.Status().LastReload
	if report == before || ctx.Err() != nil {
		return false
	}
	s.log.Info("reloaded", "why", why, "switched", report.Switched, "generation", report.Generation,
		"articles", report.To.Articles, "briefs", report.To.Briefs, "new", len(report.New), "changed", len(report.Changed),
		"removed", len(report.Removed), "skipped", len(report.Skipped), "refused", report.Refused, "took", report.Took)
	if report.Refused != "" && report.Refused != r.told {
		for _, admin := range admins(s.config) {
			s.alert(ctx, admin, reply)
		}
	}
	r.told = report.Refused
	return true
}
