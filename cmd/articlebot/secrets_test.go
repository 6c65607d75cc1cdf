package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
)

// canary is the secret in every setting below: it must be nowhere.
const canary = "CANARY"

// shows runs a command and returns all that it wrote, with its error as main
// prints it.
func shows(t *testing.T, env map[string]string, args ...string) string {
	t.Helper()
	var out, errOut strings.Builder
	err := run(t.Context(), args, environment(env), strings.NewReader(""), &out, &errOut)
	return fmt.Sprintln(out.String(), errOut.String(), err)
}

// TestAMistypedSecretIsNotEchoed misspells settings that hold secrets, or that
// would not if they were right, and reads what commands say of it.
func TestAMistypedSecretIsNotEchoed(t *testing.T) {
	for name, env := range map[string]map[string]string{
		"a list that is not closed":            {"ARTICLES": `["http://user:CANARY@paper.example/feed"`},
		"a source's part that there is not":    {"ARTICLES": `[{pat: "http://user:CANARY@paper.example/feed"}]`},
		"a feed whose scheme is forgotten":     {"ARTICLES": "user:CANARY@paper.example/feed"},
		"a feed whose port is none":            {"ARTICLES": "http://user:CANARY@paper.example:port/feed"},
		"a feed that is no feed's address":     {"ARTICLES": "[{path: 'https://paper.example/x?token=CANARY', kind: csv, keep: 1d}]"},
		"a feed twice":                         {"ARTICLES": "https://user:CANARY@paper.example,https://user:CANARY@paper.example"},
		"an encoder without a scheme":          {"ENCODER_URL": "user:CANARY@models.example"},
		"an encoder with a password":           {"ENCODER_URL": "http://user:CANARY@models.example/v1/embeddings"},
		"an encoder whose port is none":        {"ENCODER_URL": "http://user:CANARY@models.example:port/"},
		"an encoder's key without its address": {"ENCODER_KEY": canary},
		"a cluster whose port is none":         {"INDEX_URL": "https://user:CANARY@search.example:port"},
		"a cluster with a key in its address":  {"INDEX_URL": "https://search.example/?key=CANARY"},
		"a cluster without a scheme":           {"INDEX_URL": "user:CANARY@search.example:9200"},
		"a cluster's key and password":         {"INDEX_URL": "https://search.example", "INDEX_USER": "u", "INDEX_PASSWORD": canary, "INDEX_API_KEY": canary},
		"a database of another kind":           {"STATE_URL": "mysql://u:CANARY@db.example/x"},
		"a database whose port is none":        {"STATE_URL": "postgres://u:CANARY@db.example:port/x"},
		"a database as words":                  {"STATE_URL": "host=db.example user=u password=CANARY"},
		"a token with a space":                 {"TELEGRAM_TOKEN": "123:CANARY and more"},
		"a token of Discord with its word":     {"DISCORD_TOKEN": "Bot CANARY"},
		"a webhook secret with a space":        {"TELEGRAM_TOKEN": "123:CANARY", "TELEGRAM_WEBHOOK_SECRET": "CANARY !"},
		"a webhook with a password":            {"TELEGRAM_TOKEN": "123:CANARY", "TELEGRAM_WEBHOOK_URL": "https://u:CANARY@bot.example/tg"},
		"a Bot API server without a scheme":    {"TELEGRAM_API_URL": "u:CANARY@api.example"},
		"a Bot API server whose port is none":  {"TELEGRAM_API_URL": "http://u:CANARY@api.example:port"},
		"a proxy for Discord without a scheme": {"DISCORD_API_URL": "u:CANARY@api.example"},
		"a public address with a password":     {"HTTP_PUBLIC_URL": "https://u:CANARY@ask.paper.example"},
		"an origin with a password":            {"WEB_ORIGINS": "https://u:CANARY@paper.example"},
		"a listener with a password":           {"HTTP_ADDR": "u:CANARY@127.0.0.1:8080"},
		"a variable that there is not":         {"TELEGRAM_TOKN": canary},
	} {
		t.Run(name, func(t *testing.T) {
			table := map[string]string{"ARTICLEBOT_LOG_LEVEL": "debug"}
			for k, v := range env {
				table["ARTICLEBOT_"+k] = v
			}
			for _, command := range []string{"config", "index"} {
				if said := shows(t, table, command); strings.Contains(said, canary) {
					t.Errorf("articlebot %s shows the secret:\n%s", command, said)
				}
			}
		})
	}
}

// parrot sends back what it was asked with, as a proxy may where it refuses.
func parrot(status int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		said := fmt.Sprintf("%s %s %s", r.URL, r.Header.Get("Authorization"), body)
		fmt.Fprintf(w, `{"ok": false, "error_code": %d, "description": %q, "code": 0, "message": %q, "error": {"type": "x", "reason": %q}}`, status, said, said, said)
	})
}

