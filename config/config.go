// Package config is what an operator decides: where the articles are, which
// platforms to serve, how much a person may ask. A configuration is made of
// defaults, then a YAML file, then environment variables, each overriding what
// came before, and is checked as a whole: Load reports everything that is
// wrong at once, each with its key, its value (never a secret's) and what to
// write instead. A key that is not known is an error.
//
// Every setting is one row of one table (settings.go). The file's keys, the
// variables' names, the commented example and the documentation are all made
// from it, so that they cannot differ.
//
// The package only reads and checks. It opens no article and no connection;
// cmd turns its structs into those of the packages that do.
package config

import "time"

// Config is everything that can be set, one struct per concern.
type Config struct {
	// Articles are the sources to read; none means the articles that are
	// built in.
	Articles []Source
	// DataDir is the folder for what is kept across restarts: the index, the
	// platforms' state, unanswered questions. "" keeps nothing.
	DataDir string
	// TimeZone is the paper's, as Zone reads it; "" for the machine's.
	TimeZone     string
	Feeds        Feeds
	Reload       Reload
	Encoder      Encoder
	Index        Index
	Conversation Conversation
	Follow       Follow
	Limits       Limits
	State        State
	Telegram     Telegram
	Discord      Discord
	HTTP         HTTP
	Web          Web
	Log          Log

	origins map[string]string // setting's key → where its value came from
}

// Feeds says how polite and how careful to be with sources on the network.
type Feeds struct {
	AllowHosts   []string      // hosts that may be read besides the sources' own; none: only those
	AllowPrivate bool          // read private and loopback addresses too
	Timeout      time.Duration // for one request
	Delay        time.Duration // between two requests to one host
	MaxBytes     int           // of one answer, after decompression
	Contact      string        // address in the User-Agent, "" for none
}

// Reload says when the articles are read again and what is refused.
type Reload struct {
	Watch     bool          // reload when a file of a source changes
	Every     time.Duration // reload on this schedule too; 0: never
	Probes    []string      // "question => words of the title that it must find"
	MaxShrink float64       // share of the articles that a reload may lose, in [0, 1]
	Keep      int           // generations kept for a rollback, the live one included
}

// Encoder says what finds passages by their meaning.
type Encoder struct {
	// Model is "" for the one that is built in, the path of a larger file of the
	// same kind, or EncoderOff. With URL it is the model's name there.
	Model   string
	URL     string        // of an OpenAI-compatible /v1/embeddings, "" for none
	Key     Secret        // for URL
	Timeout time.Duration // for URL's answer to a question; then words alone answer
	// QueryPrefix and PassagePrefix stand before all that is sent to URL.
	QueryPrefix, PassagePrefix string
	// Ranking is the file of a ranking that was fitted to this encoder, "" for one
	// that ships.
	Ranking string
}

// Index says where the index of passages is.
type Index struct {
	// URL are addresses of one cluster's nodes; none: the index is in this process
	// and in DataDir.
	URL      []string
	Name     string // of the index in the cluster
	User     string // "" for none
	Password Secret
	APIKey   Secret // of Elasticsearch, in place of a user
	CA       string // file of the certificates that vouch for the nodes', "" for the system's
}

// EncoderOff as Encoder.Model leaves everything to words.
const EncoderOff = "off"

// Conversation is what people meet in a chat.
type Conversation struct {
	MaxCharacters int           // of a question
	StaleAfter    time.Duration // answers from an older index say so; 0: never
	KeepGaps      time.Duration // how long unanswered questions are kept, without who asked
	Paper         string        // the newspaper's name, "" if it is not to be said
	Contact       string        // whom to ask about privacy, "" for nobody
	Samples       []string      // questions to begin with; none: drawn from the articles
}

// Follow is what people are told of when the articles change.
type Follow struct {
	PerPerson  int    // topics that a person, or a channel, may follow; 0: nobody follows anything
	QuietHours string // "22:00-07:00", in which nobody is told anything; "off": none
}

// Limits are the token buckets in front of the work.
type Limits struct {
	Burst         int           // questions a person may ask at once
	Refill        time.Duration // for each further question of that person
	ChatPerMinute int           // questions a minute in one chat
	Concurrent    int           // questions worked on at the same time
}

// State is where replicas share what they keep.
type State struct {
	URL Secret // of a PostgreSQL database, with its password; unset: one process keeps files in DataDir
}

// Telegram is the bot on Telegram; it is served if Token is set.
type Telegram struct {
	Token         Secret
	APIURL        string // of a self-hosted Bot API server, "" for Telegram's own
	WebhookURL    string // public address; "": long polling
	WebhookSecret Secret // unset: derived from the token
	Admins        []string
}

// Discord is the bot on Discord; it is served if Token is set.
type Discord struct {
	Token          Secret
	APIURL         string // of a REST proxy, "" for Discord's own
	HomeGuild      string // where the admins' commands are registered
	Admins         []string
	Shards         int  // 0: as many as Discord recommends
	MessageContent bool // answer without being mentioned, in threads and forums; needs the intent
}

// HTTP is the listener for the webhook, the web pages, health and metrics.
type HTTP struct {
	Addr      string // "host:port"; "": no listener
	Metrics   bool   // serve /metrics
	PublicURL string // under which readers reach it, "" if they are not to be sent there
	// ClientHeader is where a proxy in front tells who asks, "" if there is none.
	ClientHeader string
	// DebugAddr is the loopback "host:port" for metrics and profiles; "": none.
	DebugAddr string
}

// Web is the bot in a browser; it is served if Enabled.
type Web struct {
	Enabled   bool
	Origins   []string // sites that may embed the chat and call the API
	Color     string   // the paper's, as #rrggbb
	PerMinute int      // questions and presses from one address
}

// Log is what operators read.
type Log struct {
	Level  string // debug, info, warn or error
	Format string // text or json
}

// Default returns the configuration without any setting: the built-in
// articles, nothing kept, no platform.
func Default() Config {
	return Config{
		Feeds: Feeds{
			Timeout:  20 * time.Second,
			Delay:    time.Second,
			MaxBytes: 16 << 20,
		},
		Reload:       Reload{Watch: true, Every: 15 * time.Minute, MaxShrink: 0.3, Keep: 3},
		Encoder:      Encoder{Timeout: time.Second},
		Index:        Index{Name: "articlebot"},
		Conversation: Conversation{MaxCharacters: 300, KeepGaps: 30 * 24 * time.Hour},
		Follow:       Follow{PerPerson: maxFollows, QuietHours: "22:00-07:00"},
		Limits:       Limits{Burst: 5, Refill: 3 * time.Second, ChatPerMinute: 20, Concurrent: 64},
		HTTP:         HTTP{Metrics: true},
		Web:          Web{PerMinute: 60},
		Log:          Log{Level: "info", Format: "text"},
	}
}
