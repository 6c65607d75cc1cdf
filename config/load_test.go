package config_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"articlebot/config"
)

// env returns an environment of pairs.
func env(pairs ...string) config.Environment {
	var e config.Environment
	for i := 0; i < len(pairs); i += 2 {
		e = append(e, pairs[i]+"="+pairs[i+1])
	}
	return e
}

func writeFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEnvironmentOverridesFileOverridesDefault(t *testing.T) {
	file := writeFile(t, "limits:\n  burst: 7\n  concurrent: 8\nlog:\n  level: warn\n")
	c, err := config.Load(file, env("ARTICLEBOT_LOG_LEVEL", "debug", "ARTICLEBOT_LIMITS_CONCURRENT", "9"))
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprintf("%d %d %d %s", c.Limits.Burst, c.Limits.Concurrent, c.Limits.ChatPerMinute, c.Log.Level)
	if want := "7 9 20 debug"; got != want {
		t.Errorf("burst, concurrent, chat per minute, level = %s; want %s", got, want)
	}
}

func TestSourcesComeInEveryForm(t *testing.T) {
	want := []config.Source{{Path: "saved pages"}, {Path: "news.jsonl", Kind: "jsonl", Language: "vi"}}
	for name, file := range map[string]string{
		"a block list": "articles:\n  - saved pages\n  - path: news.jsonl\n    kind: jsonl\n    language: vi\n",
		"a flow list":  `articles: ["saved pages", {path: news.jsonl, kind: jsonl, language: vi}]`,
	} {
		t.Run(name, func(t *testing.T) {
			c, err := config.Load(writeFile(t, file), env())
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(want, c.Articles); d != "" {
				t.Error(d)
			}
		})
	}
	t.Run("the variable", func(t *testing.T) {
		c, err := config.Load("", env("ARTICLEBOT_ARTICLES", "a, https://paper.example/rss ,b.md"))
		if err != nil {
			t.Fatal(err)
		}
		want := []config.Source{{Path: "a"}, {Path: "https://paper.example/rss"}, {Path: "b.md"}}
		if d := cmp.Diff(want, c.Articles); d != "" {
			t.Error(d)
		}
	})
}

func TestASourcesOptionsComeInEveryForm(t *testing.T) {
	want := []config.Source{
		{Path: "https://paper.example/rss", Kind: "feed", Section: "NEWS, LOCAL", Language: "en", TeaserOnly: true, MaxEntries: 100, Keep: 30 * 24 * time.Hour},
		{Path: "more.jsonl"},
	}
	const list = `[{path: "https://paper.example/rss", kind: feed, section: "NEWS, LOCAL", language: en, teaser_only: true, max_entries: 100, keep: 30d}, more.jsonl]`
	for name, load := range map[string]func() (config.Config, error){
		"the file":     func() (config.Config, error) { return config.Load(writeFile(t, "articles: "+list), env()) },
		"the variable": func() (config.Config, error) { return config.Load("", env("ARTICLEBOT_ARTICLES", " "+list)) },
	} {
		c, err := load()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if d := cmp.Diff(want, c.Articles); d != "" {
			t.Errorf("%s:\n%s", name, d)
		}
		again, err := config.Load(writeFile(t, c.YAML()), env())
		if err != nil {
			t.Fatalf("%s: %v in\n%s", name, err, c.YAML())
		}
		if d := cmp.Diff(want, again.Articles); d != "" {
			t.Errorf("%s, printed:\n%s", name, d)
		}
	}
}

