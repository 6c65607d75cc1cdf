package config

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

var (
	// telegramToken is loose on purpose: test servers hand out shorter ones.
	// The adapter checks the rest.
	telegramToken = regexp.MustCompile(`^[0-9]+:[A-Za-z0-9_-]+$`)
	// webhookSecret is the alphabet and length that setWebhook takes,
	// https://core.telegram.org/bots/api#setwebhook.
	webhookSecret = regexp.MustCompile(`^[A-Za-z0-9_-]{1,256}$`)
	numericID     = regexp.MustCompile(`^[0-9]{1,20}$`)
	color         = regexp.MustCompile(`^#[0-9A-Fa-f]{6}$`)
	headerName    = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$") // a token of RFC 9110
)

// ProbeSign parts the question of a probe from the title that it must find.
const ProbeSign = "=>"

// Bounds of settings.
const (
	maxQuestionCharacters = 4000 // a Telegram message has at most 4096
	maxSampleCharacters   = 80   // on a button: Discord takes no more
	minKeep               = 2    // the live one and the one to return to
	maxKeep               = 100
	maxFollows            = 10 // the buttons that end them fit under one list
	maxShards             = 16 // more needs Discord's large-bot sharding
)

// Validate returns everything that is wrong with the values, nil if nothing
// is.
func (c *Config) Validate() Problems {
	k := checker{config: c, settings: map[string]setting{}}
	for _, s := range c.settings() {
		k.settings[s.key] = s
	}
	k.sources()
	if _, err := c.Zone(); err != nil {
		k.bad("time_zone", "write a name of the time zone database, such as Asia/Ho_Chi_Minh, or an offset, such as +07:00")
	}
	k.encoder()
	k.state()
	k.index()
	k.telegram()
	k.discord()
	k.ranges()
	k.listener()
	k.web()
	k.oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error")
	k.oneOf("log.format", c.Log.Format, "text", "json")
	return k.problems
}

// checker gathers problems.
type checker struct {
	config   *Config
	settings map[string]setting
	problems Problems
}

// bad notes that the setting with that key is wrong.
func (k *checker) bad(key, fix string, args ...any) {
	s := k.settings[key]
	k.problems = append(k.problems, Problem{
		Key:   key,
		Value: shown(s, format(s.value)),
		Where: k.config.origins[key],
		Fix:   fmt.Sprintf(fix, args...),
	})
}

func (k *checker) sources() {
	seen := map[string]bool{}
	for i, s := range k.config.Articles {
		switch fault := s.fault(); {
		case s.Path == "":
			k.bad("articles", "write a path for entry %d", i+1)
		case fault != "":
			k.bad("articles", "%s", fault)
		case seen[s.Path]:
			k.bad("articles", "%s stands there for the second time; keep one", quoteShort(s.shown()))
		}
		seen[s.Path] = true
	}
}

func (k *checker) encoder() {
	e := k.config.Encoder
	k.atLeast("encoder.timeout", e.Timeout, time.Millisecond)
	if e.URL == "" {
		k.without("encoder.url", "encoder.key", e.Key.IsSet())
		k.without("encoder.url", "encoder.query_prefix", e.QueryPrefix != "")
		k.without("encoder.url", "encoder.passage_prefix", e.PassagePrefix != "")
		return
	}
	if u, err := url.Parse(e.URL); err == nil && u.User != nil {
		k.problems = append(k.problems, Problem{Key: "encoder.url", Where: k.config.origins["encoder.url"], Fix: "has a name or a password in it; put the key into encoder.key"})
		return
	}
	k.address("encoder.url", e.URL)
	if e.Model == EncoderOff {
		k.bad("encoder.model", "write the model's name at encoder.url, or leave out encoder.url")
	}
}

// indexName is what OpenSearch and Elasticsearch take as the name of an index,
// less what nobody needs.
var indexName = regexp.MustCompile(`^[a-z0-9][a-z0-9_.-]{0,99}$`)

