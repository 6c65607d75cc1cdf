package web_test

import (
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"articlebot/bot/web"
)

// vietnameseQuestion is one that the articles answer in English.
const vietnameseQuestion = "Xã Nà Hỳ được sáp nhập từ những xã nào?"

func TestPictures(t *testing.T) {
	if os.Getenv(picturesVariable) == "" {
		t.Skip("set " + picturesVariable + " to a folder for pictures")
	}
	s := newStand(t, web.Config{Paper: "Điện Biên Phủ", Origins: []string{paperOrigin}})
	for _, look := range []struct {
		name          string
		width, height int64
		scheme        string
		language      string
		question      string
	}{
		{"light", 1000, 900, "light", "en", wellKnown}, {"dark", 1000, 900, "dark", "en", wellKnown},
		{"360", 360, 720, "light", "en", wellKnown}, {"360-dark", 360, 720, "dark", "en", wellKnown},
		{"vi", 1000, 900, "light", "vi", vietnameseQuestion}, {"360-vi", 360, 720, "light", "vi", vietnameseQuestion},
	} {
		ctx := tab(t)
		play(t, ctx, looks(look.width, look.height, look.scheme), chromedp.Navigate(s.URL+"/?lang="+look.language))
		picture(t, ctx, look.name+"-start")
		play(t, ctx, chromedp.SendKeys(chromedp.CSS("#q"), look.question+"\r"), chromedp.WaitVisible(chromedp.CSS("#t1")), chromedp.Sleep(300*time.Millisecond))
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