func TestWrongSources(t *testing.T) {
	for list, want := range map[string]string{
		"[a":                      "write paths with commas",
		"[{path: a, knd: page}]":  `a source has no "knd"`,
		"[{path: a, keep: long}]": `its keep is "long": write a number with its unit`,
		"[{path: 'http://a.example/', keep: -1d}]":                      "write at least 0s",
		"[{path: 'http://a.example/', max_entries: -1}]":                "write a number from 1 to",
		"[{path: 'http://a.example/', max_entries: 1000000}]":           "write a number from 1 to",
		"[{path: 'http://a.example/', language: xx}]":                   "is not known; write one of en, vi",
		"[{path: news.jsonl, max_entries: 5}]":                          "is not the address of a feed; leave out",
		"[{path: feed.xml, kind: feed, keep: 30d}]":                     "is not the address of a feed; leave out",
		"[{path: 'https://a.example/', kind: html, teaser_only: true}]": "is not the address of a feed; leave out",
		"https://":                       "write it as https://host/path",
		"https://me:canary@a.example:x/": "write it as https://host/path",
		"a,b,a":                          `"a" stands there for the second time`,
		"https://me:canary@a.example/,https://me:canary@a.example/": `"https://***@a.example/" stands there`,
	} {
		_, err := config.Load("", env("ARTICLEBOT_ARTICLES", list))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v; want it to contain %q", list, err, want)
		} else if strings.Contains(err.Error(), "canary") {
			t.Errorf("the password is in %v", err)
		}
	}
}

func TestAPasswordInAnAddressIsNotPrinted(t *testing.T) {
	for _, list := range []string{"https://me:canary@a.example/rss", "[{path: 'https://me:canary@a.example/rss', keep: 30d}]"} {
		c, err := config.Load("", env("ARTICLEBOT_ARTICLES", list))
		if err != nil {
			t.Fatal(err)
		}
		if c.Articles[0].Path != "https://me:canary@a.example/rss" {
			t.Errorf("path %q", c.Articles[0].Path)
		}
		if text := c.YAML(); strings.Contains(text, "canary") || !strings.Contains(text, "https://***@a.example/rss") {
			t.Errorf("printed:\n%s", text)
		}
	}
}