func (k *checker) index() {
	x := k.config.Index
	if !indexName.MatchString(x.Name) {
		k.bad("index.name", "write small letters, digits, _, - and .")
	}
	if len(x.URL) == 0 {
		k.without("index.url", "index.user", x.User != "")
		k.without("index.url", "index.password", x.Password.IsSet())
		k.without("index.url", "index.api_key", x.APIKey.IsSet())
		k.without("index.url", "index.ca", x.CA != "")
		return
	}
	for _, address := range x.URL {
		u, err := url.Parse(address)
		switch {
		case err == nil && u.User != nil: // not shown: there may be a password in it
			k.problems = append(k.problems, Problem{Key: "index.url", Where: k.config.origins["index.url"], Fix: "has a name or a password in it; put them into index.user and index.password"})
			return
		case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.RawQuery != "":
			k.bad("index.url", "write each as https://host:9200")
			return
		case u.Scheme == "http" && (x.User != "" || x.APIKey.IsSet()) && !loopback(u.Hostname()):
			k.bad("index.url", "the password would be sent for all to read; write https://")
			return
		}
	}
	if k.config.DataDir == "" {
		k.bad("data_dir", "index.url needs it: the articles of each generation are kept there")
	}
	if (x.User == "") == x.Password.IsSet() {
		k.bad("index.user", "goes with index.password; set both or none")
	}
	if x.User != "" && x.APIKey.IsSet() {
		k.bad("index.api_key", "goes without index.user; set one of them")
	}
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// without notes a setting that means nothing where another is not set.
func (k *checker) without(other, key string, set bool) {
	if set {
		k.bad(key, "means nothing without %s; set that, or leave this out", other)
	}
}

// state checks the database's address. Without sslmode a password might be sent in
// the clear to whoever answers, so that is said except for this machine.
func (k *checker) state() {
	secret := k.config.State.URL
	if !secret.IsSet() {
		return
	}
	u, err := url.Parse(secret.Reveal())
	if err != nil || (u.Scheme != "postgres" && u.Scheme != "postgresql") || (u.Host == "" && u.Query().Get("host") == "") {
		k.bad("state.url", "write postgres://user:password@host:5432/database?sslmode=verify-full, with %%-escapes in the password")
		return
	}
	host := cmp.Or(u.Query().Get("host"), u.Hostname())
	here := host == "localhost" || strings.HasPrefix(host, "/") || net.ParseIP(host).IsLoopback()
	if !here && u.Query().Get("sslmode") == "" {
		k.bad("state.url", "add sslmode=verify-full (with sslrootcert=FILE for a certificate of your own), or sslmode=disable on a network that is yours alone")
	}
}

func (k *checker) telegram() {
	t := k.config.Telegram
	if t.Token.IsSet() && !telegramToken.MatchString(t.Token.Reveal()) {
		k.bad("telegram.token", "does not look like a bot's token; copy it again from BotFather (numbers, a colon, letters)")
	}
	k.address("telegram.api_url", t.APIURL)
	k.webhook("telegram.webhook_url", t.WebhookURL)
	if t.WebhookSecret.IsSet() && !webhookSecret.MatchString(t.WebhookSecret.Reveal()) {
		k.bad("telegram.webhook_secret", "write 1 to 256 letters, digits, _ and -")
	}
	if t.WebhookURL != "" && k.config.HTTP.Addr == "" {
		k.bad("http.addr", "telegram.webhook_url needs a listener; write where, such as :8080")
	}
	k.ids("telegram.admins", t.Admins)
}

func (k *checker) discord() {
	d := k.config.Discord
	if strings.ContainsAny(d.Token.Reveal(), " \t\r\n") || strings.HasPrefix(d.Token.Reveal(), "Bot") && strings.Contains(d.Token.Reveal(), " ") {
		k.bad("discord.token", "has a space in it; copy it again from the developer portal, without \"Bot\" before it")
	}
	k.address("discord.api_url", d.APIURL)
	if d.HomeGuild != "" {
		k.ids("discord.home_guild", []string{d.HomeGuild})
	}
	k.ids("discord.admins", d.Admins)
	k.between("discord.shards", d.Shards, 0, maxShards)
}

func (k *checker) ranges() {
	c := k.config
	k.between("conversation.max_characters", c.Conversation.MaxCharacters, 1, maxQuestionCharacters)
	k.between("follow.per_person", c.Follow.PerPerson, 0, maxFollows)
	if _, _, err := c.Follow.Quiet(); err != nil {
		k.bad("follow.quiet_hours", "write when they begin and end, such as 22:00-07:00, or %s", QuietOff)
	}
	k.between("limits.burst", c.Limits.Burst, 1, 1000)
	k.between("limits.chat_per_minute", c.Limits.ChatPerMinute, 1, 100_000)
	k.between("limits.concurrent", c.Limits.Concurrent, 1, 10_000)
	k.between("reload.keep", c.Reload.Keep, minKeep, maxKeep)
	k.between("feeds.max_bytes", c.Feeds.MaxBytes, 1<<10, 1<<30)
	if s := c.Reload.MaxShrink; !(s >= 0 && s <= 1) {
		k.bad("reload.max_shrink", "write a share from 0 to 1, such as 0.3")
	}
	for _, p := range c.Reload.Probes {
		if question, title, _ := strings.Cut(p, ProbeSign); strings.TrimSpace(question) == "" || strings.TrimSpace(title) == "" {
			k.bad("reload.probes", "write each as: a question %s words of the title that it must find", ProbeSign)
		}
	}
	for _, q := range c.Conversation.Samples {
		if n := utf8.RuneCountInString(q); strings.TrimSpace(q) == "" || n > maxSampleCharacters {
			k.bad("conversation.samples", "write questions of 1 to %d characters, so that each fits on a button", maxSampleCharacters)
		}
	}
	k.atLeast("reload.every", c.Reload.Every, 0)
	k.atLeast("conversation.stale_after", c.Conversation.StaleAfter, 0)
	k.atLeast("conversation.keep_gaps", c.Conversation.KeepGaps, 0)
	k.atLeast("limits.refill", c.Limits.Refill, time.Millisecond)
	k.atLeast("feeds.timeout", c.Feeds.Timeout, time.Millisecond)
	k.atLeast("feeds.delay", c.Feeds.Delay, 0)
}

func (k *checker) listener() {
	if addr := k.config.HTTP.Addr; addr != "" {
		if _, ok := hostOf(addr); !ok {
			k.bad("http.addr", "write host:port, such as :8080 or 127.0.0.1:8080")
		}
	}
	if addr := k.config.HTTP.DebugAddr; addr != "" {
		if host, ok := hostOf(addr); !ok || !loopback(host) {
			k.bad("http.debug_addr", "write an address of this machine alone, such as 127.0.0.1:6060")
		}
	}
}

// hostOf parts an address to listen on from its port, which must be one.
func hostOf(addr string) (host string, ok bool) {
	host, port, err := net.SplitHostPort(addr)
	n, perr := strconv.Atoi(port)
	return host, err == nil && perr == nil && n >= 0 && n <= 65535
}

func (k *checker) web() {
	w, h := k.config.Web, k.config.HTTP
	k.between("web.per_minute", w.PerMinute, 1, 100_000)
	if w.Color != "" && !color.MatchString(w.Color) {
		k.bad("web.color", "write #rrggbb, such as #7b2d26")
	}
	if h.ClientHeader != "" && !headerName.MatchString(h.ClientHeader) {
		k.bad("http.client_header", "write the name of a header, such as X-Forwarded-For")
	}
	for _, o := range w.Origins {
		if !origin(o) {
			k.bad("web.origins", "write each as the beginning of an address without a path, such as https://paper.example")
			break
		}
	}
	if u, err := url.Parse(h.PublicURL); h.PublicURL != "" && (err != nil || u.RawQuery != "" || u.Fragment != "" || u.User != nil) {
		k.bad("http.public_url", "write an address without a query, such as https://ask.paper.example")
	} else {
		k.address("http.public_url", h.PublicURL)
	}
	if !w.Enabled {
		k.without("web.enabled", "http.public_url", h.PublicURL != "")
		k.without("web.enabled", "web.origins", len(w.Origins) > 0)
		return
	}
	if h.Addr == "" {
		k.bad("http.addr", "web.enabled needs a listener; write where, such as :8080, or 127.0.0.1:8080 behind a proxy")
	}
}

// origin tells whether s is a scheme and a host as browsers write them: in lower
// case, without a path.
func origin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && s == strings.ToLower(u.Scheme+"://"+u.Host) && !strings.ContainsAny(s, ";, '*")
}

