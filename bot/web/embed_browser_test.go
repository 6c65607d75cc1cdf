package web_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"articlebot/bot/web"
)

// newsPage is a paper's own page, with a policy of its own as strict as ours.
func newsPage(t *testing.T, script, attributes string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Security-Policy", "default-src 'none'; img-src data:; script-src "+script+"; frame-src "+script)
		fmt.Fprintf(w, `<!doctype html><html lang="vi"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,"><title>The Paper</title>
<main><h1>The Paper</h1><p>%s</p><div id="ask"></div></main><script src="%s/embed.js" async%s></script></html>`, strings.Repeat("News of the day. ", 200), script, attributes)
	}))
	t.Cleanup(s.Close)
	// To a browser "localhost" is another site than 127.0.0.1.
	s.URL = "http://localhost:" + s.URL[strings.LastIndexByte(s.URL, ':')+1:]
	return s
}

// embedding is a chat and a paper's page that shows it, allowed or not.
func embedding(t *testing.T, allowed bool, attributes string) (chat *stand, page *httptest.Server) {
	t.Helper()
	// Each must know the other's address: the chat is made again when the page's
	// is known.
	chat = newStand(t, web.Config{Origins: []string{paperOrigin}})
	page = newsPage(t, chat.URL, attributes)
	origin := page.URL
	if !allowed {
		origin = paperOrigin
	}
	lib, err := library()
	must(t, err)
	chat.web, err = web.New(web.Config{Paper: "The Paper", Color: "#0b5d3b", Origins: []string{origin}, PerMinute: -1}, chat.conv, lib)
	must(t, err)
	chat.Config.Handler = chat.web.Handler()
	return chat, page
}

// inside attaches to the frame that the chat is in.
func inside(t *testing.T, ctx context.Context, url string) context.Context {
	t.Helper()
	for end := time.Now().Add(browserPatience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		list, err := chromedp.Targets(ctx)
		must(t, err)
		for _, info := range list {
			if info.Type == "iframe" && strings.HasPrefix(info.URL, url) {
				return attach(t, ctx, info.TargetID)
			}
		}
	}
	t.Fatal("there is no frame")
	return nil
}

func attach(t *testing.T, ctx context.Context, id target.ID) context.Context {
	t.Helper()
	frame, cancel := chromedp.NewContext(ctx, chromedp.WithTargetID(id))
	t.Cleanup(cancel)
	return frame
}

// launcher is the button that the script put on the paper's page.
const launcher = `document.querySelector("body > button[aria-haspopup=dialog]")`

func TestTheChatInsideThePapersPage(t *testing.T) {
	chat, page := embedding(t, true, "")
	ctx := tab(t)
	w := watching(t, ctx)
	play(t, ctx, looks(1000, 800, "light"), chromedp.Navigate(page.URL))
	soon(t, ctx, launcher+` !== null`)
	if got := value[string](t, ctx, launcher+`.innerText`); got != "Hỏi The Paper" {
		t.Errorf("the button says %q on a Vietnamese page", got)
	}
	if value[bool](t, ctx, `document.querySelector("iframe") !== null`) {
		t.Error("the frame is loaded before anybody asks for it")
	}
	picture(t, ctx, "embed-closed")
	play(t, ctx, chromedp.Evaluate[chromedp.Void](launcher+`.focus()`), chromedp.KeyEvent(kb.Enter))
	soon(t, ctx, launcher+`?.getAttribute("aria-expanded") === "true" && document.activeElement.tagName === "IFRAME"`)

	frame := inside(t, ctx, chat.URL+"/embed")
	soon(t, frame, `document.querySelector("#q") !== null && document.documentElement.lang === "vi"`)
	play(t, frame, chromedp.SendKeys(chromedp.CSS("#q"), wellKnown+"\r"))
	soon(t, frame, `document.querySelector("#t1 mark")?.innerText.includes("918 files")`)
	soon(t, frame, `document.querySelector("#t1 a.link").target === "_blank"`)
	play(t, frame, chromedp.Click(chromedp.CSS("#t1 .more")))
	soon(t, frame, `document.querySelector("#t1 .where").innerText.startsWith("2 /")`)
	picture(t, ctx, "embed-open")
	if got := value[string](t, frame, `document.cookie + localStorage.length + sessionStorage.length`); got != "00" {
		t.Errorf("the frame keeps %q", got)
	}
	play(t, frame, chromedp.Focus(chromedp.CSS("#q")), chromedp.KeyEvent(kb.Escape))
	soon(t, ctx, launcher+`?.getAttribute("aria-expanded") === "false" && document.activeElement === `+launcher)

	play(t, ctx, looks(360, 720, "dark"), chromedp.Evaluate[chromedp.Void](launcher+`.click()`))
	soon(t, ctx, `document.querySelector("[role=dialog]").getBoundingClientRect().width === innerWidth && document.scrollingElement.scrollWidth <= 360`)
	picture(t, ctx, "embed-360")
	if got := value[string](t, ctx, `document.cookie + localStorage.length + sessionStorage.length`); got != "00" {
		t.Errorf("the paper's page keeps %q", got)
	}
	w.clean(t, page.URL, chat.URL, "data:,")
}

func TestTheChatInAPlaceOfThePapersPage(t *testing.T) {
	chat, page := embedding(t, true, ` data-into="#ask" data-lang="en"`)
	ctx := tab(t)
	play(t, ctx, looks(1000, 800, "light"), chromedp.Navigate(page.URL))
	frame := inside(t, ctx, chat.URL+"/embed")
	soon(t, frame, `document.documentElement.lang === "en" && document.querySelector("#q") !== null`)
	if value[bool](t, ctx, launcher+` !== null || document.querySelector("#ask > iframe") === null`) {
		t.Error("the chat is not in its place, or a button is there too")
	}
}

// TestASiteThatIsNotAllowedShowsNoChat holds that the browser refuses the frame:
// nothing of ours runs in it.
func TestASiteThatIsNotAllowedShowsNoChat(t *testing.T) {
	chat, page := embedding(t, false, "")
	ctx := tab(t)
	w := watching(t, ctx)
	play(t, ctx, looks(1000, 800, "light"), chromedp.Navigate(page.URL))
	soon(t, ctx, launcher+` !== null`)
	play(t, ctx, chromedp.Evaluate[chromedp.Void](launcher+`.click()`))
	refused := func() bool {
		w.mu.Lock()
		defer w.mu.Unlock()
		return strings.Contains(strings.Join(w.faults, "\n"), "frame-ancestors")
	}
	for end := time.Now().Add(browserPatience); !refused(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the browser refuses nothing; it says %q", w.faults)
		}
	}
	list, err := chromedp.Targets(ctx)
	must(t, err)
	for _, info := range list {
		if info.Type != "iframe" {
			continue
		}
		if shown := value[string](t, attach(t, ctx, info.TargetID), `location.href + " " + (document.querySelector("#q") !== null)`); strings.HasPrefix(shown, chat.URL) {
			t.Errorf("the frame shows %s", shown)
		}
	}
}
