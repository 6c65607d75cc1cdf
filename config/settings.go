package config

import "strings"

// setting is a row of the table that everything about configuration is made
// from.
type setting struct {
	key string // as in the file: "telegram.api_url"
	doc string // one sentence for the person who sets it
	// value points into a Config: *string, *int, *float64, *bool,
	// *time.Duration, *[]string, *Secret or *[]Source.
	value any
}

// envPrefix starts the name of every variable.
const envPrefix = "ARTICLEBOT_"

// fileSuffix ends the name of the variable that holds the path of a file with
// a secret in it.
const fileSuffix = "_FILE"

// env returns the name of the setting's environment variable.
func (s setting) env() string {
	return envPrefix + strings.ToUpper(strings.ReplaceAll(s.key, ".", "_"))
}

// secret tells whether the setting holds one.
func (s setting) secret() bool {
	_, ok := s.value.(*Secret)
	return ok
}

// settings returns all settings of c, in the order of the example file.
func (c *Config) settings() []setting {
	return append(c.articleSettings(), c.serviceSettings()...)
}

// articleSettings are those of what is answered from, and how it is found.
func (c *Config) articleSettings() []setting {
	return []setting{
		{"articles", "Files, folders and feed addresses with the articles, or mappings that say more of them; none: the ones built in.", &c.Articles},
		{"data_dir", "Folder for the index and all that is kept across restarts; empty: nothing is kept.", &c.DataDir},
		{"time_zone", "The paper's clock, for dates without an offset, for showing days and for questions such as \"yesterday\": a name such as Asia/Ho_Chi_Minh or an offset such as +07:00; empty: the machine's.", &c.TimeZone},

		{"feeds.allow_hosts", "Hosts that feeds may link to for full texts, besides their own.", &c.Feeds.AllowHosts},
		{"feeds.allow_private", "Also read feeds on private and loopback addresses.", &c.Feeds.AllowPrivate},
		{"feeds.timeout", "Longest wait for one request.", &c.Feeds.Timeout},
		{"feeds.delay", "Pause between two requests to the same host.", &c.Feeds.Delay},
		{"feeds.max_bytes", "Largest feed or page that is read, decompressed.", &c.Feeds.MaxBytes},
		{"feeds.contact", "Address that tells a site's owner who is reading (in the User-Agent).", &c.Feeds.Contact},

		{"reload.watch", "Reload when files of the articles change.", &c.Reload.Watch},
		{"reload.every", "Also reload this often (feeds need it); 0: never.", &c.Reload.Every},
		{"reload.max_shrink", "Share of the articles that a reload may lose before it is refused.", &c.Reload.MaxShrink},
		{"reload.probes", "Questions whose article a new index must still find, each as: question => words of the title.", &c.Reload.Probes},
		{"reload.keep", "Generations of the index to keep, the live one included.", &c.Reload.Keep},

		{"index.url", "Addresses of the nodes of an OpenSearch or Elasticsearch cluster that holds the index of passages, such as https://search1.paper.example:9200; none: it is held by this process.", &c.Index.URL},
		{"index.name", "The index's name in the cluster: one for each bot, and what else is kept there begins with it.", &c.Index.Name},
		{"index.user", "Whom the cluster knows the bot as; empty: it asks nobody.", &c.Index.User},
		{"index.password", "That user's password.", &c.Index.Password},
		{"index.api_key", "An API key of Elasticsearch, as it encodes one, in place of a user.", &c.Index.APIKey},
		{"index.ca", "File of the certificates (PEM) that vouch for the nodes' own; empty: those that the system trusts.", &c.Index.CA},

		{"encoder.model", "What finds passages by meaning: empty: the model that is built in; a path: a larger file of the same kind; off: words alone. With encoder.url: the model's name there.", &c.Encoder.Model},
		{"encoder.url", "Address of an OpenAI-compatible endpoint (…/v1/embeddings) that embeds instead; questions and articles are sent there.", &c.Encoder.URL},
		{"encoder.key", "The endpoint's key.", &c.Encoder.Key},
		{"encoder.ranking", "File of a ranking that articlebot eval --fit made for this encoder; empty: the one that ships, for the model that is built in.", &c.Encoder.Ranking},
		{"encoder.timeout", "Longest wait for the endpoint while somebody asks; after it words alone answer.", &c.Encoder.Timeout},
		{"encoder.query_prefix", "What the endpoint's model wants before a question, such as \"query: \".", &c.Encoder.QueryPrefix},
		{"encoder.passage_prefix", "What the endpoint's model wants before a passage.", &c.Encoder.PassagePrefix},
	}
}

