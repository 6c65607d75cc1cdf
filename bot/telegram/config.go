package telegram

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"articlebot/bot/dialogue"
	"articlebot/bot/locale"
	"articlebot/bot/shared"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/inbox"
	"articlebot/bot/telegram/outbox"
	"articlebot/retrieval/stage"
)

// Config is what the adapter needs to know. Token alone is enough.
type Config struct {
	Token api.Token
	// APIURL is the Bot API server; "" is DefaultAPIURL. A self-hosted one
	// looks like http://127.0.0.1:8081.
	APIURL string
	// WebhookURL is the public https address that reaches Handler. Set, the
	// updates come by webhook; "", they are fetched by long polling.
	WebhookURL string
	// WebhookSecret is what Telegram sends along so that nobody else can: 1-256
	// of A-Z a-z 0-9 _ -. "" derives one from the token, the same in every
	// replica.
	WebhookSecret string
	// DataDir is where it is kept across restarts which updates were handled.
	// "" keeps it in memory only.
	DataDir string
	// Admins are the ids of the people who see the admins' commands in their
	// menu. What they may do is decided by the conversation alone.
	Admins []int64
	// MaxQuestion is how long a question may be that is taken from a message which
	// was not written as one, such as a forwarded post; 0 is
	// dialogue.DefaultMaxQuestion.
	MaxQuestion int
	// Languages are those that the bot speaks; nil means those of the program.
	Languages *locale.Set
	// Limits are how fast messages are sent; the zero value is outbox.DefaultLimits.
	Limits outbox.Limits
	// Shared is what the bot shares with its other processes; nil shares nothing.
	Shared *shared.Member
	// Stages is told how long replies take to be given their form; nil tells nobody.
	Stages stage.Observer
	// Drain is how long Run finishes what it has begun after its context has
	// ended; 0 means DefaultDrain.
	Drain time.Duration
	// Client makes the requests; nil means one of its own. Its Timeout must
	// exceed a long poll's, or be 0.
	Client *http.Client
}

// DefaultDrain is how long replies under way may take at shutdown.
const DefaultDrain = 5 * time.Second

// secretShape is what setWebhook accepts as secret_token,
// https://core.telegram.org/bots/api#setwebhook.
var secretShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)

// validate reports everything that is wrong, and fills in the defaults.
func (c *Config) validate() error {
	var errs []error
	if _, err := c.Token.BotID(); err != nil {
		errs = append(errs, err)
	}
	if c.APIURL == "" {
		c.APIURL = api.DefaultAPIURL
	}
	if u, err := url.Parse(c.APIURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		errs = append(errs, errors.New("api url is not an http or https address"))
	}
	if c.WebhookURL != "" {
		if u, err := url.Parse(c.WebhookURL); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
			errs = append(errs, fmt.Errorf("webhook url %q is not an https address", c.WebhookURL))
		}
		if c.WebhookSecret == "" {
			c.WebhookSecret = inbox.DerivedSecret(c.Token)
		}
		if !secretShape.MatchString(c.WebhookSecret) {
			errs = append(errs, errors.New("webhook secret must be 1-256 of A-Z a-z 0-9 _ -"))
		}
	}
	if c.MaxQuestion <= 0 {
		c.MaxQuestion = dialogue.DefaultMaxQuestion
	}
	if c.Drain == 0 {
		c.Drain = DefaultDrain
	}
	if c.Client == nil {
		c.Client = newClient()
	}
	return errors.Join(errs...)
}

// newClient returns a client for one server with a long poll and many short
// calls. It has no timeout of its own: every call has a deadline.
func newClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.MaxIdleConnsPerHost = outbox.MaxSending
	return &http.Client{Transport: t}
}