func TestEveryProblemIsReportedAtOnce(t *testing.T) {
	file := writeFile(t, `telegram:
  tokn: 1
  api_url: ftp://x
limits:
  burst: many
log: loud
articles:
  - {path: a, kind: docx}
`)
	_, err := config.Load(file, env(
		"ARTICLEBOT_DISCORD_ADMINS", "12,bob",
		"ARTICLEBOT_RELOAD_EVERY", "often",
		"ARTICLEBOT_TELEGRAM_WEBHOOK_URL", "https://bot.example/hook",
	))
	var problems config.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("error %v is not Problems", err)
	}
	want := []string{
		file + `:2: telegram.tokn: no such setting; did you mean telegram.token?`,
		file + `:5: limits.burst is "many": write a whole number, such as 5`,
		file + `:6: log: write its settings below it, as "key: value", indented`,
		`ARTICLEBOT_RELOAD_EVERY: reload.every is "often": write a number with its unit (s, m, h or d), such as 30s, 15m or 7d`,
		file + `:8: articles is "a": kind "docx" of "a" does not exist; write one of page, html, markdown, jsonl, json, csv, wordpress, newsml, mhtml, feed`,
		file + `:3: telegram.api_url is "ftp://x": write an address that begins with http:// or https://`,
		`http.addr: telegram.webhook_url needs a listener; write where, such as :8080`,
		`ARTICLEBOT_DISCORD_ADMINS: discord.admins is "12,bob": "bob" is not an id; write the number, not the name`,
	}
	var got []string
	for _, p := range problems {
		got = append(got, p.String())
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTheDatabasesAddressIsCheckedAndNotPrinted(t *testing.T) {
	for address, want := range map[string]string{
		"postgres://bot:canary@db.paper.example/bot?sslmode=verify-full":     "",
		"postgresql://bot:canary@a:5432,b:5432/bot?sslmode=disable":          "",
		"postgres://bot:canary@127.0.0.1/bot":                                "",
		"postgres://bot:canary@localhost:5432/bot":                           "",
		"postgres:///bot?host=/run/postgresql&user=bot&password=canary":      "",
		"postgres://bot:canary@db.paper.example/bot":                         "add sslmode=verify-full",
		"mysql://bot:canary@db.paper.example/bot":                            "write postgres://",
		"host=db user=bot password=canary":                                   "write postgres://",
		"postgres://bot:can%ary@db.paper.example/bot?sslmode=verify-full%zz": "write postgres://",
	} {
		c, err := config.Load("", env("ARTICLEBOT_STATE_URL", address))
		said := fmt.Sprint(err)
		switch {
		case want == "" && err != nil:
			t.Errorf("%s: %v", address, err)
		case want != "" && !strings.Contains(said, want):
			t.Errorf("%s: error %v; want it to contain %q", address, err, want)
		}
		if said += c.YAML(); strings.Contains(said, "canary") || strings.Contains(said, "can%ary") {
			t.Errorf("the password is in %s", said)
		}
	}
}

func TestSingleMistakes(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"broken YAML":            {"a: [", "line 1"},
		"a key twice":            {"data_dir: a\ndata_dir: b", "second time"},
		"a list for one value":   {"data_dir: [a]", "write one value"},
		"a value for a section":  {"http: yes", "write its settings below it"},
		"a list at the top":      {"- a", "key: value"},
		"a source's unknown key": {"articles:\n  - path: a\n    knd: page", `a source has no "knd"`},
		"a source's wrong value": {"articles:\n  - {path: a, keep: long}", `its keep is "long": write a number with its unit`},
		"a source without path":  {"articles:\n  - kind: page", "write a path for entry 1"},
		"no such key, not near":  {"bananas: 1", "config --example"},
		"a negative duration":    {"reload: {every: -1s}", "write at least 0s"},
		"not a number":           {"reload: {max_shrink: .nan}", "write a"},
		"a share over one":       {"reload: {max_shrink: 1.1}", "write a share"},
		"a sample too long":      {"conversation: {samples: [\"" + strings.Repeat("ơ", 81) + "\"]}", "1 to 80 characters"},
		"a port that is none":    {"http: {addr: ':99999'}", "host:port"},
		"a prefix for nobody":    {"encoder: {query_prefix: 'query: '}", "without encoder.url"},
		"an endpoint that is no": {"encoder: {url: 'localhost:8080'}", "http:// or https://"},
		"an endpoint, but off":   {"encoder: {url: 'http://localhost/v1/embeddings', model: off}", "leave out encoder.url"},
		"a webhook with a space": {"telegram: {webhook_url: 'https://bot.example/a hook'}", "telegram.webhook_url is \"https://bot.example/a hook\": write its path without spaces"},
		"a webhook with braces":  {"telegram: {webhook_url: 'https://bot.example/{x}'}", "without spaces, braces"},
		"an escaped space":       {"telegram: {webhook_url: 'https://bot.example/a%20hook'}", "without spaces, braces"},
		"an escaped slash":       {"telegram: {webhook_url: 'https://bot.example/a%2Fhook'}", "without spaces, braces and %2F"},
		"a webhook cleaned away": {"telegram: {webhook_url: 'https://bot.example//hook'}", "without //"},
		"a webhook that goes up": {"telegram: {webhook_url: 'https://bot.example/a/../hook'}", "without //, /./ and /../"},
		"a webhook on no web":    {"telegram: {webhook_url: 'ftp://bot.example/hook'}", "http:// or https://"},
		"no time for the other":  {"encoder: {timeout: 0s}", "write at least 1ms"},
		"pages without a place":  {"web: {enabled: true}", "web.enabled needs a listener"},
		"readers sent nowhere":   {"http: {addr: ':80', public_url: 'https://ask.paper.example'}", "without web.enabled"},
		"sites let in for none":  {"web: {origins: ['https://paper.example']}", "without web.enabled"},
		"a site with a path":     {"web: {origins: ['https://paper.example/']}", "https://paper.example"},
		"any site":               {"web: {origins: ['*']}", "https://paper.example"},
		"a color that is none":   {"web: {color: red}", "write #rrggbb"},
		"a public query":         {"http: {public_url: 'https://x.example/?a=b'}", "without a query"},
		"a public place":         {"http: {public_url: ask.paper.example}", "http:// or https://"},
		"a header that is none":  {"http: {client_header: 'X Forwarded'}", "name of a header"},
		"nobody may ask":         {"web: {per_minute: 0}", "a number from 1"},
		"a level that is none":   {"log: {level: loud}", "debug, info, warn, error"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Load(writeFile(t, c.file), env())
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v; want it to contain %q", err, c.want)
			}
		})
	}
}

