package main

import (
	"fmt"
	"strconv"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/api"
)

// telegram makes the adapter from the settings.
func (s *server) telegram() (*platform, error) {
	t := s.config.Telegram
	c := telegram.Config{
		Token:         api.Token(t.Token.Reveal()),
		APIURL:        t.APIURL,
		WebhookURL:    t.WebhookURL,
		WebhookSecret: t.WebhookSecret.Reveal(),
		DataDir:       s.config.DataDir,
	}
	for _, id := range t.Admins {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read telegram.admins: %w", err)
		}
		c.Admins = append(c.Admins, n)
	}
	a, err := telegram.New(c, s.conv, s.log)
	if err != nil {
		return nil, err
	}
	p := &platform{name: bot.Telegram, run: a.Run, notify: a.Notify, health: func() (bool, string) {
		h := a.Health()
		return h.OK, h.Reason
	}}
	if t.WebhookURL != "" {
		p.webhook = a.Handler()
	}
	return p, nil
}
