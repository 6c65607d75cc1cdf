package telegram_test

import (
	"flag"
	"html"
	"os"
	"strings"
	"testing"

	"articlebot/bot/telegram/internal/chatpage"
	"articlebot/bot/telegram/telegramtest"
)

// picture is where TestThePictureOfAnExchange writes its page. A headless
// browser then makes the picture of the README from it:
//
//	go test ./bot/telegram -run Picture -picture exchange.html
//	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=640,1545 --screenshot=.docs/telegram.png exchange.html
//
// The one in the repository has its colours reduced to a palette.
var picture = flag.String("picture", "", "write a page that shows a real exchange to this file")

func TestThePictureOfAnExchange(t *testing.T) {
	visit(t, telegramtest.Person{ID: 7, Language: "en"}, func(t *testing.T, r *reader) {
		var bubbles []chatpage.Bubble
		for i, q := range []string{
			"how many files did na hy commune resolve ahead of schedule",
			"how many hectares of coffee does pu nhung want by the end of the term",
			"who won the football world cup in 1998?",
		} {
			time := []string{"9:41", "9:42", "9:44"}[i]
			m := r.says(q)
			if m.ReplyTo == 0 || len(m.Keyboard) == 0 {
				t.Fatalf("%q: %q, keyboard %v", q, m.Text, m.Keyboard)
			}
			answer := chatpage.Bubble{HTML: m.HTML, ReplyTo: q, Time: time}
			for _, row := range m.Keyboard {
				var labels []string
				for _, b := range row {
					labels = append(labels, b.Text)
				}
				answer.Keys = append(answer.Keys, labels)
			}
			bubbles = append(bubbles, chatpage.Bubble{Own: true, HTML: html.EscapeString(q), Time: time}, answer)
		}
		var page strings.Builder
		if err := chatpage.Write(&page, "The Paper", bubbles); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(page.String(), "918 files") {
			t.Error("the page does not show the answer")
		}
		if *picture == "" {
			return
		}
		if err := os.WriteFile(*picture, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	})
}