func TestTheEncoderIsChosen(t *testing.T) {
	for file, want := range map[string]string{
		"": " ", "encoder: {model: off}": "off ", "encoder: {model: models/all.model}": "models/all.model ",
		"encoder: {model: small, url: 'http://localhost:8080/v1/embeddings', query_prefix: 'query: '}": "small query: ",
	} {
		c, err := config.Load(writeFile(t, file), env())
		if err != nil {
			t.Fatal(err)
		}
		again, err := config.Load(writeFile(t, c.YAML()), env())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []config.Config{c, again} {
			if got := c.Encoder.Model + " " + c.Encoder.QueryPrefix; got != want {
				t.Errorf("%s: model and prefix %q, want %q", file, got, want)
			}
		}
	}
}

func TestDurationsHaveDays(t *testing.T) {
	c, err := config.Load(writeFile(t, "conversation: {keep_gaps: 7d}\nreload: {every: 90s}"), env())
	if err != nil {
		t.Fatal(err)
	}
	if c.Conversation.KeepGaps != 7*24*time.Hour || c.Reload.Every != 90*time.Second {
		t.Errorf("keep_gaps %v, every %v", c.Conversation.KeepGaps, c.Reload.Every)
	}
}

const canary = "123456:canary-in-a-coal-mine"

func TestSecretsShowNowhere(t *testing.T) {
	c, err := config.Load("", env("ARTICLEBOT_TELEGRAM_TOKEN", canary))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Telegram.Token.Reveal(); got != canary {
		t.Fatalf("Reveal() = %q", got)
	}
	asJSON, _ := json.Marshal(c)
	mapJSON, _ := json.Marshal(c.Map())
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "config", c, "token", c.Telegram.Token)
	wrapped := struct{ hidden config.Telegram }{c.Telegram}
	for name, out := range map[string]string{
		"%v": fmt.Sprint(c), "%+v": fmt.Sprintf("%+v", c), "%#v": fmt.Sprintf("%#v", c),
		"Sprint": fmt.Sprint(c.Telegram.Token), "%q": fmt.Sprintf("%q", c.Telegram.Token),
		"%x":                  fmt.Sprintf("%x", c.Telegram.Token),
		"in unexported field": fmt.Sprintf("%+v", wrapped),
		"YAML":                c.YAML(), "JSON": string(asJSON), "map": string(mapJSON), "log": log.String(),
	} {
		if strings.Contains(out, "canary") || strings.Contains(out, fmt.Sprintf("%x", canary)) {
			t.Errorf("%s shows the secret: %s", name, out)
		}
	}
	if !strings.Contains(c.YAML(), `token: "*****"`) {
		t.Errorf("a set secret is not starred in\n%s", c.YAML())
	}
}

