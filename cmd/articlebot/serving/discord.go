package serving

import (
	"articlebot/bot"
	"articlebot/bot/discord"
)

// discord makes the adapter from the settings.
func (s *server) discord() (*platform, error) {
	d := s.config.Discord
	a, err := discord.New(discord.Config{
		Token:          d.Token.Reveal(),
		APIURL:         d.APIURL,
		HomeGuild:      d.HomeGuild,
		Admins:         d.Admins,
		Shards:         d.Shards,
		MessageContent: d.MessageContent,
		DataDir:        s.config.DataDir,
		MaxQuestion:    s.config.Conversation.MaxCharacters,
		Shared:         s.replica.member(bot.Discord),
		Stages:         s.counted.stage,
		Now:            s.app.Now,
		Transport:      s.transport(bot.Discord),
	}, s.talk, s.log)
	if err != nil {
		return nil, err
	}
	return &platform{name: bot.Discord, run: a.Run, notify: a.Notify, teller: a, health: func() (bool, string) {
		h := a.Health()
		return h.OK, h.Reason
	}, counts: func() platformCounts {
		h := a.Health()
		return platformCounts{handling: h.Handling, reconnects: h.Reconnects, dropped: h.Dropped + h.Late, panics: h.Panics, contact: h.LastContact}
	}}, nil
}
