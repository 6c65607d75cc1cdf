package serving

import (
	"context"
	"time"

	"articlebot/retrieval"
	"articlebot/retrieval/corpus/watch"
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
		if w := s.watch(ctx); w != nil {
			defer w.Close()
			changed = w.Changed()
		}
	}
	var due <-chan time.Time
	if s.config.Reload.Every > 0 && len(s.config.Articles) > 0 {
		tick := time.NewTicker(s.config.Reload.Every)
		defer tick.Stop()
		due = tick.C
	}
	why := ""
	if s.engine.Status().Opened.How != retrieval.Built {
		why = "start" // the index is of the last run
	}
	for {
		var again <-chan time.Time
		if why != "" && (why != "signal" && !s.readsSources() || !s.conv.Renew(ctx, why)) {
			again = time.After(retryTime)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.hangup:
			why = "signal"
			_ = s.reread() // it has logged what is wrong
		case <-changed:
			why = "files changed"
		case <-due:
			why = "schedule"
		case <-again:
		}
	}
}

// readsSources tells whether this is the replica that reads the sources. Another
// looks every retryTime whether it has become the one, and then reads them.
func (s *server) readsSources() bool { return s.library.line == nil || s.library.line.Indexes() }

// watch watches the files of the sources, as far as they can be; nil where none
// can, or where a disk does not answer.
func (s *server) watch(ctx context.Context) *watch.Watcher {
	began := make(chan *watch.Watcher, 1)
	go func() {
		w, err := watch.Files(s.config.LocalPaths(), quietTime, waitTime)
		if err != nil {
			s.log.Warn("changes of some files are not noticed; the schedule still reloads", "error", err)
		}
		began <- w
	}()
	select {
	case w := <-began:
		return w
	case <-ctx.Done():
	case <-time.After(waitTime):
		s.log.Warn("changes of files are not noticed; the schedule still reloads", "error", "a folder of the articles does not answer")
	}
	return nil
}
