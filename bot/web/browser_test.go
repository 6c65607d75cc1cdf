package web_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"articlebot/bot/web"
)

// picturesVariable names the folder for pictures of the pages; none are made
// without it.
const picturesVariable = "WEB_PICTURES"

// browserNames are the programs that can be driven, as systems call them.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "headless-shell"}

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
	list = append(list, chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("lang", "en"), chromedp.Flag("accept-lang", "en"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), append(list, options...)...)
	t.Cleanup(cancel)
	ctx, cancelTab := chromedp.NewContext(ctx)
	t.Cleanup(cancelTab)
	ctx, cancelTime := context.WithTimeout(ctx, time.Minute)
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

func TestPictures(t *testing.T) {
	if os.Getenv(picturesVariable) == "" {
		t.Skip("set " + picturesVariable + " to a folder for pictures")
	}
	s := newStand(t, web.Config{Paper: "Điện Biên Phủ", Origins: []string{paperOrigin}})
	for _, look := range []struct {
		name          string
		width, height int64
		scheme        string
	}{{"light", 1000, 900, "light"}, {"dark", 1000, 900, "dark"}, {"360", 360, 720, "light"}, {"360-dark", 360, 720, "dark"}} {
		ctx := tab(t)
		play(t, ctx, looks(look.width, look.height, look.scheme), chromedp.Navigate(s.URL))
		picture(t, ctx, look.name+"-start")
		play(t, ctx, chromedp.SendKeys("#q", wellKnown+"\r"), chromedp.WaitVisible("#t1"), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-answer")
		play(t, ctx, chromedp.SendKeys("#q", "qwertz uiop\r"), chromedp.WaitVisible("#t2"), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-none")
		play(t, ctx, chromedp.SendKeys("#q", "articles\r"), chromedp.WaitVisible("#t3"), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-titles")
		href := value[string](t, ctx, `document.querySelector("#t1 a.link").href`)
		play(t, ctx, chromedp.Navigate(href), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-article")
		if !strings.Contains(href, "#p") {
			t.Errorf("the link %s leads to no passage", href)
		}
	}
}
