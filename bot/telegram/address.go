package telegram

import (
	"strings"

	"articlebot/bot/telegram/api"
)

// address is how a message speaks to bots.
type address struct {
	// command is the command's name in lower case, "" if there is none.
	command string
	// text is what remains without command and mention.
	text      string
	named     bool // the command names this bot: /ask@thisbot
	mentioned bool // @thisbot stands in the text
	other     bool // the command names another bot
}

// maxCommandName is the length of a command,
// https://core.telegram.org/bots/api#botcommand.
const maxCommandName = 32

// address reads the command and the mention out of a message. Commands are
// read from the text: their entities say no more, and a forged one could point
// anywhere. Mentions are read from the entities, whose offsets are UTF-16.
func (p *updateParser) address(m *api.Message) address {
	text, entities := m.Said()
	var a address
	if name, target, rest, ok := cutCommand(text); ok {
		a.command = name
		a.named = target != "" && strings.EqualFold(target, p.self.Username)
		a.other = target != "" && !a.named
		a.text = strings.TrimSpace(rest)
		return a
	}
	a.text = text
	for _, e := range entities {
		start, end, ok := api.UTF16Slice(text, e.Offset, e.Length)
		if !ok || !p.isMention(e, text[start:end]) {
			continue
		}
		a.mentioned = true
		a.text = text[:start] + " " + text[end:]
		break // the offsets of the others no longer hold, and one is enough
	}
	a.text = strings.TrimSpace(a.text)
	if a.mentioned {
		a.text = strings.TrimSpace(strings.TrimLeft(a.text, ",:;-–— \u00a0"))
	}
	// "@thisbot /ask …" is a command too.
	if name, target, rest, ok := cutCommand(a.text); a.mentioned && ok && (target == "" || strings.EqualFold(target, p.self.Username)) {
		a.command, a.named, a.text = name, true, strings.TrimSpace(rest)
	}
	return a
}

func (p *updateParser) isMention(e api.Entity, text string) bool {
	switch e.Type {
	case "mention":
		return p.self.Username != "" && strings.EqualFold(strings.TrimPrefix(text, "@"), p.self.Username)
	case "text_mention":
		return e.User != nil && e.User.ID == p.self.ID
	}
	return false
}

// cutCommand splits "/name@target rest". The name is in lower case.
func cutCommand(text string) (name, target, rest string, ok bool) {
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "/") {
		return "", "", "", false
	}
	word, rest := text[1:], ""
	if i := strings.IndexAny(word, " \t\r\n\u00a0"); i >= 0 {
		word, rest = word[:i], word[i:]
	}
	name, target, _ = strings.Cut(word, "@")
	if name == "" || len(name) > maxCommandName || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
		return "", "", "", false
	}
	return strings.ToLower(name), target, rest, true
}
