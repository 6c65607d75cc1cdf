package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"articlebot/bot/discord/discordtest"
	"articlebot/bot/telegram/telegramtest"
	"articlebot/retrieval/stage"
)

// onThePage asks on the chat page as a browser without script does.
func onThePage(t *testing.T, base, question string) string {
	t.Helper()
	resp, err := http.PostForm(base+"/c", url.Values{"q": {question}})
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	if resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", question, resp.Status)
	}
	return string(body)
}

// TestServeWithNothingConfiguredOpensATryOut starts two at once: the second
// finds the usual address taken.
func TestServeWithNothingConfiguredOpensATryOut(t *testing.T) {
	for range 2 {
		p := start(t, nil)
		addr := p.addr(t)
		if !strings.HasPrefix(addr, "127.0.0.1:") {
			t.Errorf("a try-out listens on %s", addr)
		}
		code, body := get(t, "http://"+addr+"/")
		if code != http.StatusOK || !strings.Contains(body, "These are the built-in sample articles.") {
			t.Errorf("the page: %d %s", code, body)
		}
		for _, said := range []string{"open=http://" + addr + "/", "sample articles that are built in", "ARTICLEBOT_ARTICLES", "ARTICLEBOT_TELEGRAM_TOKEN"} {
			if !strings.Contains(p.log.String(), said) {
				t.Errorf("the log lacks %q:\n%s", said, p.log.String())
			}
		}
		code, body = get(t, "http://"+addr+"/readyz")
		if code != http.StatusOK || body != "web: ok\n" {
			t.Errorf("/readyz: %d %s", code, body)
		}
		defer func() { must(t, p.end()) }()
	}
}

// TestATryOutStaysOnThisMachine holds that an address that others reach gets no
// page that nobody asked for.
func TestATryOutStaysOnThisMachine(t *testing.T) {
	p := start(t, map[string]string{"ARTICLEBOT_HTTP_ADDR": "0.0.0.0:0"})
	eventually(t, "both listen", func() bool { return strings.Count(p.log.String(), "msg=listening") == 2 })
	open := regexp.MustCompile(`msg=listening addr=(\S+)`).FindAllStringSubmatch(p.log.String(), -1)
	_, port, err := net.SplitHostPort(open[0][1])
	must(t, err)
	if code, body := get(t, "http://127.0.0.1:"+port+"/"); code != http.StatusNotFound {
		t.Errorf("http.addr: %d %s", code, body)
	}
	if code, _ := get(t, "http://"+open[1][1]+"/"); code != http.StatusOK {
		t.Errorf("the try-out: %d", code)
	}
	must(t, p.end())
}

func TestATryOutUsesALoopbackAddressThatIsSet(t *testing.T) {
	p := start(t, map[string]string{"ARTICLEBOT_HTTP_ADDR": "localhost:0", "ARTICLEBOT_ARTICLES": "../../seeds"})
	code, body := get(t, "http://"+p.addr(t)+"/")
	if code != http.StatusOK || strings.Contains(body, "sample articles") {
		t.Errorf("%d %s", code, body)
	}
	if strings.Count(p.log.String(), "msg=listening") != 1 || strings.Contains(p.log.String(), "sample articles") {
		t.Errorf("the log:\n%s", p.log.String())
	}
	must(t, p.end())
}

