package discord_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"html/template"
	"os"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"articlebot/bot/discord/render"
)

// picture is where TestThePictureOfAnExchange writes its page. A headless
// browser then makes the picture of the README from it:
//
//	go test ./bot/discord -run Picture -picture exchange.html
//	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=720,1235 --screenshot=.docs/discord.png exchange.html
//
// The one in the repository has its colours reduced to a palette.
var picture = flag.String("picture", "", "write a page that shows a real exchange to this file")

// shownMessage is a message as the page draws it.
type shownMessage struct {
	Time, Question, Remark string
	Embeds                 []shownEmbed
	Rows                   [][]shownPart
}

type shownEmbed struct {
	Colour        template.CSS
	Title, Footer string
	Text          template.HTML
}

type shownPart struct {
	Label     string
	Menu, Off bool
}

// draw reads a message that was sent, the way Discord's client does.
func draw(t *testing.T, at string, sent map[string]any) shownMessage {
	t.Helper()
	var m struct {
		Content    string
		Embeds     []discordgo.MessageEmbed
		Components []struct {
			Components []struct {
				Label, Placeholder string
				Disabled           bool
			}
		}
	}
	raw, err := json.Marshal(sent)
	if err == nil {
		err = json.Unmarshal(raw, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	_, remark, _ := strings.Cut(m.Content, "\n")
	s := shownMessage{Time: at, Question: render.Question(m.Content), Remark: render.Unescape(remark)}
	for _, e := range m.Embeds {
		shown := shownEmbed{Colour: template.CSS(fmt.Sprintf("#%06x", e.Color)), Title: render.Unescape(e.Title), Text: marked(e.Description)}
		if e.Footer != nil {
			shown.Footer = e.Footer.Text
		}
		s.Embeds = append(s.Embeds, shown)
	}
	for _, r := range m.Components {
		var row []shownPart
		for _, c := range r.Components {
			row = append(row, shownPart{Label: c.Label + c.Placeholder, Menu: c.Placeholder != "", Off: c.Disabled})
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// marked turns the only markup that we write into the page's.
func marked(s string) template.HTML {
	var b strings.Builder
	for n, part := range strings.Split(s, "**") {
		text := strings.ReplaceAll(template.HTMLEscapeString(render.Unescape(part)), "\n", "<br>")
		if n%2 == 1 {
			text = "<b>" + text + "</b>"
		}
		b.WriteString(text)
	}
	return template.HTML(b.String()) //nolint:gosec // escaped above
}

func TestThePictureOfAnExchange(t *testing.T) {
	r := beginWith(t, realConversation(t), nil).ready(t)
	var page strings.Builder
	var all []shownMessage
	for n, q := range []string{
		wellKnown,
		"how many hectares of coffee does pu nhung want by the end of the term",
		"who won the football world cup in 1998?",
	} {
		all = append(all, draw(t, fmt.Sprint("Today at 9:4", n+1), r.outcome(t, r.Ask(q)).Original()))
	}
	tmpl, err := template.ParseFiles("testdata/page/exchange.html.tmpl")
	if err == nil {
		err = tmpl.Execute(&page, all)
	}
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), "918 files were resolved ahead of schedule.</b>") {
		t.Error("the page does not show the answer")
	}
	if *picture != "" {
		if err := os.WriteFile(*picture, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
