package web_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"articlebot/bot/web"
)

// picturesVariable names the folder for pictures of the pages; none are made
// without it.
const picturesVariable = "WEB_PICTURES"

// browserNames are the programs that can be driven, as systems call them.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"}

// browserPatience is how long a test waits for what a browser does at once where
// the machine has nothing else to do.
const browserPatience = time.Minute

// tab opens a page in a real browser; without one the test is skipped.
func tab(t *testing.T, options ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	program := ""
	for _, name := range browserNames {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no Chromium here: apt-get install chromium")
	}
	list := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	list = append(list, chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WSURLReadTimeout(browserPatience), chromedp.Flag("lang", "en"), chromedp.Flag("accept-lang", "en"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(list, options...)...)
	t.Cleanup(cancel)
	ctx, cancelTab := chromedp.NewContext(ctx)
	t.Cleanup(cancelTab)
	ctx, cancelTime := context.WithTimeout(ctx, 4*browserPatience)
	t.Cleanup(cancelTime)
	return ctx
}

// step is something done in a browser.
type step = chromedp.Action[chromedp.Void]

// play does steps in a browser.
func play(t *testing.T, ctx context.Context, steps ...step) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// value evaluates an expression on the page.
func value[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// picture keeps a picture of what the browser shows, if they are wanted.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv(picturesVariable)
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	must(t, err)
	must(t, os.MkdirAll(dir, 0o755))
	must(t, os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644))
}

// looks sets size and color scheme.
func looks(width, height int64, scheme string) step {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		size := emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500}
		if _, err := cdp.Call(ctx, t, emulation.SetDeviceMetricsOverride, size); err != nil {
			return err
		}
		media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, media)
		return err
	})
}

// watch notes every address that a page asks for, and every fault that the
// browser finds: a script's error, a policy that was broken.
type watch struct {
	mu        sync.Mutex
	addresses []string
	faults    []string
}

func watching(t *testing.T, ctx context.Context) *watch {
	t.Helper()
	w := &watch{}
	must(t, chromedp.Listen(ctx, func(event any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			w.addresses = append(w.addresses, e.Request.URL)
		case *log.EventEntryAdded:
			if e.Entry.Level == log.EntryLevelError {
				w.faults = append(w.faults, e.Entry.Text)
			}
		case *runtime.EventExceptionThrown:
			w.faults = append(w.faults, e.ExceptionDetails.Text)
		}
	}))
	return w
}

// clean tests that nobody else was asked for anything and nothing went wrong.
func (w *watch) clean(t *testing.T, ours ...string) {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.addresses) == 0 {
		t.Error("no request was seen")
	}
	for _, a := range w.addresses {
		if !slices.ContainsFunc(ours, func(o string) bool { return strings.HasPrefix(a, o) }) {
			t.Errorf("the page asked %s", a)
		}
	}
	for _, f := range w.faults {
		t.Errorf("the browser says: %s", f)
	}
}

// soon waits until an expression is true on the page. While one page gives way
// to the next it may not even have a value.
func soon(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for end := time.Now().Add(browserPatience); ; time.Sleep(20 * time.Millisecond) {
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+expression+")"))
		if is && err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("never: %s (%v)\n%s", expression, err, value[string](t, ctx, "location.href + '\\n' + document.body.innerText"))
		}
	}
}

// focused tells what the keyboard is on.
const focused = `(function () { const e = document.activeElement; return e.id || e.className || e.tagName; })()`

// inSight tells whether the marked sentence is on the screen.
const inSight = `(function () { const r = document.querySelector("mark").getBoundingClientRect(); return r.height > 0 && r.top >= 0 && r.bottom <= innerHeight; })()`

