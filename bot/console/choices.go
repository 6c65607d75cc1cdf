package console

import (
	"fmt"
	"strconv"
	"strings"

	"articlebot/bot"
)

// What is typed for the buttons that a terminal has no room to draw.
const (
	typeMore  = "/more"
	typeBack  = "/back"
	typeWhole = "/article"
	typeGood  = "/good"
	typeBad   = "/bad"
	// typeFollow is also the command that follows what was asked last.
	typeFollow = "/follow"
)

// choice is a button as something to type.
type choice struct {
	typed  string
	label  string // "" for those that are not worth a hint
	action bot.Action
	// left counts what is still to come after a paging button, 0 if unknown.
	left int
	// listed choices get a line of their own.
	listed bool
}

// choicesOf names the buttons of a reply. The button before a page number
// goes back, the one after it goes on; questions and the like are numbered.
func choicesOf(r bot.Reply) []choice {
	var list []choice
	for _, row := range r.Buttons {
		page := pageIn(row)
		for i, b := range row {
			if b.Off || b.Action == (bot.Action{}) {
				continue
			}
			list = append(list, choiceOf(b, i, page, row, len(listed(list))))
		}
	}
	return list
}

// choiceOf names one button; page is the place of the row's page number or
// -1, and taken how many numbers are given away.
func choiceOf(b bot.Button, i, page int, row []bot.Button, taken int) choice {
	c := choice{label: b.Label, action: b.Action}
	paging := page >= 0 && (i == page-1 || i == page+1)
	switch {
	case paging && i < page:
		c.typed = typeBack
	case paging:
		c.typed, c.left = typeMore, pagesLeft(row[page].Label)
	case b.Action.Verb == bot.OpenArticle:
		c.typed = typeWhole
	case b.Action.Verb == bot.ThumbsUp:
		c.typed = typeGood
	case b.Action.Verb == bot.FollowThis:
		c.typed = typeFollow
	case b.Action.Verb == bot.ThumbsDown:
		c.typed = typeBad
	default:
		c.typed, c.listed = "/"+strconv.Itoa(taken+1), true
	}
	return c
}

// pageIn returns the place of the button that only shows where one is, -1 if
// the row has none.
func pageIn(row []bot.Button) int {
	for i, b := range row {
		if b.Off {
			return i
		}
	}
	return -1
}

// pagesLeft reads "1 / 3" as 2; 0 if it does not read so.
func pagesLeft(label string) int {
	var at, of int
	if n, _ := fmt.Sscanf(strings.ReplaceAll(label, " ", ""), "%d/%d", &at, &of); n == 2 {
		return max(of-at, 0)
	}
	return 0
}

// listed returns the choices with lines of their own.
func listed(choices []choice) []choice {
	var list []choice
	for _, c := range choices {
		if c.listed {
			list = append(list, c)
		}
	}
	return list
}

// choices writes what can be typed.
func (p *printer) choices(choices []choice) {
	for _, c := range listed(choices) {
		p.out.WriteString(p.style.paint(look{bold: true}, c.typed) + " ")
		p.wrapped(cleanLine(c.label), look{}, strings.Repeat(" ", len(c.typed)+1))
	}
	var hints []string
	for _, c := range choices {
		if h := p.hint(c); h != "" {
			hints = append(hints, h)
		}
	}
	p.wrapped(strings.Join(hints, " · "), look{dim: true}, "")
}

// samples writes the questions that a reply suggests, where there is no chat to
// choose one in.
func (p *printer) samples(r bot.Reply) {
	for _, row := range r.Buttons {
		for _, b := range row {
			if b.Action.Verb == bot.AskSample {
				p.out.WriteString(margin)
				p.wrapped(cleanLine(b.Label), look{}, margin)
			}
		}
	}
}

// hint is the short form of a choice, "" for those that are not shown.
func (p *printer) hint(c choice) string {
	switch {
	case c.typed == typeMore && c.action.Verb == bot.ShowPassage && c.left > 0:
		return typeMore + " " + p.words.Counted(c.left, p.words.Console.More)
	case c.typed == typeMore:
		return typeMore + " " + string(p.words.Console.Next)
	case c.typed == typeBack && c.action.Verb != bot.ShowPassage:
		return typeBack + " " + string(p.words.Console.Back)
	case c.typed == typeWhole:
		return typeWhole + " " + string(p.words.Console.Whole)
	}
	return ""
}