func TestSecretProblemsHideTheValue(t *testing.T) {
	for name, environment := range map[string]config.Environment{
		"from the variable": env("ARTICLEBOT_TELEGRAM_TOKEN", "canary without colon"),
		"given twice":       env("ARTICLEBOT_TELEGRAM_TOKEN", "1:canary", "ARTICLEBOT_TELEGRAM_TOKEN_FILE", "x"),
		"with a space":      env("ARTICLEBOT_DISCORD_TOKEN", "Bot canary"),
		"in an address":     env("ARTICLEBOT_ENCODER_URL", "https://me:canary@host.example/v1/embeddings"),
		"for no endpoint":   env("ARTICLEBOT_ENCODER_KEY", "canary"),
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Load("", environment)
			if err == nil || strings.Contains(err.Error(), "canary") {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestSecretsComeFromFiles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(path, []byte(canary+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load("", env("ARTICLEBOT_TELEGRAM_TOKEN_FILE", path))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Telegram.Token.Reveal(); got != canary {
		t.Errorf("token %q, want %q", got, canary)
	}
	if err := os.WriteFile(path, []byte(" \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load("", env("ARTICLEBOT_TELEGRAM_TOKEN_FILE", path)); err == nil {
		t.Error("an empty file is taken for a secret")
	}
	if _, err := config.Load("", env("ARTICLEBOT_TELEGRAM_TOKEN_FILE", path+"x")); err == nil {
		t.Error("a missing file is taken for a secret")
	}
}

func TestPrintedConfigurationLoadsAgain(t *testing.T) {
	file := writeFile(t, `articles: ["a # b", {path: "c: d", kind: jsonl}, "é\u0007"]
data_dir: "dir with space"
feeds: {allow_hosts: [a.example, b.example], timeout: 1m30s}
telegram: {admins: [1, 2]}
reload: {max_shrink: 0.5, watch: false}
`)
	first, err := config.Load(file, env())
	if err != nil {
		t.Fatal(err)
	}
	second, err := config.Load(writeFile(t, first.YAML()), env())
	if err != nil {
		t.Fatalf("%v in\n%s", err, first.YAML())
	}
	if d := cmp.Diff(first.Map(), second.Map()); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(first.Articles, second.Articles); d != "" {
		t.Error(d)
	}
}

func TestEverySettingHasItsVariable(t *testing.T) {
	for _, s := range config.Settings() {
		if s.Secret || s.Default == "" {
			continue
		}
		if _, err := config.Load("", env(s.Env, "\x00no such value")); err == nil {
			t.Errorf("%s is not read, or takes anything", s.Env)
		}
	}
}

func TestSourcesThatAreAddressesAreNotWatched(t *testing.T) {
	c, err := config.Load("", env())
	if err != nil {
		t.Fatal(err)
	}
	c.SetArticles([]string{"news", "HTTP://Paper.Example/feed", "https://paper.example/feed", "https.txt"}, "--articles")
	if got, want := c.LocalPaths(), []string{"news", "https.txt"}; !slices.Equal(got, want) {
		t.Errorf("local paths %q, want %q", got, want)
	}
}

func TestAVariableThatSetsNothingIsAProblem(t *testing.T) {
	for name, c := range map[string]struct{ variable, want string }{
		"a slip of the finger":             {"ARTICLEBOT_DISCORD_TOKN", "did you mean ARTICLEBOT_DISCORD_TOKEN?"},
		"a word left out":                  {"ARTICLEBOT_CONVERSATION_MAX_CHARACTER", "did you mean ARTICLEBOT_CONVERSATION_MAX_CHARACTERS?"},
		"a file's variable":                {"ARTICLEBOT_ENCODER_KEY_FLIE", "did you mean ARTICLEBOT_ENCODER_KEY_FILE?"},
		"nothing like it":                  {"ARTICLEBOT_COLOUR_OF_THE_LOGO", "articlebot config --example"},
		"the name of the file":             {"ARTICLEBOT_CONFIG", ""},
		"what Kubernetes sets":             {"ARTICLEBOT_SERVICE_PORT_HTTP", ""},
		"what Kubernetes sets for a port":  {"ARTICLEBOT_PORT_8080_TCP_ADDR", ""},
		"where tests find reference data":  {"ARTICLEBOT_SHARED", ""},
		"another program's":                {"ARTICLES", ""},
		"another program's that is longer": {"MY_ARTICLEBOT_TOKEN", ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := config.Load("", env(c.variable, "x"))
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.variable+": ") || !strings.Contains(err.Error(), c.want)):
				t.Errorf("%s: %v, want %q", c.variable, err, c.want)
			}
		})
	}
	if _, err := config.Load("", env("ARTICLEBOT_NOTHING", "")); err != nil {
		t.Errorf("an empty variable counts as unset: %v", err)
	}
}

func TestTheFirstOfTwoLinesCounts(t *testing.T) {
	e := config.Environment{"A=1", "B", "A=2", "C=a=b"}
	for name, want := range map[string]string{"A": "1", "B": "", "C": "a=b", "D": ""} {
		if got := e.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// Who has servers for the tests named runs the program too.
func TestVariablesOfTestsAreNoSettings(t *testing.T) {
	if _, err := config.Load("", env("ARTICLEBOT_TEST_OPENSEARCH", "http://127.0.0.1:9200")); err != nil {
		t.Errorf("a server for tests: %v", err)
	}
	if _, err := config.Load("", env("ARTICLEBOT_TESTS", "x")); err == nil {
		t.Error("a variable that means nothing is taken")
	}
}