func TestAReaderInABrowser(t *testing.T) {
	s := newStand(t, web.Config{})
	ctx := tab(t)
	w := watching(t, ctx)
	play(t, ctx, looks(1000, 900, "light"), chromedp.Navigate(s.URL), chromedp.Evaluate[chromedp.Void](`window.same = true`))
	play(t, ctx, chromedp.SendKeys(chromedp.CSS("#q"), wellKnown+"\r"))
	soon(t, ctx, `document.querySelector("#t1 mark")?.innerText.includes("918 files")`)
	if !value[bool](t, ctx, `window.same === true && location.pathname.startsWith("/c/") && document.getElementById("q").value === ""`) {
		t.Error("the page was left to ask, or its address is not the conversation's")
	}
	if got := value[string](t, ctx, focused); got != "q" {
		t.Errorf("after a question the keyboard is on %q", got)
	}
	place := value[string](t, ctx, `document.querySelector("#t1 .origin").innerText`)
	play(t, ctx, chromedp.Click(chromedp.CSS("#t1 .more")))
	soon(t, ctx, `document.querySelector("#t1 .where").innerText.startsWith("2 /")`)
	if now := value[string](t, ctx, `document.querySelector("#t1 .origin").innerText`); now == place {
		t.Errorf("more shows %q again", now)
	}
	play(t, ctx, chromedp.Click(chromedp.CSS("#t1 .back")))
	soon(t, ctx, `document.querySelector("#t1 .where").innerText.startsWith("1 /")`)
	play(t, ctx, chromedp.Click(chromedp.CSS("#t1 .good")))
	soon(t, ctx, `document.querySelector("#t1 .confirmed")?.innerText.startsWith("Thank you")`)
	play(t, ctx, chromedp.SendKeys(chromedp.CSS("#q"), "and in Mường Pồn?\r"))
	soon(t, ctx, `document.querySelectorAll("#talk > .turn").length === 2 && !document.querySelector(".welcome")`)
	play(t, ctx, chromedp.Reload())
	soon(t, ctx, `document.querySelectorAll("#talk > .turn").length === 2`)

	talk := value[string](t, ctx, `location.href`)
	play(t, ctx, chromedp.Click(chromedp.CSS("#t1 a.link")))
	soon(t, ctx, `location.pathname.startsWith("/a/") && document.readyState === "complete"`)
	soon(t, ctx, inSight)
	if !value[bool](t, ctx, `document.querySelector(".passage:target mark").innerText.includes("918 files")`) {
		t.Error("the page is not open at the passage")
	}
	play(t, ctx, chromedp.Navigate(talk))
	soon(t, ctx, `document.querySelectorAll("#talk > .turn").length === 2`)
	play(t, ctx, chromedp.Click(chromedp.CSS(`.masthead nav a[lang=vi]`)))
	soon(t, ctx, `document.documentElement.lang === "vi" && document.querySelector("label[for=q]").innerText === "Câu hỏi của bạn"`)
	w.clean(t, s.URL)

	// Script and style that stand in a page are not run, and that is noticed.
	play(t, ctx, chromedp.Evaluate[chromedp.Void](`document.body.insertAdjacentHTML("beforeend", "<p id=bad style='color:red' onclick='window.bad = 1'>x</p>"); document.getElementById("bad").click()`))
	if value[bool](t, ctx, `window.bad === 1 || getComputedStyle(document.getElementById("bad")).color === "rgb(255, 0, 0)"`) {
		t.Error("the policy lets through what stands in a page")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.faults) == 0 {
		t.Error("a broken policy is not noticed")
	}
}

func TestAReaderWithoutScript(t *testing.T) {
	s := newStand(t, web.Config{})
	ctx := tab(t)
	play(t, ctx, looks(360, 720, "dark"), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return err
	}), chromedp.Navigate(s.URL), chromedp.SendKeys(chromedp.CSS("#q"), wellKnown+"\r"), chromedp.WaitVisible(chromedp.CSS("#t1 mark")))
	picture(t, ctx, "noscript")
	play(t, ctx, chromedp.Click(chromedp.CSS("#t1 .more")), chromedp.WaitVisible(chromedp.CSS("#t1 .back")))
	play(t, ctx, chromedp.Click(chromedp.CSS("#t1 .bad")), chromedp.WaitVisible(chromedp.CSS("#t1 .confirmed")))
	play(t, ctx, chromedp.Click(chromedp.CSS("#t1 a.link")), chromedp.WaitVisible(chromedp.CSS(".reader .passage:target")))
}

// TestTheKeyboardAloneIsEnough uses nothing else.
func TestTheKeyboardAloneIsEnough(t *testing.T) {
	s := newStand(t, web.Config{})
	ctx := tab(t)
	play(t, ctx, looks(1000, 900, "light"), chromedp.Navigate(s.URL), chromedp.KeyEvent(kb.Tab))
	if got := value[string](t, ctx, focused); got != "skip" {
		t.Errorf("the first stop is %q", got)
	}
	play(t, ctx, chromedp.KeyEvent(kb.Enter))
	soon(t, ctx, focused+` === "q"`)
	play(t, ctx, chromedp.KeyEvent(wellKnown), chromedp.KeyEvent(kb.Enter))
	soon(t, ctx, `!!document.querySelector("#t1 mark")`)
	// Back from the question box to what can be done with the answer.
	reach := func(role string) {
		t.Helper()
		for range 20 {
			play(t, ctx, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)))
			if value[string](t, ctx, focused) == role {
				if !value[bool](t, ctx, `getComputedStyle(document.activeElement).outlineStyle !== "none"`) {
					t.Errorf("nothing shows that the keyboard is on %q", role)
				}
				return
			}
		}
		t.Fatalf("%q is not reached; the keyboard is on %s", role, value[string](t, ctx, focused))
	}
	reach("good")
	play(t, ctx, chromedp.KeyEvent(" "))
	soon(t, ctx, `!!document.querySelector("#t1 .confirmed")`)
	soon(t, ctx, focused+` === "good"`)
	reach("more")
	play(t, ctx, chromedp.KeyEvent(kb.Enter))
	soon(t, ctx, `document.querySelector("#t1 .where").innerText.startsWith("2 /")`)
	soon(t, ctx, focused+` === "more"`)
	reach("back")
	play(t, ctx, chromedp.KeyEvent(kb.Enter))
	soon(t, ctx, `document.querySelector("#t1 .where").innerText.startsWith("1 /")`)
}