// serviceSettings are those of whom is answered, and where.
func (c *Config) serviceSettings() []setting {
	return []setting{
		{"conversation.max_characters", "Longest question.", &c.Conversation.MaxCharacters},
		{"conversation.stale_after", "Answers from an index older than this say so; 0: never.", &c.Conversation.StaleAfter},
		{"conversation.keep_gaps", "How long unanswered questions are kept, without who asked them.", &c.Conversation.KeepGaps},
		{"conversation.paper", "The newspaper's name, as the bot says it.", &c.Conversation.Paper},
		{"conversation.contact", "Whom to ask about privacy, shown by /privacy.", &c.Conversation.Contact},
		{"conversation.samples", "Questions that greetings offer, shown in the language that each is written in; none: drawn from the articles.", &c.Conversation.Samples},

		{"follow.per_person", "Topics that a person, or a channel, may have news told of; 0: nobody follows anything.", &c.Follow.PerPerson},
		{"follow.quiet_hours", "Hours on the paper's clock in which nobody is told news, such as 22:00-07:00; what comes in them is told after them; off: none.", &c.Follow.QuietHours},

		{"limits.burst", "Questions one person may ask at once.", &c.Limits.Burst},
		{"limits.refill", "Time until that person may ask one more.", &c.Limits.Refill},
		{"limits.chat_per_minute", "Questions a minute in one chat (a Discord server has a pace of its own).", &c.Limits.ChatPerMinute},
		{"limits.concurrent", "Questions worked on at the same time; more are told to try again.", &c.Limits.Concurrent},

		{"state.url", "PostgreSQL database in which several replicas share what they keep, postgres://user:password@host:5432/database?sslmode=verify-full; empty: one process keeps it in data_dir.", &c.State.URL},

		{"telegram.token", "The bot's token from BotFather; set: the bot is on Telegram.", &c.Telegram.Token},
		{"telegram.api_url", "Address of a self-hosted Bot API server; empty: Telegram's own.", &c.Telegram.APIURL},
		{"telegram.webhook_url", "Public address for a webhook on http.addr; empty: long polling.", &c.Telegram.WebhookURL},
		{"telegram.webhook_secret", "What Telegram sends along to prove itself; empty: one derived from the token.", &c.Telegram.WebhookSecret},
		{"telegram.admins", "User ids of those who may reload.", &c.Telegram.Admins},

		{"discord.token", "The bot's token from the developer portal; set: the bot is on Discord.", &c.Discord.Token},
		{"discord.api_url", "Address of a REST proxy, with its version (…/api/v10); empty: Discord's own.", &c.Discord.APIURL},
		{"discord.home_guild", "Id of the server where the admins' commands are.", &c.Discord.HomeGuild},
		{"discord.admins", "User ids of those who may reload.", &c.Discord.Admins},
		{"discord.shards", "Gateway connections; 0: as many as Discord recommends.", &c.Discord.Shards},
		{"discord.message_content", "Answer in threads and forums without a mention; needs the message content intent.", &c.Discord.MessageContent},

		{"http.addr", "Listen here (host:port) for the webhook, the web pages, /healthz, /readyz and /metrics; empty: do not.", &c.HTTP.Addr},
		{"http.metrics", "Serve /metrics there.", &c.HTTP.Metrics},
		{"http.debug_addr", "Listen on this loopback address (127.0.0.1:6060) for /metrics, /status and Go's profiles below /debug/pprof/; empty: do not.", &c.HTTP.DebugAddr},
		{"http.public_url", "Address under which readers reach http.addr, such as https://ask.paper.example; answers on Telegram and Discord link to the readers' pages there.", &c.HTTP.PublicURL},
		{"http.client_header", "Header in which the proxy in front of http.addr tells a client's address, such as X-Forwarded-For (the last entry counts); empty: no proxy, no header is believed.", &c.HTTP.ClientHeader},

		{"web.enabled", "Serve the chat page, a page for each article and POST /api/ask on http.addr.", &c.Web.Enabled},
		{"web.origins", "Sites that may show the chat in their pages and call the API from them, such as https://paper.example; none: no other site may.", &c.Web.Origins},
		{"web.color", "The paper's color on these pages, as #rrggbb; empty: a dark red.", &c.Web.Color},
		{"web.per_minute", "Questions and presses a minute from one address.", &c.Web.PerMinute},

		{"log.level", "debug, info, warn or error.", &c.Log.Level},
		{"log.format", "text or json.", &c.Log.Format},
	}
}

// Setting is what documentation tells of a setting.
type Setting struct {
	Key     string // in the file
	Env     string // the variable
	Default string // as in the file, "" for an empty one
	Doc     string
	Secret  bool // also read from the file that Env+"_FILE" names
	Live    bool // taken over by a running bot that rereads its settings
}

// SourceKeys lists what can be said of one source of articles; they have no
// variables of their own.
func SourceKeys() []Setting {
	var list []Setting
	for _, f := range new(Source).fields() {
		list = append(list, Setting{Key: f.key, Doc: f.doc})
	}
	return list
}

// Settings lists all settings with their defaults.
func Settings() []Setting {
	c := Default()
	var list []Setting
	for _, s := range c.settings() {
		list = append(list, Setting{s.key, s.env(), format(s.value), s.doc, s.secret(), live[s.key]})
	}
	return list
}
