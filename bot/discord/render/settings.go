package render

import (
	"strings"

	"articlebot/bot/locale"
	"articlebot/bot/state"
)

// maxMentions bounds the channels that one sentence names.
const maxMentions = 10

// channelList names channels so that a press leads there. It pings nobody.
func channelList(ids []string) string {
	more := ""
	if len(ids) > maxMentions {
		ids, more = ids[:maxMentions], " …"
	}
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = "<#" + id + ">"
	}
	return strings.Join(list, " ") + more
}

// Elsewhere tells where the bot answers in the open.
func Elsewhere(t *locale.Texts, channels []string) string {
	return t.Discord.Where.With("channels", channelList(channels))
}

// Settings lists what a server has set. content tells that the bot may read
// messages, without which forums wait.
func Settings(languages *locale.Set, t *locale.Texts, s state.Settings, content bool) string {
	d := &t.Discord
	lines := []string{string(d.Everywhere), string(d.Open), string(d.AnyLanguage)}
	if len(s.Channels) > 0 {
		lines[0] = d.Channels.With("channels", channelList(s.Channels))
	}
	if s.Private {
		lines[1] = string(d.Private)
	}
	if s.Language != "" {
		lines[2] = d.Language.With("language", languages.NameIn(s.Language, t.Language))
	}
	if len(s.Forums) > 0 {
		lines = append(lines, d.Forums.With("channels", channelList(s.Forums)))
		if !content {
			lines = append(lines, string(d.ForumsOff))
		}
	}
	return strings.Join(lines, "\n")
}