// TestAServerThatQuotesARequestTellsNoSecret has what stands in for Telegram,
// Discord and a cluster refuse everything and quote it.
func TestAServerThatQuotesARequestTellsNoSecret(t *testing.T) {
	for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusServiceUnavailable} {
		server := httptest.NewServer(parrot(status))
		defer server.Close()
		for name, env := range map[string]map[string]string{
			"telegram": {"TELEGRAM_TOKEN": "123:CANARY", "TELEGRAM_API_URL": server.URL},
			"discord":  {"DISCORD_TOKEN": canary + ".abc.def", "DISCORD_API_URL": server.URL},
			"cluster":  {"INDEX_URL": server.URL, "INDEX_API_KEY": canary, "WEB_ENABLED": "true", "DATA_DIR": t.TempDir()},
		} {
			t.Run(fmt.Sprint(name, " ", status), func(t *testing.T) {
				table := map[string]string{"ARTICLEBOT_LOG_LEVEL": "debug", "ARTICLEBOT_HTTP_ADDR": "127.0.0.1:0"}
				for k, v := range env {
					table["ARTICLEBOT_"+k] = v
				}
				p := start(t, table)
				said, refused := "", regexp.MustCompile(fmt.Sprintf(`level=(WARN|ERROR) .*\b%d\b|%d\)`, status, status))
				eventually(t, "the refusal", func() bool {
					select {
					case err := <-p.done:
						said, p.done = fmt.Sprint(err), nil
					default:
					}
					return p.done == nil || refused.MatchString(p.log.String())
				})
				if p.done != nil {
					said = fmt.Sprint(p.end())
				}
				if said += p.log.String(); strings.Contains(said, canary) || !refused.MatchString(said) {
					t.Errorf("the log shows the secret, or no refusal:\n%s", said)
				}
			})
		}
	}
}

// TestNobodyReadsASecretOfARunningBot serves on two platforms and in the browser
// from feeds, one of which is down, with secrets in their addresses, and reads all
// that can be read of it.
func TestNobodyReadsASecretOfARunningBot(t *testing.T) {
	feed := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if user, password, _ := r.BasicAuth(); user+password != "user"+canary || r.FormValue("token") != canary {
			http.Error(w, "who are you? "+r.URL.String(), http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>The Paper</title><item><title>The tower</title><guid>t1</guid><description>`+
			`The tower of the old town is 57 metres tall, which makes it the highest one between the river and the hills.</description></item></channel></rss>`)
	}))
	defer feed.Close()
	tg := telegramtest.New(telegramtest.Options{})
	tgServer := httptest.NewServer(tg)
	defer tgServer.Close()
	dc := discordtest.New(t)
	as := func(address, query string) string {
		return strings.Replace(address, "://", "://user:"+canary+"@", 1) + query
	}
	env := map[string]string{
		"ARTICLEBOT_ARTICLES":                    as(feed.URL, "/good?token=CANARY") + "," + as(feed.URL, "/bad?key=CANARY"),
		"ARTICLEBOT_FEEDS_ALLOW_PRIVATE":         "true",
		"ARTICLEBOT_FEEDS_DELAY":                 "1ms",
		"ARTICLEBOT_TELEGRAM_TOKEN":              telegramtest.Token,
		"ARTICLEBOT_TELEGRAM_API_URL":            as(tgServer.URL, ""),
		"ARTICLEBOT_TELEGRAM_ADMINS":             fmt.Sprint(reader.ID),
		"ARTICLEBOT_DISCORD_TOKEN":               discordtest.Token,
		"ARTICLEBOT_DISCORD_API_URL":             dc.URL(),
		"ARTICLEBOT_WEB_ENABLED":                 "true",
		"ARTICLEBOT_HTTP_ADDR":                   "127.0.0.1:0",
		"ARTICLEBOT_HTTP_DEBUG_ADDR":             "127.0.0.1:0",
		"ARTICLEBOT_LOG_LEVEL":                   "debug",
		"ARTICLEBOT_DATA_DIR":                    t.TempDir(),
		"ARTICLEBOT_CONVERSATION_MAX_CHARACTERS": "200",
	}
	p := start(t, env)
	base := "http://" + p.addr(t)
	debug := regexp.MustCompile(`msg=profiles addr=(\S+)`).FindStringSubmatch(p.log.String())
	eventually(t, "the loopback address is open", func() bool {
		debug = regexp.MustCompile(`msg=profiles addr=(\S+)`).FindStringSubmatch(p.log.String())
		return debug != nil
	})
	for _, said := range []string{tall, "/status", "/reload", "/articles"} {
		tg.Says(telegramtest.Say{From: reader, Text: said})
	}
	eventually(t, "the admin reads the status and of the reload", func() bool {
		said := telegramSaid(tg)
		return strings.Contains(said, "57 metres") && strings.Count(said, "/bad") >= 2
	})
	read := map[string]string{"the chat": telegramSaid(tg)}
	for _, page := range []string{base + "/", base + "/metrics", base + "/readyz", base + "/healthz", "http://" + debug[1] + "/status", "http://" + debug[1] + "/debug/pprof/cmdline"} {
		_, read[page] = get(t, page)
	}
	for _, args := range [][]string{{"config"}, {"config", "--json"}, {"reload"}} {
		read["articlebot "+strings.Join(args, " ")] = shows(t, env, args...)
	}
	must(t, p.end())
	for _, args := range [][]string{{"index", "--all"}, {"index", "--json"}, {"ask", "--json", tall}} {
		read["articlebot "+strings.Join(args, " ")] = shows(t, env, args...)
	}
	read["the log"] = p.log.String()
	for where, text := range read {
		for _, secret := range []string{canary, telegramtest.Token, discordtest.Token} {
			if i := strings.Index(text, secret); i >= 0 {
				t.Errorf("%s shows %s: …%s", where, secret, text[max(0, i-200):min(len(text), i+100)])
			}
		}
	}
}
