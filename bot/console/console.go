package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
)

// Me is the person at the terminal.
var Me = bot.NewUserKey(bot.Console, "me")

// Config is where the conversation takes place. In and Out must be set.
type Config struct {
	In  io.Reader
	Out io.Writer
	// Getenv tells NO_COLOR, TERM, COLUMNS and the language; nil means an
	// empty environment.
	Getenv func(string) string
	// Now tells when something was said; nil means time.Now.
	Now func() time.Time
	// Languages are those that are spoken; nil means those of the program.
	Languages *locale.Set
}

// Console is one person's conversation in a terminal. It is used by one
// goroutine, but for Tell.
type Console struct {
	conv   bot.Conversation
	config Config
	out    io.Writer // the configured one, or the line editor in front of it
	said   int       // lines so far, for message ids
	last   bot.Reply // whose buttons can be typed
	// printing guards what is on the screen.
	printing sync.Mutex
	// unfinished tells that the line on the screen is to be overwritten.
	unfinished bool
}

// New returns a console for the conversation.
func New(c Config, conv bot.Conversation) *Console {
	if c.Getenv == nil {
		c.Getenv = func(string) string { return "" }
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Console{conv: conv, config: c, out: c.Out}
}

// Run talks until the input ends, the person leaves (/quit, Ctrl-D, Ctrl-C) or
// the context does. It returns nil when the conversation is over, the
// context's error if that ended it, or that of reading or writing.
func (c *Console) Run(ctx context.Context) error {
	lines := LineReader(NewLines(c.config.In))
	if e, ok := newEditor(c.config.In, c.config.Out); ok {
		defer e.restore()
		lines, c.out = e, e
		if err := c.show(c.conv.Handle(ctx, c.message("/start"))); err != nil {
			return err
		}
	}
	feed := NewFeed(ctx, lines)
	for {
		line, err := feed.Next(ctx)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read line: %w", err)
		}
		if done, err := c.Say(ctx, line); done || err != nil {
			return err
		}
	}
}

// Say takes one typed line and shows the reply. done tells that the person
// wants to leave; the error is that of writing.
func (c *Console) Say(ctx context.Context, line string) (done bool, err error) {
	line = strings.TrimSpace(line)
	switch strings.ToLower(line) {
	case "":
		return false, nil
	case "/quit", "/exit", "/q":
		return true, nil
	}
	for _, choice := range choicesOf(c.last) {
		if strings.EqualFold(line, choice.typed) {
			return false, c.press(ctx, choice.action)
		}
	}
	return false, c.show(c.conv.Handle(ctx, c.message(line)))
}

// message is a typed line as the conversation takes it.
func (c *Console) message(line string) bot.Message {
	c.said++
	m := bot.Message{
		Platform: bot.Console,
		ID:       strconv.Itoa(c.said),
		Chat:     bot.NewChatKey(bot.Console, "chat", ""),
		User:     Me,
		Private:  true,
		Text:     line,
		Locale:   c.locale(),
		Sent:     c.config.Now(),
	}
	if c.style().Color {
		m.Progress = c.progress
	}
	if word, ok := strings.CutPrefix(line, "/"); ok {
		name, rest, _ := strings.Cut(word, " ")
		m.Command, m.Text = strings.ToLower(name), strings.TrimSpace(rest)
	}
	return m
}

// locale is the language of the environment as a tag: "vi_VN.UTF-8" is
// "vi-VN".
func (c *Console) locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := c.config.Getenv(name); v != "" {
			tag, _, _ := strings.Cut(v, ".")
			if tag == "C" || tag == "POSIX" {
				return ""
			}
			return strings.ReplaceAll(tag, "_", "-")
		}
	}
	return ""
}

// press does what a button would.
func (c *Console) press(ctx context.Context, a bot.Action) error {
	m := c.message("")
	r := c.conv.Press(ctx, bot.Press{
		Platform: m.Platform, Chat: m.Chat, User: m.User, Private: true, Locale: m.Locale,
		Action: a.Encode(), Question: c.last.Question,
	})
	if r.Toast != "" {
		toast := bot.Reply{Kind: bot.ShowText, Language: c.last.Language, Text: r.Toast}
		if err := c.print(toast); err != nil {
			return err
		}
	}
	if r.Edit.Kind != bot.Silent && r.Toast == "" {
		return c.show(r.Edit)
	}
	if r.Edit.Kind != bot.Silent {
		c.last = r.Edit // only the buttons changed; what stands above is still right
	}
	return c.show(r.Send)
}

// show prints a reply and remembers what can be typed for its buttons.
func (c *Console) show(r bot.Reply) error {
	if r.Kind != bot.Silent && r.Kind != bot.ShowNotice {
		c.last = r
	}
	return c.print(r)
}

// eraseLine goes to the beginning of the line and clears it.
const eraseLine = "\r\x1b[K"

// progress shows a preliminary reply on a line that the next one replaces.
func (c *Console) progress(r bot.Reply) {
	c.printing.Lock()
	defer c.printing.Unlock()
	_, _ = io.WriteString(c.out, eraseLine+Line(r.Text)) // the reply itself will tell if it cannot be written
	c.unfinished = true
}

// style is how replies look here, at the terminal's width of this moment.
func (c *Console) style() Style {
	s := DetectStyle(c.config.Out, c.config.Getenv)
	s.Hints, s.Languages = true, c.config.Languages
	return s
}

var _ bot.Teller = (*Console)(nil)

// Tell prints a reply for the person at the terminal that follows nothing they
// typed. Its buttons cannot be typed. It may be called from any goroutine while
// Run runs.
func (c *Console) Tell(_ context.Context, to bot.ChatKey, r bot.Reply) error {
	if to != bot.ChatKey(Me) {
		return fmt.Errorf("tell %s: %w", to, bot.ErrUnreachable)
	}
	return c.print(r)
}

// print writes a reply with an empty line after it.
func (c *Console) print(r bot.Reply) error {
	c.printing.Lock()
	defer c.printing.Unlock()
	out := Render(r, c.style())
	if out != "" {
		out += "\n"
	}
	if c.unfinished {
		out = eraseLine + out
		c.unfinished = false
	}
	_, err := io.WriteString(c.out, out)
	return err
}
