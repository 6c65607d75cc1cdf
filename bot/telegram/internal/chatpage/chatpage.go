// Package chatpage draws an exchange on Telegram as a web page, for the
// picture in the documentation. It shows messages exactly as the adapter sent
// them: their HTML is put into the page as it is.
package chatpage

import (
	"fmt"
	"html/template"
	"io"
	"strings"
)

// Bubble is one message.
type Bubble struct {
	Own  bool   // the reader's, not the bot's
	HTML string // in Telegram's HTML
	// ReplyTo is the text above it that it answers, "" for none.
	ReplyTo string
	// Keys are the labels of the buttons under it, by row.
	Keys [][]string
	// Time is shown in its corner, such as "9:41".
	Time string
}

// Write writes the page. The bubbles' HTML must come from the adapter: it is
// not escaped again.
func Write(w io.Writer, name string, bubbles []Bubble) error {
	err := page.Execute(w, struct {
		Name    string
		Bubbles []Bubble
	}{name, bubbles})
	if err != nil {
		return fmt.Errorf("draw page: %w", err)
	}
	return nil
}

// markup lays out Telegram's HTML as its clients do: a block quote stands on
// lines of its own, so the line ends around it are not shown.
func markup(s string) template.HTML {
	s = strings.NewReplacer("\n<blockquote", "<blockquote", "</blockquote>\n", "</blockquote>").Replace(s)
	return template.HTML(s) //nolint:gosec // see Write
}

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"markup": markup,
}).Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{{.Name}}</title>
<style>
* { box-sizing: border-box; margin: 0; }
body { width: 640px; background: #bcd5b9; font: 17px/1.36 "Noto Sans", "DejaVu Sans", sans-serif; color: #111; }
header { background: #fff; padding: 12px 18px; display: flex; align-items: center; gap: 12px; border-bottom: 1px solid #0002; }
header i { width: 42px; height: 42px; border-radius: 50%; background: #3a8f6f; color: #fff; font: bold 20px/42px "DejaVu Sans", sans-serif; text-align: center; }
header b { display: block; font-size: 17px; } header small { color: #789; font-size: 13px; }
main { padding: 14px 14px 18px; display: flex; flex-direction: column; gap: 10px; }
.row { max-width: 88%; align-self: flex-start; } .own { align-self: flex-end; }
.bubble { background: #fff; border-radius: 14px 14px 14px 4px; padding: 8px 12px 20px; position: relative; box-shadow: 0 1px 1px #0002; white-space: pre-wrap; overflow-wrap: anywhere; }
.own .bubble { background: #e4fdcb; border-radius: 14px 14px 4px 14px; }
time { position: absolute; right: 10px; bottom: 3px; font-size: 11.5px; color: #8a9; }
.reply { border-left: 3px solid #3a8f6f; background: #3a8f6f1a; border-radius: 4px; padding: 2px 8px; margin-bottom: 6px; font-size: 14px; color: #346; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
blockquote { border-left: 3px solid #3a8f6f; background: #3a8f6f14; border-radius: 5px; padding: 5px 10px; margin: 4px 0; white-space: normal; }
blockquote[expandable] { max-height: 5.6em; overflow: hidden; position: relative; }
blockquote[expandable]::after { content: "⌄"; position: absolute; right: 8px; bottom: 0; color: #3a8f6f; background: #eef5f1; padding: 0 4px; }
a { color: #2678b6; text-decoration: none; }
.keys { margin-top: 3px; display: flex; gap: 3px; } .keys span { flex: 1; background: #2f5d4f99; color: #fff; border-radius: 8px; padding: 8px 6px; text-align: center; font-size: 15px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.keys span { font-family: "Noto Sans", "DejaVu Sans", "Noto Color Emoji", sans-serif; }
</style>
<header><i>P</i><div><b>{{.Name}}</b><small>bot</small></div></header>
<main>{{range .Bubbles}}
<div class="row{{if .Own}} own{{end}}"><div class="bubble">{{with .ReplyTo}}<div class="reply">{{.}}</div>{{end}}{{markup .HTML}}<time>{{.Time}}</time></div>
{{- range .Keys}}<div class="keys">{{range .}}<span>{{.}}</span>{{end}}</div>{{end}}</div>{{end}}
</main></html>
`))
