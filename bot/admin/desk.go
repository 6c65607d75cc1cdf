package admin

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/shared"
	"articlebot/bot/state"
	"articlebot/retrieval"
)

// Config is what a Desk stands on. All fields but Alert, Replicas and
// Reread are needed.
type Config struct {
	Library bot.Library
	// Gaps are the questions without an answer, kept for Retention.
	Gaps      *state.GapBook
	Retention time.Duration
	// StaleAfter is the age of an index from which on it is old; 0 means never.
	StaleAfter func() time.Duration
	// Reread, if set, reads the settings again before a reload. An error means
	// that they are wrong and the old ones stay.
	Reread func() error
	// Search answers a question as people are answered.
	Search func(ctx context.Context, question string) (retrieval.Answer, error)
	// Replicas lists those that share a state; nil where nothing is shared.
	Replicas func() ([]shared.Replica, error)
	// Votes tells how many thumbs went up and down since the start.
	Votes func() (up, down int64)
	// Alert has a reply written for each admin and brings it there; nil alerts
	// nobody.
	Alert func(ctx context.Context, write func(Request) bot.Reply)
	Now   func() time.Time
	Log   *slog.Logger
	// NewReference makes the short code that names a fault to a person and in
	// the log.
	NewReference func() string
}

// Desk does what admins ask for and looks after the index for them. It is safe
// for concurrent use, but for what its methods say.
type Desk struct {
	cfg     Config
	alerted atomic.Bool // the admins were told that the index is old
	refused string      // why Renew was refused last; the admins were told
}

// New returns a desk.
func New(cfg Config) *Desk {
	if cfg.Alert == nil {
		cfg.Alert = func(context.Context, func(Request) bot.Reply) {}
	}
	return &Desk{cfg: cfg}
}

// Request is who asks the desk, and how to reply.
type Request struct {
	Texts *locale.Texts
	Now   time.Time
	// By says who asks, as the log has it: no person is named there.
	By string
	// Show brings a preliminary reply; nil shows none.
	Show func(bot.Reply)
}
