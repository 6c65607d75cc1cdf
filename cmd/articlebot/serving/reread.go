package serving

import (
	"fmt"
	"slices"

	"articlebot/bot"
	"articlebot/bot/control"
	"articlebot/bot/dialogue"
	"articlebot/cmd/articlebot/wire"
	"articlebot/config"
)

// conversation is the configuration of the conversation that is served.
func (s *server) conversation(c config.Config) dialogue.Config {
	b := wire.Conversation(c)
	b.Admins = append(slices.Clip(b.Admins), control.User())
	b.Log, b.Now = s.log, wire.PaperClock(c, s.app.Now)
	b.Teller, b.TellOn = s, []bot.Platform{bot.Telegram, bot.Discord}
	b.Alert, b.Observe, b.Stages, b.Reread = s.alert, s.counted.observe, s.counted.stage, s.reread
	b.Embed = wire.Embedder(c, s.engine)
	b.State = s.replica.state
	return b
}

// reread reads the settings again and takes over what can change while people
// talk. Where they are wrong, all old ones stay.
func (s *server) reread() error {
	s.rereading.Lock()
	defer s.rereading.Unlock()
	next, err := s.app.LoadConfig(s.options)
	if err != nil {
		s.log.Error("the settings are wrong; the old ones stay", "error", err)
		return fmt.Errorf("reread settings: %w", err)
	}
	var taken, later []string
	for _, change := range s.adopted.Changes(&next) {
		if change.Live {
			taken = append(taken, change.Key)
		} else {
			later = append(later, change.Key)
		}
	}
	if len(taken) > 0 {
		s.conv.Adopt(s.conversation(next))
		if s.browser != nil {
			if err := s.browser.Rename(next.Conversation.Paper); err != nil {
				s.log.Error("the pages keep the paper's old name", "error", err)
			}
		}
		s.engine.SetChecks(wire.Checks(next.Reload))
		s.app.SetLevel(next.Log.Level)
		s.log.Info("settings taken over", "changed", taken)
	}
	if len(later) > 0 {
		s.log.Warn("settings that need a restart were changed", "changed", later)
	}
	s.adopted = next
	return nil
}
