package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"articlebot/bot/discord/api"
	"articlebot/bot/internal/backoff"
	"articlebot/retrieval/clock"
)

// Event is something that happened, as Discord sent it.
type Event struct {
	Type string // "MESSAGE_CREATE"
	Data json.RawMessage

	hold func() (done func())
}

// Hold keeps the event from counting as done with until done is called: whoever
// resumes the session before that gets it again. It is called while the event is
// handled.
func (e Event) Hold() (done func()) {
	if e.hold == nil {
		return func() {}
	}
	return e.hold()
}

// Config says how to connect one shard.
type Config struct {
	Token         string // without "Bot " before it
	Intents       int
	Shard, Shards int // Shards 0 and 1 mean no sharding
	// Info asks where the gateway is and what is left of the budget.
	Info func(context.Context) (api.GatewayInfo, error)
	// Gate spaces new sessions; all shards of a bot share one.
	Gate *Gate
	// Handle takes the events in order. It must not block.
	Handle func(Event)
	// Session is what to resume first; the zero value begins anew.
	Session Session
	// Keep is told of the session up to the event before which all are done with,
	// and of another one before its first event is handled. Where it is set the
	// session is left alive at the end. Nil keeps nothing.
	Keep func(s Session, other bool)
	// Holds tells whether the shard still is this process's: where it is not nothing
	// is handled and nobody told who we are. Nil means always.
	Holds func() bool
	Log   *slog.Logger
	// Sleep waits, ending early with the context's error. Nil sleeps on the
	// real clock.
	Sleep func(context.Context, time.Duration) error
}

// Shard is one shard of the bot. Run keeps it connected; the other methods
// are safe to call meanwhile.
type Shard struct {
	cfg   Config
	log   *slog.Logger
	pulse pulse
	up    atomic.Bool
	rises atomic.Int64 // how often it came up

	progress *progress
}

// New returns a shard that is not connected yet.
func New(cfg Config) *Shard {
	s := &Shard{cfg: cfg, log: cfg.Log}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if s.cfg.Sleep == nil {
		s.cfg.Sleep = clock.Sleep
	}
	if s.cfg.Gate == nil {
		s.cfg.Gate = NewGate(s.cfg.Sleep)
	}
	if s.cfg.Holds == nil {
		s.cfg.Holds = func() bool { return true }
	}
	s.progress = newProgress(cfg.Session, cfg.Keep)
	return s
}

// Connected tells whether events arrive, and Silence for how long nothing at
// all, heartbeats included, has.
func (s *Shard) Connected() bool { return s.up.Load() }

// Reconnects is how often the shard came up again.
func (s *Shard) Reconnects() int64 { return max(0, s.rises.Load()-1) }

// Silence returns how long ago the last byte came.
func (s *Shard) Silence() time.Duration { return s.pulse.silence(time.Now()) }

// pauses are the waits after failed connections.
var pauses = backoff.Policy{First: 5 * time.Second, Last: 5 * time.Minute}

// Waits between connections.
const (
	// calm is how long a connection must last for its end to be no failure,
	// and how long ago the last quick resume must be for another.
	calm = time.Minute
	// quickWait is the longest wait before a quick resume.
	quickWait = time.Second
	// maxResumes is how often in a row a resume may fail before the session is
	// given up.
	maxResumes = 2
)

// Run keeps the shard connected until the context ends, or the shard has passed on,
// and then returns nil.
// It returns a *FatalError where reconnecting cannot help.
func (s *Shard) Run(ctx context.Context) error {
	var (
		from     = s.cfg.Session
		failures int
		resumes  int
		quick    time.Time
	)
	for ctx.Err() == nil {
		address, err := s.address(ctx, from)
		var up bool
		began := time.Now()
		if err == nil {
			resuming := from.ID != ""
			from, up, err = s.serve(ctx, address, from)
			switch {
			case up:
				resumes = 0
			case resuming && !errors.Is(err, errDial):
				resumes++
			}
		}
		if ctx.Err() != nil || errors.Is(err, errNotOurs) {
			return nil
		}
		err, resumable := judge(err)
		var f *FatalError
		if errors.As(err, &f) {
			return f
		}
		if !resumable || resumes >= maxResumes {
			from, resumes = Session{}, 0
			s.progress.begin(from)
		}
		if up && time.Since(began) >= calm {
			failures = 0
		}
		failures++
		wait := pauses.Pause(failures)
		if up && from.ID != "" && time.Since(quick) >= calm {
			quick = time.Now()
			wait = rand.N(quickWait)
		}
		s.log.Warn("discord connection ended", "shard", s.cfg.Shard, "err", err, "close_code", closeCode(err), "resumable", from.ID != "", "wait", wait.Round(time.Millisecond))
		if s.cfg.Sleep(ctx, wait) != nil {
			return nil
		}
	}
	return nil
}

// address returns where to connect. A new session first takes its turn and
// something of the budget.
func (s *Shard) address(ctx context.Context, from Session) (string, error) {
	info, err := s.cfg.Info(ctx)
	if err != nil {
		if api.Unauthorized(err) {
			return "", Unauthorized()
		}
		if from.URL == "" {
			return "", err
		}
		info.URL = from.URL // a resume needs no budget
	}
	if from.ID != "" {
		if trusted(info.URL, from.URL) {
			return withVersion(from.URL)
		}
		return withVersion(info.URL)
	}
	if err := s.budget(ctx, info.Limit); err != nil {
		return "", err
	}
	return withVersion(info.URL)
}

// budget waits until a new session may be started.
func (s *Shard) budget(ctx context.Context, limit *api.StartLimit) error {
	concurrency := 1
	if limit != nil {
		concurrency = max(1, limit.MaxConcurrency)
		if limit.Total > 0 && limit.Remaining < 1 {
			wait := time.Duration(max(limit.ResetAfter, 0))*time.Millisecond + rand.N(pauses.First)
			s.log.Error("discord's budget of new sessions is used up; waiting for the next one", "total", limit.Total, "wait", wait.Round(time.Second))
			if err := s.cfg.Sleep(ctx, wait); err != nil {
				return err
			}
		}
	}
	return s.cfg.Gate.Pass(ctx, s.cfg.Shard%concurrency)
}
