package serving

import (
	"fmt"
	"net/http"
	"strconv"

	"articlebot/bot"
	"articlebot/bot/telegram"
	"articlebot/bot/telegram/api"
)

// telegram makes the adapter from the settings.
func (s *server) telegram() (*platform, error) {
	t := s.config.Telegram
	carrier := s.transport(bot.Telegram)
	c := telegram.Config{
		Token:         api.Token(t.Token.Reveal()),
		APIURL:        t.APIURL,
		WebhookURL:    t.WebhookURL,
		WebhookSecret: t.WebhookSecret.Reveal(),
		DataDir:       s.config.DataDir,
		MaxQuestion:   s.config.Conversation.MaxCharacters,
		Shared:        s.replica.member(bot.Telegram),
		Stages:        s.counted.stage,
		Client:        &http.Client{Transport: carrier},
	}
	for _, id := range t.Admins {
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("read telegram.admins: %w", err)
		}
		c.Admins = append(c.Admins, n)
	}
	a, err := telegram.New(c, s.talk, s.log)
	if err != nil {
		return nil, err
	}
	p := &platform{name: bot.Telegram, run: a.Run, notify: a.Notify, teller: a, health: func() (bool, string) {
		h := a.Health()
		return h.OK, h.Reason
	}, counts: func() platformCounts {
		h := a.Health()
		return platformCounts{
			handling: h.Handling, queued: h.Queued, reconnects: carrier.Returned(), dropped: h.Dropped, panics: h.Panics, contact: h.LastContact,
		}
	}}
	if t.WebhookURL != "" {
		p.webhook = a.Handler()
	}
	return p, nil
}