// TestNothingIsWiderThanATelephone visits every kind of page at 360 pixels, and
// holds what can be pressed large enough for a finger,
// https://www.w3.org/TR/WCAG22/#target-size-minimum.
func TestNothingIsWiderThanATelephone(t *testing.T) {
	s := newStand(t, web.Config{Paper: "Báo Điện Biên Phủ và các xã vùng cao", Samples: true, Origins: []string{paperOrigin}})
	ctx := tab(t)
	play(t, ctx, looks(360, 720, "light"))
	id := s.post("/c", "q", wellKnown).session(t)
	long := strings.Repeat("Điệnbiênphủ", 20)
	for _, said := range []string{"articles", "/help", "/privacy", "the whole article", long} {
		s.post("/c", "s", id, "q", said)
	}
	article := strings.Split(s.call(map[string]any{"question": wellKnown}).Passages[0].Page, s.URL)[1]
	for _, path := range []string{"/", "/?lang=vi", "/c/" + id, article, "/a/AAAAAAAAAAAAA", "/embed"} {
		play(t, ctx, chromedp.Navigate(s.URL+path))
		if got := value[int](t, ctx, `document.scrollingElement.scrollWidth`); got > 360 {
			t.Errorf("%s is %d pixels wide", path, got)
		}
		small := value[[]string](t, ctx, `Array.from(document.querySelectorAll("button, .row a, input:not([type=hidden])")).filter(function (e) {
			const r = e.getBoundingClientRect(); return r.width < 24 || r.height < 24; }).map(function (e) { return e.outerHTML; })`)
		if len(small) > 0 {
			t.Errorf("%s: too small for a finger: %q", path, small)
		}
		if apart := value[int](t, ctx, `Array.from(document.querySelectorAll(".row .bad")).filter(function (e) {
			return e.getBoundingClientRect().top !== e.closest(".controls").querySelector(".good").getBoundingClientRect().top; }).length`); apart > 0 {
			t.Errorf("%s: a line ends between %d pairs of thumbs", path, apart)
		}
	}
}

// TestWhoHearsThePageMissesNothing reads the tree that screen readers read.
func TestWhoHearsThePageMissesNothing(t *testing.T) {
	s := newStand(t, web.Config{})
	ctx := tab(t)
	id := s.post("/c", "q", wellKnown).session(t)
	s.post("/c", "s", id, "q", "articles")
	play(t, ctx, chromedp.Navigate(s.URL+"/c/"+id))
	tree, err := chromedp.Run(ctx, chromedp.Action[accessibility.GetFullAXTreeResult](func(ctx context.Context, t *chromedp.Target) (accessibility.GetFullAXTreeResult, error) {
		return cdp.Call(ctx, t, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	}))
	must(t, err)
	seen := map[string][]string{}
	for _, n := range tree.Nodes {
		if n.Ignored || n.Role == nil {
			continue
		}
		role, name := fmt.Sprint(n.Role.Value), ""
		if n.Name != nil {
			name = strings.Trim(string(n.Name.Value), `"`)
		}
		role = strings.Trim(role, `"`)
		if slices.Contains([]string{"button", "link", "textbox", "log"}, role) && name == "" {
			t.Errorf("a %s without a name", role)
		}
		seen[role] = append(seen[role], name)
	}
	for role, name := range map[string]string{
		"button": "This answer helped", "textbox": "Your question", "log": "Conversation", "link": "Skip to the question box", "heading": "You asked: " + wellKnown,
	} {
		if !slices.Contains(seen[role], name) {
			t.Errorf("no %s is called %q; there are %q", role, name, seen[role])
		}
	}
	if len(seen["mark"]) == 0 || len(seen["main"]) != 1 || len(seen["blockquote"]) != 1 {
		t.Errorf("marks %q, main %q, quotes %q", seen["mark"], seen["main"], seen["blockquote"])
	}
}
