package dialogue

import (
	"strings"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/retrieval"
)

// guarded makes a progress function that may be called from anywhere at any
// time: calls do not overlap, and after stop they do nothing.
func guarded(show func(bot.Reply)) (progress func(bot.Reply), stop func()) {
	if show == nil {
		return nil, func() {}
	}
	var mu sync.Mutex
	stopped := false
	progress = func(r bot.Reply) {
		mu.Lock()
		defer mu.Unlock()
		if !stopped {
			show(r)
		}
	}
	stop = func() {
		mu.Lock()
		defer mu.Unlock()
		stopped = true
	}
	return progress, stop
}

// progressEvery is the least time between two preliminary replies of a long
// reload: platforms let a message be edited about once a second.
const progressEvery = 2 * time.Second

// progress shows how far a reload is, not too often.
func (b *Bot) progress(v *visit) func(retrieval.Progress) {
	if v.progress == nil {
		return nil
	}
	var last time.Time
	var stage string
	return func(p retrieval.Progress) {
		now := b.cfg.Now()
		if p.Stage == stage && now.Sub(last) < progressEvery {
			return
		}
		last, stage = now, p.Stage
		v.show(adminReply(v.t, v.t.progress(p)))
	}
}

func (t *texts) progress(p retrieval.Progress) string {
	if p.Total > 1 { // of one file there is nothing to count
		return t.Admin.ProgressOf.with("stage", t.stage(p.Stage), "done", t.number(p.Done), "total", t.number(p.Total))
	}
	return t.Admin.Progress.with("stage", t.stage(p.Stage))
}

func (t *texts) stage(name string) string {
	switch name {
	case "reading":
		return string(t.Admin.Reading)
	case "indexing":
		return string(t.Admin.Indexing)
	case "checking":
		return string(t.Admin.Checking)
	case "switching":
		return string(t.Admin.Swap)
	}
	return name
}

func (t *texts) running(p retrieval.Progress, now time.Time) string {
	stage := strings.TrimSuffix(t.progress(p), " …")
	return t.Admin.Running.with("stage", stage, "age", t.ago(now.Sub(p.Started)))
}
