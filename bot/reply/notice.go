package reply

import (
	"articlebot/bot"
	"articlebot/bot/locale"
)

// Notice is a reply for the asker's eyes alone.
func Notice(t *locale.Texts, said string) bot.Reply {
	return bot.Reply{Kind: bot.ShowNotice, Language: t.Language, Text: said, Private: true}
}

// Private is a reply that only the admin should see.
func Private(t *locale.Texts, lines ...string) bot.Reply {
	return bot.Reply{Kind: bot.ShowText, Language: t.Language, Text: locale.JoinLines(lines...), Private: true}
}

// Stale says what to do instead of a button that cannot be read.
func Stale(t *locale.Texts) bot.PressReply {
	return bot.PressReply{Send: Notice(t, string(t.StaleButton))}
}
