package telegram

import (
	"context"
	"strings"
	"sync/atomic"
	"time"

	"articlebot/bot/internal/remnant"
	"articlebot/bot/telegram/api"
	"articlebot/retrieval/clock"
)

// address is how a message speaks to bots.
type address struct {
	// command is the command's name in lower case, "" if there is none.
	command string
	// text is what remains in words, without command, mentions and other marks.
	text      string
	named     bool // the command names this bot: /ask@thisbot
	mentioned bool // @thisbot stands in the text
	other     bool // the command names another bot
}

// maxCommandName is the length of a command,
// https://core.telegram.org/bots/api#botcommand.
const maxCommandName = 32

// address reads the command and the mention out of a message.
func (p *updateParser) address(m *api.Message) address {
	text, entities := m.Said()
	var a address
	if c, ok := commandIn(text, entities); ok {
		a.take(c, p.isName(c.target))
		a.other = c.target != "" && !a.named
		a.text = remnant.Tidy(withoutMarks(after(text, entities, c.end)))
		return a
	}
	first := len(text) // where the first mention of the bot ends
	for _, e := range entities {
		start, end, ok := api.UTF16Slice(text, e.Offset, e.Length)
		if !ok || !p.isMention(e, text[start:end]) {
			continue
		}
		a.mentioned = true
		if strings.TrimSpace(text[:start]) == "" {
			first = end
		}
	}
	a.text = withoutMarks(text, entities)
	// "@thisbot /ask …" is a command too.
	rest, marks := after(text, entities, first)
	if c, ok := commandIn(rest, marks); a.mentioned && ok && (c.target == "" || p.isName(c.target)) {
		a.take(c, true)
		a.text = remnant.Tidy(withoutMarks(after(rest, marks, c.end)))
	}
	return a
}

// take notes a command.
func (a *address) take(c command, named bool) { a.command, a.named = c.name, named }

func (p *updateParser) isName(name string) bool {
	return p.self.Username != "" && strings.EqualFold(name, p.self.Username)
}

// isMention tells the entities that speak to the bot: its name, and a command
// for it anywhere in a text.
func (p *updateParser) isMention(e api.Entity, text string) bool {
	switch e.Type {
	case "mention":
		return p.isName(strings.TrimPrefix(text, "@"))
	case "text_mention":
		return e.User != nil && e.User.ID == p.self.ID
	case "bot_command":
		_, target, _ := strings.Cut(text, "@")
		return p.isName(target)
	}
	return false
}

// after is what follows byte n of a text, with its entities.
func after(text string, entities []api.Entity, n int) (string, []api.Entity) {
	units := api.UTF16Len(text[:n])
	var rest []api.Entity
	for _, e := range entities {
		if e.Offset >= units {
			e.Offset -= units
			rest = append(rest, e)
		}
	}
	return text[n:], rest
}

// command is a command at the beginning of a text.
type command struct {
	name   string // in lower case
	target string // the bot that it names, "" if none
	end    int    // where it ends, in bytes
}

// commandIn finds the command that a text begins with. It ends where Telegram's
// own entity does, so that a mark may follow at once: "/ask: who?". Where a server
// sends no entities, or one that does not fit, the text is read by Telegram's
// rule.
func commandIn(text string, entities []api.Entity) (command, bool) {
	lead := len(text) - len(strings.TrimLeft(text, remnant.Leads+"\t\r\n"))
	for _, e := range entities {
		start, end, ok := api.UTF16Slice(text, e.Offset, e.Length)
		if !ok || e.Type != "bot_command" || start != lead {
			continue
		}
		if c, ok := readCommand(text[start:end]); ok && c.end == end-start {
			c.end = end
			return c, true
		}
	}
	c, ok := readCommand(text[lead:])
	c.end += lead
	return c, ok
}

// The letters of commands and names of bots.
const nameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

// readCommand reads "/name@target" at the beginning of a text as Telegram does
// (match_bot_commands in MessageEntity.cpp of https://github.com/tdlib/td): no
// letter and no further slash may follow.
func readCommand(text string) (command, bool) {
	if !strings.HasPrefix(text, "/") {
		return command{}, false
	}
	word := func(s string) string { return s[:len(s)-len(strings.TrimLeft(s, nameLetters))] }
	name := word(text[1:])
	c := command{name: strings.ToLower(name), end: 1 + len(name)}
	if target, ok := strings.CutPrefix(text[c.end:], "@"); ok && word(target) != "" {
		c.target = word(target)
		c.end += 1 + len(c.target)
	}
	rest := text[c.end:]
	follows := strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "<") || strings.HasPrefix(rest, ">") || beginsWithLetter(rest)
	return c, name != "" && len(name) <= maxCommandName && !follows
}

// How often the bot asks who it is: mentions and commands name it by a name that can
// be changed at @BotFather at any time.
const (
	selfEvery = 5 * time.Minute
	// selfAgain is the least time between two questions for which a message gave
	// reason: it speaks to a bot that this one is not, as far as it knows.
	selfAgain = 30 * time.Second
)

// selfCheck is when the bot last asked who it is. It is safe for concurrent use.
type selfCheck struct{ last atomic.Int64 }

// due tells, once, whether it is time to ask because of a message.
func (c *selfCheck) due(now time.Time) bool {
	last := c.last.Load()
	return now.Sub(time.Unix(0, last)) >= selfAgain && c.last.CompareAndSwap(last, now.UnixNano())
}

// keepSelf takes over what has changed about the bot until the context ends.
func (a *Adapter) keepSelf(ctx context.Context) {
	for clock.Sleep(ctx, selfEvery) == nil {
		a.learnSelf(ctx)
	}
}

// learnSelf asks who the bot is and takes over what has changed.
func (a *Adapter) learnSelf(ctx context.Context) {
	var now self
	if err := a.api.Call(ctx, "getMe", nil, &now); err != nil || now.Username == "" {
		a.log.Debug("cannot ask who the bot is", "error", err) // polling and sending tell what is wrong
		return
	}
	if old := a.parser.Load(); now != old.self {
		a.log.Info("the bot has changed", "bot", now.Username, "was", old.self.Username)
		next := *old
		next.self = now
		a.parser.Store(&next)
	}
}

// botName ends the names of bots, https://core.telegram.org/bots/features#botfather.
const botName = "bot"

// namesABot tells whether a message mentions a bot, or has a command for one: this
// one may have that name by now.
func namesABot(m *api.Message) bool {
	text, entities := m.Said()
	for _, e := range entities {
		start, end, ok := api.UTF16Slice(text, e.Offset, e.Length)
		if !ok || e.Type != "mention" && e.Type != "bot_command" {
			continue
		}
		if _, name, found := strings.Cut(text[start:end], "@"); found && strings.HasSuffix(strings.ToLower(name), botName) {
			return true
		}
	}
	return false
}
