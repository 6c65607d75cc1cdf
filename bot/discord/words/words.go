// Package words reads what a message on Discord says, whoever wrote it and in
// whatever shape: what Discord itself marks as something else is taken out. It is
// pure, and knows nothing of who is spoken to.
package words

import (
	"regexp"
	"strings"

	"articlebot/bot/discord/api"
	"articlebot/bot/discord/render"
	"articlebot/bot/internal/remnant"
)

// marks is what Discord itself shows in the place of some text: mentions of
// people, roles, channels and commands, custom emoji, times, ways through a
// server (https://discord.com/developers/docs/reference#message-formatting), and
// links to messages and servers. They point at something and are no part of a
// question.
var marks = regexp.MustCompile(`<@[!&]?\d+>|<#\d+>|</[^<>:\n]{1,100}:\d+>|<a?:\w{2,32}:\d+>|<t:-?\d{1,17}(?::\w)?>|<id:\w+>|` +
	`<?https?://(?:\w+\.)?discord(?:app)?\.com/channels/[\w@/]+>?|<?https?://(?:discord\.gg|(?:\w+\.)?discord(?:app)?\.com/invite)/[\w-]+>?`)

// unshown is a link whose picture its author does not want to see.
var unshown = regexp.MustCompile(`<(https?://[^\s<>]+)>`)

// quoting starts a line that quotes somebody.
var quoting = regexp.MustCompile(`(?m)^[ \t]*>(?:>>)?[ \t]`)

// WithoutMarks is what a text says in words. Other links may be those of
// articles, and are the conversation's to read.
func WithoutMarks(s string) string {
	s = quoting.ReplaceAllString(unshown.ReplaceAllString(s, "$1"), "")
	if !marks.MatchString(s) {
		return strings.TrimSpace(s)
	}
	return remnant.Tidy(marks.ReplaceAllString(s, " "))
}

// MaxNested bounds how deep a message is looked into: components lie in
// components, and a forwarded message in another.
const MaxNested = 5

// Of is what a message says, whoever wrote it: its text, what was forwarded,
// what stands in embeds and components, or a poll's question.
func Of(m *api.Received) string { return wordsWithin(m, MaxNested) }

func wordsWithin(m *api.Received, depth int) string {
	if m == nil || depth == 0 {
		return ""
	}
	if q := render.Question(m.Content); q != "" && (m.Author == nil || m.Author.Bot) {
		return q // one of our answers
	}
	if text := WithoutMarks(m.Content); remnant.Worded(text) {
		return text
	}
	for _, s := range m.Snapshots {
		if text := wordsWithin(s.Message, depth-1); text != "" {
			return text
		}
	}
	var parts []string
	for _, e := range m.Embeds {
		parts = append(parts, e.Title, e.Description)
		for _, f := range e.Fields {
			parts = append(parts, f.Name, f.Value)
		}
	}
	parts = append(parts, shownIn(m.Components, depth)...)
	if m.Poll != nil {
		parts = append(parts, m.Poll.Question.Text)
	}
	return WithoutMarks(strings.Join(parts, "\n"))
}

// shownIn are the texts that components show.
func shownIn(list []api.Component, depth int) []string {
	if depth == 0 {
		return nil
	}
	var parts []string
	for _, c := range list {
		parts = append(parts, c.Content)
		parts = append(parts, shownIn(c.Components, depth-1)...)
	}
	return parts
}

// In tells whether a message holds anything: words, a picture, a voice.
func In(m *api.Received) bool {
	return strings.TrimSpace(m.Content) != "" || len(m.Attachments)+len(m.Stickers)+len(m.Snapshots)+len(m.Embeds)+len(m.Components) > 0 || m.Poll != nil
}
