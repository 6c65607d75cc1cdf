package web_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"articlebot/bot/web"
)

// The script of the npm package axe-core, which .ci/axe.sh fetches; axeVariable
// names another place. It is under the MPL-2.0 and no part of the project.
const (
	axeVariable = "ARTICLEBOT_AXE"
	axePlace    = "articlebot/axe-core-4.14.1/package/axe.min.js" // in the user's cache folder
)

// axeFaults lists what axe-core finds on the page, with every rule that it has.
// The frame of the embedded chat is looked at by itself.
const axeFaults = `axe.run(document, { iframes: false, resultTypes: ["violations"] }).then(function (found) {
	return found.violations.map(function (v) {
		return (v.impact || "?") + " " + v.id + ": " + v.help + ": " + v.nodes.map(function (n) { return n.target + " " + n.html.slice(0, 120) + " " + n.failureSummary; }).join("; ");
	});
})`

// axeScript reads axe-core; without it the test is skipped.
func axeScript(t *testing.T) string {
	t.Helper()
	path := os.Getenv(axeVariable)
	if cache, err := os.UserCacheDir(); path == "" && err == nil {
		path = filepath.Join(cache, filepath.FromSlash(axePlace))
	}
	script, err := os.ReadFile(path)
	if err != nil {
		t.Skip("axe-core is not here: run .ci/axe.sh")
	}
	return string(script)
}

// looked has axe-core look at the page as it is and returns what it finds.
func looked(t *testing.T, ctx context.Context, script string) []string {
	t.Helper()
	if !value[bool](t, ctx, `"axe" in window`) {
		play(t, ctx, chromedp.Evaluate[chromedp.Void](script+";undefined"))
	}
	return value[[]string](t, ctx, axeFaults)
}

// scripting lets pages run their scripts, or not.
func scripting(on bool) step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return err
	})
}

// TestAxeFindsNoFault has axe-core look at every kind of page: by day and by
// night, wide and at 360 pixels, in both languages and as it is without script.
func TestAxeFindsNoFault(t *testing.T) {
	script := axeScript(t)
	s := newStand(t, web.Config{Paper: "The Paper", Samples: true, Origins: []string{paperOrigin}})
	s.start()
	ctx := tab(t)
	id := s.post("/c", "q", wellKnown).session(t)
	for _, said := range []string{"articles", "and in Mường Pồn?", "qwertz uiop", "the whole article", "/help", "/privacy"} {
		s.post("/c", "s", id, "q", said)
	}
	vietnamese := s.post("/c", "q", "xã nà hỳ giải quyết bao nhiêu hồ sơ trước hạn").session(t)
	article := strings.TrimPrefix(s.call(map[string]any{"question": wellKnown}).Passages[0].Page, s.URL)
	pages := []string{"/", "/?lang=vi", "/c/" + id, "/c/" + vietnamese + "?lang=vi", article, strings.Replace(article, "?", "?lang=vi&", 1), "/a/AAAAAAAAAAAAA", "/embed"}
	for _, scheme := range []string{"light", "dark"} {
		for _, width := range []int64{1000, 360} {
			for _, withScript := range []bool{true, false} {
				play(t, ctx, looks(width, 800, scheme))
				for _, path := range pages {
					play(t, ctx, scripting(withScript), chromedp.Navigate(s.URL+path), scripting(true))
					for _, fault := range looked(t, ctx, script) {
						t.Errorf("%s, %s, %d pixels, script %v: %s", path, scheme, width, withScript, fault)
					}
				}
			}
		}
	}
	play(t, ctx, chromedp.Evaluate[chromedp.Void](`document.querySelector("main").insertAdjacentHTML("beforeend", "<img src='/icon.svg'><button></button>")`))
	if found := fmt.Sprint(looked(t, ctx, script)); !strings.Contains(found, "critical image-alt") || !strings.Contains(found, "critical button-name") {
		t.Errorf("of an image and a button without a name axe-core says %s", found)
	}
}

// TestAxeFindsNoFaultInThePapersPage looks at the paper's page with the chat shut
// and open, and at the chat in its frame.
func TestAxeFindsNoFaultInThePapersPage(t *testing.T) {
	script := axeScript(t)
	chat, page := embedding(t, true, "")
	for _, scheme := range []string{"light", "dark"} {
		ctx := tab(t)
		none := func(where string, ctx context.Context) {
			t.Helper()
			for _, fault := range looked(t, ctx, script) {
				t.Errorf("%s, %s: %s", where, scheme, fault)
			}
		}
		play(t, ctx, looks(1000, 800, scheme), chromedp.Navigate(page.URL))
		soon(t, ctx, launcher+` !== null`)
		none("the paper's page with the chat shut", ctx)
		play(t, ctx, chromedp.Evaluate[chromedp.Void](launcher+`.focus()`), chromedp.KeyEvent(kb.Enter))
		frame := inside(t, ctx, chat.URL+"/embed")
		soon(t, frame, `document.querySelector("#q") !== null`)
		soon(t, ctx, `document.activeElement.tagName === "IFRAME"`)
		none("the paper's page with the chat open", ctx)
		none("the empty chat in its frame", frame)
		play(t, frame, chromedp.SendKeys(chromedp.CSS("#q"), wellKnown+"\r"))
		soon(t, frame, `document.querySelector("#t1 mark") !== null`)
		none("the chat with an answer in its frame", frame)
		play(t, ctx, looks(360, 720, scheme))
		none("the open chat on a telephone", ctx)
		none("its frame on a telephone", frame)
	}
}