// address checks an optional http or https address.
func (k *checker) address(key, s string) {
	if s == "" {
		return
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		k.bad(key, "write an address that begins with http:// or https://")
	}
}

// webhook checks an optional address whose path must arrive here as it is
// written: a multiplexer cleans others by a redirect, which Telegram does not
// follow, and braces and spaces mean something in its patterns.
func (k *checker) webhook(key, s string) {
	u, err := url.Parse(s)
	if err != nil || u.Path == "" || u.Path == "/" {
		k.address(key, s)
		return
	}
	switch {
	case path.Clean(u.Path) != strings.TrimSuffix(u.Path, "/"):
		k.bad(key, "write its path without //, /./ and /../")
	case strings.ContainsAny(u.Path, "{}") || strings.ContainsFunc(u.Path, unicode.IsSpace) || strings.Contains(strings.ToLower(u.EscapedPath()), "%2f"):
		k.bad(key, "write its path without spaces, braces and %%2F, such as /telegram")
	default:
		k.address(key, s)
	}
}

func (k *checker) ids(key string, ids []string) {
	for _, id := range ids {
		if !numericID.MatchString(id) {
			k.bad(key, "%s is not an id; write the number, not the name", quoteShort(id))
			return
		}
	}
}

func (k *checker) between(key string, n, lo, hi int) {
	if n < lo || n > hi {
		k.bad(key, "write a number from %d to %d", lo, hi)
	}
}

func (k *checker) atLeast(key string, d, lo time.Duration) {
	if d < lo {
		k.bad(key, "write at least %s", formatDuration(lo))
	}
}

func (k *checker) oneOf(key, s string, words ...string) {
	if !slices.Contains(words, s) {
		k.bad(key, "write one of %s", strings.Join(words, ", "))
	}
}
