package follow

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/bot/state"
	"articlebot/retrieval/text"
)

// Defaults of Config.
const (
	// DefaultPerPlace is how many topics a person, or a channel, may follow.
	// Their buttons fit under one list.
	DefaultPerPlace = 10
	// DefaultPace is the time between two tellings on one platform: Telegram
	// takes 25 messages a second in all, and five of them are for this at most.
	DefaultPace = 200 * time.Millisecond
)

// Config is what a Desk stands on. Library, Follows and Words are needed.
type Config struct {
	Library bot.Library
	Follows *state.Follows
	Words   *locale.Set
	// Teller brings news; nil has nobody follow anything.
	Teller bot.Teller
	// On are the platforms that Teller reaches.
	On []bot.Platform
	// PerPlace is how many topics a person, or a channel, may follow, and Quiet
	// when nothing is told: asked each time. nil means the default, and never.
	PerPlace func() int
	Quiet    func() Quiet
	// Pace is the time between two tellings on one platform; 0 means DefaultPace.
	Pace time.Duration
	// Now tells the time on the paper's clock; nil means time.Now.
	Now func() time.Time
	// Log gets what goes wrong, never what is followed; nil discards.
	Log *slog.Logger
}

// Desk keeps what is followed and tells news. It is safe for concurrent use.
type Desk struct {
	cfg  Config
	wake chan struct{}
}

// New returns a desk.
func New(c Config) *Desk {
	if c.PerPlace == nil {
		c.PerPlace = func() int { return DefaultPerPlace }
	}
	if c.Quiet == nil {
		c.Quiet = func() Quiet { return Quiet{} }
	}
	if c.Pace <= 0 {
		c.Pace = DefaultPace
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return &Desk{cfg: c, wake: make(chan struct{}, 1)}
}

// Reaches tells whether people of a platform can be told anything.
func (d *Desk) Reaches(p bot.Platform) bool {
	if d.cfg.Teller == nil || d.cfg.PerPlace() <= 0 {
		return false
	}
	for _, on := range d.cfg.On {
		if on == p {
			return true
		}
	}
	return false
}

// PerPlace is how many topics a person, or a channel, may follow.
func (d *Desk) PerPlace() int { return d.cfg.PerPlace() }

// Add has a place told of a topic from now on; spoken is the language to speak
// there. The error is state.ErrFollowed, with the one there is,
// state.ErrTooManyFollows, state.ErrFollowsFull or that of saving.
func (d *Desk) Add(to bot.ChatKey, topic string, lang, spoken text.Language) (state.Follow, error) {
	known, err := d.cfg.Follows.Known()
	if err != nil {
		return state.Follow{}, err
	}
	if known == "" {
		if err := d.begin(); err != nil {
			return state.Follow{}, err
		}
	}
	return d.cfg.Follows.Add(state.Follow{
		ID: newID(), To: to, Topic: topic, Language: lang, Spoken: spoken,
		Since: d.cfg.Now(), Generation: d.cfg.Library.Status().Generation,
	}, d.cfg.PerPlace())
}

// newID names a follow in buttons, so that an old button never ends another.
func newID() string {
	var b [5]byte
	_, _ = rand.Read(b[:]) // it never fails: https://pkg.go.dev/crypto/rand#Read
	return hex.EncodeToString(b[:])
}

// Of lists what a place is told of, the oldest first.
func (d *Desk) Of(to bot.ChatKey) ([]state.Follow, error) { return d.cfg.Follows.Of(to) }

// End ends one of a place's and returns it; ok is false if there is none.
func (d *Desk) End(id string, at bot.ChatKey) (f state.Follow, ok bool, err error) {
	return d.cfg.Follows.End(id, at)
}

// EndAll ends all of a place and tells how many those were.
func (d *Desk) EndAll(at bot.ChatKey) (int, error) { return d.cfg.Follows.EndAll(at) }

// Wake has Run look for news now: a reload has ended.
func (d *Desk) Wake() {
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// lookEvery is how often Run looks without being woken, for whatever else
// changes the articles, and for the end of quiet hours.
const lookEvery = time.Minute

// Run looks for news and tells them until ctx ends, and then waits for those
// under way. What is left is told at the next start.
func (d *Desk) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		d.Look(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		case <-d.wake:
		}
	}
}

// Look looks for news once, and tells what is due. It must not run twice at the
// same time.
func (d *Desk) Look(ctx context.Context) {
	if d.cfg.Teller == nil {
		return
	}
	if err := d.scan(ctx); err != nil {
		if ctx.Err() == nil {
			d.cfg.Log.Error("news for followers not found", "error", err)
		}
		return
	}
	d.deliver(ctx)
}
