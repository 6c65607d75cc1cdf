package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"articlebot/bot/dialogue"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/inbox"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/bot/shared"
	"articlebot/retrieval/clock"
	"articlebot/retrieval/stage"
)

// Config is what the adapter needs to know. Token alone is enough.
type Config struct {
	// Token is the bot's token; "Bot " before it is allowed.
	Token string
	// APIURL is the base of all requests, api.DefaultURL if empty. A proxy
	// looks like http://127.0.0.1:8080/api/v10. The gateway is where its
	// /gateway/bot says.
	APIURL string
	// HomeGuild is the id of the server that gets the admins' commands; ""
	// registers them nowhere.
	HomeGuild string
	// Admins are the ids of the people who may change the settings of every
	// server. What else admins may do is decided by the conversation alone.
	Admins []string
	// Shards is how many shards to run, one connection each; 0 takes what
	// Discord recommends.
	Shards int
	// MessageContent asks for the privileged intent of that name. With it the
	// bot answers in threads it has joined without being mentioned, and new
	// posts in the forums that a server chose.
	MessageContent bool
	// DataDir is where servers' settings are kept if the conversation offers
	// no store of its own; "" keeps them in memory.
	DataDir string
	// MaxQuestion is the longest question in characters,
	// bot.DefaultMaxQuestion if 0.
	MaxQuestion int
	// Languages are those that the bot speaks; nil means those of the program.
	Languages *locale.Set
	// Guild is how much one server may ask, over all its people and channels;
	// what is zero in it comes from DefaultGuildRate, a negative Burst does not
	// limit.
	Guild limit.Rate
	// Handlers bounds the events that are worked on at once, DefaultHandlers
	// if 0. Who comes beyond that is told to try again.
	Handlers int
	// Stages is told how long replies take to be given their form; nil tells nobody.
	Stages stage.Observer
	// Drain is how long Run finishes what it has begun after its context has
	// ended, DefaultDrain if 0.
	Drain time.Duration
	// Shared is what replicas of the bot share, nil for one that is alone.
	Shared *shared.Member
	// Transport carries the requests, http.DefaultTransport if nil.
	Transport http.RoundTripper
	// Now is the clock, time.Now if nil.
	Now func() time.Time
	// Sleep waits between tries and connections, ending early with the
	// context's error. Nil sleeps on the real clock.
	Sleep func(context.Context, time.Duration) error
}

// DefaultHandlers is enough for large communities: most handlers wait for
// Discord, not for a processor.
const DefaultHandlers = 512

// DefaultDrain is how long answers under way may take at shutdown.
const DefaultDrain = 10 * time.Second

// Bounds of Config.
const (
	// minTokenLen is far below the shortest token.
	minTokenLen = 10
	maxShards   = 10_000
)

// withDefaults fills in what is left out and reports all that is wrong.
func (c Config) withDefaults() (Config, error) {
	var errs []error
	c.Token = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(c.Token), "Bot "))
	if len(c.Token) < minTokenLen || strings.ContainsAny(c.Token, " \t\r\n") {
		errs = append(errs, errors.New("discord token is missing or cut off: copy it from https://discord.com/developers/applications (Bot, Reset Token)"))
	}
	if c.APIURL == "" {
		c.APIURL = api.DefaultURL
	}
	if u, err := url.Parse(c.APIURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		errs = append(errs, fmt.Errorf("discord api url %q is no http(s) address such as %s", c.APIURL, api.DefaultURL))
	}
	for _, id := range append([]string{c.HomeGuild}, c.Admins...) {
		if id != "" && api.Snowflake(id).Uint64() == 0 {
			errs = append(errs, fmt.Errorf("discord id %q is no number: switch on Developer Mode, right-click, Copy ID", id))
		}
	}
	if c.Shards < 0 || c.Shards > maxShards {
		errs = append(errs, fmt.Errorf("discord shards are %d, want 0 (as Discord recommends) to %d", c.Shards, maxShards))
	}
	if c.MaxQuestion <= 0 {
		c.MaxQuestion = dialogue.DefaultMaxQuestion
	}
	if c.Handlers <= 0 {
		c.Handlers = DefaultHandlers
	}
	if c.Guild.Burst == 0 {
		c.Guild.Burst = inbox.DefaultGuildRate.Burst
	}
	if c.Guild.Every <= 0 {
		c.Guild.Every = inbox.DefaultGuildRate.Every
	}
	if c.Drain <= 0 {
		c.Drain = DefaultDrain
	}
	if c.Sleep == nil {
		c.Sleep = clock.Sleep
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return c, errors.Join(errs...)
}
