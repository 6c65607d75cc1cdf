package dialogue

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/follow"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/internal/reference"
	"articlebot/bot/likeness"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/bot/shared"
	"articlebot/retrieval"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"
)

// Defaults of Config.
const (
	DefaultMaxQuestion  = followup.MaxCharacters
	DefaultGapRetention = 30 * 24 * time.Hour
)

// Config says how the conversation behaves. The zero value is useful: no
// admins, default limits, nothing kept on disk, no notice of an old index.
type Config struct {
	// Admins may reload, roll back and see the status and the gaps. A key
	// names its platform, so one list serves all.
	Admins []bot.UserKey
	Limits limit.Limits
	// MaxQuestion is the longest question in characters (runes of NFC text);
	// 0 means DefaultMaxQuestion.
	MaxQuestion int
	// Passages is how many passages an answer can be paged through; 0 means
	// retrieval.DefaultLimit, at most retrieval.MaxLimit.
	Passages int
	// DataDir is where gaps, people's languages and chats' settings are kept,
	// one JSON file each; it is made if absent. "" keeps them in memory.
	DataDir string
	// State, if set, is shared with other replicas: all that is kept is there, and
	// limits and conversations too, and nothing in DataDir. Its owner closes it,
	// after the Bot.
	State shared.Store
	// GapRetention is how long a question without an answer is kept; 0 means
	// DefaultGapRetention.
	GapRetention time.Duration
	// StaleAfter is the age of an index from which on answers say how old it
	// is and admins are alerted, once per generation; 0 means never.
	StaleAfter time.Duration
	// Paper is the newspaper's name as it stands in sentences; "" speaks of
	// "the newspaper".
	Paper string
	// Contact is where to write about privacy, shown by /privacy; "" shows
	// none.
	Contact string
	// Samples are questions to begin with; none has some drawn from the articles.
	Samples []string
	// Languages are those that are spoken and understood; nil means
	// locale.Builtin.
	Languages *locale.Set
	// Detect tells the language of what people write; nil means text.Detect.
	Detect intent.Detector
	// Embed tells what a text means, as a direction: it finds wishes that no known
	// words tell, by their likeness to examples. nil has words decide alone.
	Embed likeness.Embed
	// Now tells the time; nil means time.Now.
	Now func() time.Time
	// Log gets faults and changes of state; nil discards. It never gets what
	// people wrote.
	Log *slog.Logger
	// NewReference makes the short code that stands in an apology and in the
	// log; nil means four random hexadecimal digits.
	NewReference func() string
	// Alert delivers a notice to an admin; nil only logs it. It is called from
	// Watch and may take its time.
	Alert func(ctx context.Context, admin bot.UserKey, r bot.Reply)
	// Teller tells people news of what they follow, on the platforms TellOn; nil
	// has nobody follow anything. Follows is how many topics a person, or a
	// channel, may follow: 0 means follow.DefaultPerPlace, less none. In Quiet
	// hours nothing is told.
	Teller  bot.Teller
	TellOn  []bot.Platform
	Follows int
	Quiet   follow.Quiet
	// Observe, if set, is told of every question, from many goroutines at once.
	Observe func(bot.Question)
	// Stages is told how long the parts of each message's way took; nil tells nobody.
	Stages stage.Observer
	// Reread, if set, reads the settings again before an admin's reload. An error
	// means that they are wrong and the old ones stay.
	Reread func() error
}

// WithDefaults fills in what is left out.
func (c Config) WithDefaults() Config {
	if c.MaxQuestion <= 0 {
		c.MaxQuestion = DefaultMaxQuestion
	}
	if c.Passages <= 0 {
		c.Passages = retrieval.DefaultLimit
	}
	c.Passages = min(c.Passages, retrieval.MaxLimit)
	if c.GapRetention <= 0 {
		c.GapRetention = DefaultGapRetention
	}
	if c.Follows == 0 {
		c.Follows = follow.DefaultPerPlace
	}
	if c.Languages == nil {
		c.Languages = locale.Builtin()
	}
	if c.Detect == nil {
		c.Detect = text.Detect
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.NewReference == nil {
		c.NewReference = reference.New
	}
	c.Limits = c.Limits.WithDefaults()
	return c
}

// live are the settings that may change while people talk. All that stand on
// them read them anew for each message.
type live struct{ now atomic.Pointer[liveSettings] }

type liveSettings struct {
	admins         map[bot.UserKey]bool
	alerted        []bot.UserKey // the admins in order
	maxQuestion    int
	staleAfter     time.Duration
	paper, contact string
	follows        int // topics of a person or channel
	quiet          follow.Quiet
}

func newLive(c Config) *live {
	l := &live{}
	l.adopt(c)
	return l
}

func (l *live) adopt(c Config) {
	s := &liveSettings{
		admins: make(map[bot.UserKey]bool), alerted: c.Admins, maxQuestion: c.MaxQuestion, staleAfter: c.StaleAfter,
		paper: c.Paper, contact: c.Contact, follows: c.Follows, quiet: c.Quiet,
	}
	for _, a := range c.Admins {
		s.admins[a] = true
	}
	l.now.Store(s)
}

func (l *live) get() *liveSettings { return l.now.Load() }

// Adopt changes to those settings of c that may change while people talk: the
// admins, how often a person or chat may ask, the longest question, the age that
// is old, the paper's name and contact, the sample questions, how much may be
// followed and when it is quiet. All others stay as they are.
func (b *Bot) Adopt(c Config) {
	c = c.WithDefaults()
	b.gate.adopt(c.Limits)
	b.live.adopt(c)
	b.samples.configure(c.Samples)
}
