package web_test

import (
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"articlebot/bot/web"
)

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
		play(t, ctx, chromedp.SendKeys(chromedp.CSS("#q"), wellKnown+"\r"), chromedp.WaitVisible(chromedp.CSS("#t1")), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-answer")
		play(t, ctx, chromedp.SendKeys(chromedp.CSS("#q"), "qwertz uiop\r"), chromedp.WaitVisible(chromedp.CSS("#t2")), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-none")
		play(t, ctx, chromedp.SendKeys(chromedp.CSS("#q"), "articles\r"), chromedp.WaitVisible(chromedp.CSS("#t3")), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-titles")
		href := value[string](t, ctx, `document.querySelector("#t1 a.link").href`)
		play(t, ctx, chromedp.Navigate(href), chromedp.Sleep(300*time.Millisecond))
		picture(t, ctx, look.name+"-article")
	}
}