// TestAnswersLinkToTheReadersPage asks on Telegram and Discord and follows the
// link to the marked passage.
func TestAnswersLinkToTheReadersPage(t *testing.T) {
	tg := telegramtest.New(telegramtest.Options{})
	tgServer := httptest.NewServer(tg)
	defer tgServer.Close()
	dc := discordtest.New(t)
	p := start(t, map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":   telegramtest.Token,
		"ARTICLEBOT_TELEGRAM_API_URL": tgServer.URL,
		"ARTICLEBOT_DISCORD_TOKEN":    discordtest.Token,
		"ARTICLEBOT_DISCORD_API_URL":  dc.URL(),
		"ARTICLEBOT_HTTP_ADDR":        "127.0.0.1:0",
		"ARTICLEBOT_HTTP_PUBLIC_URL":  "https://ask.paper.example",
		"ARTICLEBOT_WEB_ENABLED":      "true",
	})
	base := "http://" + p.addr(t)
	eventually(t, "all are ready", func() bool {
		code, body := get(t, base+"/readyz")
		return code == http.StatusOK && strings.Contains(body, "web: ok")
	})
	link := regexp.MustCompile(`https://ask\.paper\.example(/a/[0-9A-V]{13}\?s=[0-9]+\.[0-9]+)#p[0-9]+`)
	tg.Says(telegramtest.Say{From: reader, Text: wellKnown})
	eventually(t, "an answer on Telegram", func() bool { return strings.Contains(telegramSaid(tg), "918 files") })
	onTelegram := link.FindStringSubmatch(fmt.Sprintf("%+v", tg.Messages(reader.ID)))
	token := dc.Ask(wellKnown)
	eventually(t, "an answer on Discord", func() bool {
		return strings.Contains(fmt.Sprint(dc.Outcome(token).Original()), "918 files")
	})
	onDiscord := link.FindStringSubmatch(fmt.Sprint(dc.Outcome(token).Original()))
	if onTelegram == nil || onDiscord == nil {
		t.Fatalf("links: %q on Telegram, %q on Discord; said %+v and %v", onTelegram, onDiscord, tg.Messages(reader.ID), dc.Outcome(token).Original())
	}
	for _, path := range []string{onTelegram[1], onDiscord[1]} {
		if code, body := get(t, base+path); code != http.StatusOK || !strings.Contains(body, "<mark ") {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	must(t, p.end())
}

// TestOneProcessServesAllThree asks everywhere, publishes, asks again, and has a
// webhook at the root beside the pages.
func TestOneProcessServesAllThree(t *testing.T) {
	n := startNewsroom(t)
	must(t, n.end())
	dc := discordtest.New(t)
	n.env["ARTICLEBOT_DISCORD_TOKEN"], n.env["ARTICLEBOT_DISCORD_API_URL"] = discordtest.Token, dc.URL()
	n.env["ARTICLEBOT_HTTP_ADDR"], n.env["ARTICLEBOT_WEB_ENABLED"], n.env["ARTICLEBOT_LOG_LEVEL"] = "127.0.0.1:0", "true", "debug"
	n.process = start(t, n.env)
	base := "http://" + n.addr(t)
	eventually(t, "all are ready", func() bool {
		code, body := get(t, base+"/readyz")
		return code == http.StatusOK && strings.Count(body, ": ok\n") == 3
	})
	everywhere := func(question, answer string) {
		t.Helper()
		if body := onThePage(t, base, question); !strings.Contains(body, answer) {
			t.Errorf("the page lacks %q:\n%s", answer, body)
		}
		n.tg.Says(telegramtest.Say{From: reader, Text: question})
		eventually(t, answer+" on Telegram", func() bool { return strings.Contains(telegramSaid(n.tg), answer) })
		token := dc.Ask(question)
		eventually(t, answer+" on Discord", func() bool { return strings.Contains(fmt.Sprint(dc.Outcome(token).Original()), answer) })
	}
	everywhere("how tall is the tower of the old town", "57 metres")
	n.publish(t, town+bakery)
	if out, err := n.command(t, "reload"); err != nil {
		t.Fatalf("reload: %v %s", err, out)
	}
	everywhere("who opened the bakery", "Lindqvist")
	_, page := get(t, base+"/metrics")
	for _, platform := range []string{"telegram", "discord", "web"} {
		if !regexp.MustCompile(`articlebot_questions_total\{platform="` + platform + `",language="en",outcome="(answer|unsure)"\} [12]\n`).MatchString(page) {
			t.Errorf("/metrics counts no question on %s:\n%s", platform, page)
		}
		if !regexp.MustCompile(`msg=replied .*request=\S{3,} platform=` + platform + ` what=message language=en outcome=(answer|unsure) took=\S+ queue=\S+ read=\S+ .*candidates=\S+ rank=`).MatchString(n.log.String()) {
			t.Errorf("the log does not tell where the time of a question on %s went", platform)
		}
	}
	for _, part := range stage.Names() {
		m := regexp.MustCompile(`articlebot_stage_seconds_count\{stage="` + string(part) + `"\} (\d+)\n`).FindStringSubmatch(page)
		if m == nil || len(m[1]) == 1 && m[1] < "6" { // two questions on three platforms
			t.Errorf("/metrics tells of the part %s: %v", part, m)
		}
	}
	must(t, n.end())
}

// TestAWebhookMayStandAtTheRoot holds that it and the chat page do not meet.
func TestAWebhookMayStandAtTheRoot(t *testing.T) {
	tg := httptest.NewServer(telegramtest.New(telegramtest.Options{}))
	defer tg.Close()
	p := start(t, map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":       telegramtest.Token,
		"ARTICLEBOT_TELEGRAM_API_URL":     tg.URL,
		"ARTICLEBOT_TELEGRAM_WEBHOOK_URL": "https://bot.example",
		"ARTICLEBOT_HTTP_ADDR":            "127.0.0.1:0",
		"ARTICLEBOT_WEB_ENABLED":          "true",
	})
	base := "http://" + p.addr(t)
	if body := onThePage(t, base, wellKnown); !strings.Contains(body, "918") {
		t.Errorf("the page:\n%s", body)
	}
	resp, err := http.Post(base+"/", "application/json", strings.NewReader(`{"update_id":1}`))
	must(t, err)
	resp.Body.Close()
	if resp.StatusCode != http.StatusUnauthorized && resp.StatusCode != http.StatusForbidden {
		t.Errorf("an update without the secret is answered %s", resp.Status)
	}
	must(t, p.end())
}

// TestThePagesGoOnWhereAPlatformFails serves with a token that is revoked.
func TestThePagesGoOnWhereAPlatformFails(t *testing.T) {
	tg := httptest.NewServer(telegramtest.New(telegramtest.Options{}))
	defer tg.Close()
	p := start(t, map[string]string{
		"ARTICLEBOT_TELEGRAM_TOKEN":   "1:another-token-that-is-not-known-there",
		"ARTICLEBOT_TELEGRAM_API_URL": tg.URL,
		"ARTICLEBOT_HTTP_ADDR":        "127.0.0.1:0",
		"ARTICLEBOT_WEB_ENABLED":      "true",
		"ARTICLEBOT_DATA_DIR":         filepath.Join(t.TempDir(), "data"),
	})
	base := "http://" + p.addr(t)
	eventually(t, "Telegram has failed", func() bool {
		code, body := get(t, base+"/readyz")
		return code == http.StatusServiceUnavailable && strings.Contains(body, "telegram: not ready") && strings.Contains(body, "web: ok")
	})
	if body := onThePage(t, base, wellKnown); !strings.Contains(body, "918") {
		t.Errorf("the page:\n%s", body)
	}
	if err := p.end(); err == nil {
		t.Error("serve forgot that Telegram failed")
	}
}
