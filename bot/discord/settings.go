package discord

import (
	"context"
	"fmt"
	"slices"

	"articlebot/bot"
	"articlebot/bot/discord/api"
	"articlebot/bot/discord/commands"
	"articlebot/bot/discord/render"
	"articlebot/bot/state"
)

// maxChannels bounds the channels that a server may name.
const maxChannels = 50

// guildKey is the key of a server's settings.
func guildKey(guild api.Snowflake) bot.ChatKey {
	return bot.NewChatKey(bot.Discord, "guild", string(guild))
}

// settingsOf returns what those who run a server chose for it.
func (a *Adapter) settingsOf(guild api.Snowflake) state.Settings {
	return a.settings.Settings(guildKey(guild))
}

// allowed tells whether the bot may answer in the open in a channel. A thread
// is like the channel it belongs to.
func (a *Adapter) allowed(ctx context.Context, s state.Settings, channel api.Snowflake) bool {
	if len(s.Channels) == 0 || slices.Contains(s.Channels, string(channel)) {
		return true
	}
	p, err := a.channels.Find(ctx, channel)
	if err != nil {
		a.log.Warn("discord channel is not known", "channel", channel, "err", err)
		return false
	}
	return p.Parent != "" && slices.Contains(s.Channels, string(p.Parent))
}

// localeOf is the language tag of the person, or the server's where the
// person's is none that the bot speaks.
func (a *Adapter) localeOf(i *api.Interaction) string {
	if _, spoken := a.cfg.Languages.Known(i.Locale); spoken || i.GuildID == "" {
		return i.Locale
	}
	if lang := a.settingsOf(i.GuildID).Language; lang != "" {
		return string(lang)
	}
	return i.Locale
}

// changeSettings does what /settings says and shows how things then stand.
// What Discord shows or hides is not the check: this is.
func (a *Adapter) changeSettings(i *api.Interaction) string {
	t := a.words(i.Locale)
	if i.GuildID == "" {
		return string(t.Discord.OnlyServers)
	}
	if !i.Permits(api.PermissionManageGuild|api.PermissionAdministrator) && !a.isAdmin(i.Asker().ID) {
		return string(t.Discord.NotAllowed)
	}
	s := a.settingsOf(i.GuildID)
	before := s
	before.Channels, before.Forums = slices.Clone(s.Channels), slices.Clone(s.Forums)
	for _, o := range i.Data.Options {
		a.change(&s, o.Name, o.Text())
	}
	if len(s.Channels) > maxChannels || len(s.Forums) > maxChannels {
		return string(t.Discord.TooMany)
	}
	if !same(before, s) {
		if err := a.settings.SetSettings(guildKey(i.GuildID), s); err != nil {
			return a.ourFault(i.Locale, "guild", i.GuildID, "err", fmt.Errorf("save settings: %w", err))
		}
		a.log.Info("discord settings changed", "guild", i.GuildID, "by", i.Asker().ID)
	}
	return render.Settings(a.cfg.Languages, t, s, a.cfg.MessageContent)
}

// change applies one option of /settings.
func (a *Adapter) change(s *state.Settings, name, value string) {
	switch name {
	case commands.OptionAllow:
		s.Channels = with(s.Channels, value)
	case commands.OptionRemove:
		s.Channels, s.Forums = without(s.Channels, value), without(s.Forums, value)
	case commands.OptionForum:
		s.Forums = with(s.Forums, value)
	case commands.OptionVisibility:
		s.Private = value == commands.VisibilityPrivate
	case commands.OptionLanguage:
		s.Language, _ = a.cfg.Languages.Known(value)
	}
}

// with adds the id of a channel; what is none is left out.
func with(list []string, id string) []string {
	if slices.Contains(list, id) || api.Snowflake(id).Uint64() == 0 {
		return list
	}
	return append(slices.Clone(list), id)
}

func without(list []string, id string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(v string) bool { return v == id })
}

func same(a, b state.Settings) bool {
	return a.Private == b.Private && a.Language == b.Language && slices.Equal(a.Channels, b.Channels) && slices.Equal(a.Forums, b.Forums)
}
