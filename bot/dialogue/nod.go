package dialogue

import (
	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/limit"
)

// nodding is the reaction to what needs no words. All platforms have it.
const nodding = "👍"

// acknowledges tells what is said in a group without asking anything: thanks, a
// laugh, an emoji. A message in reply to that would only be noise to the others.
func acknowledges(m bot.Message, in intent.Intent) bool {
	if m.Private || m.Command != "" {
		return false
	}
	switch in.Kind {
	case intent.Thanks, intent.Farewell:
		return true
	case intent.Wordless:
		return !m.Media
	case intent.Grumble, intent.Greeting:
		return len(intent.Words(m.Text)) == 0
	}
	return false
}

// nod reacts to thanks, and to nothing else.
func (b *Bot) nod(r *request, in intent.Intent) bot.Reply {
	if in.Kind != intent.Thanks && in.Kind != intent.Farewell {
		return bot.Reply{}
	}
	if said, _ := b.gate.pressed(r); said != limit.Pass && !r.admin {
		return bot.Reply{}
	}
	return bot.Reply{Kind: bot.ShowReaction, Language: r.t.Language, Text: nodding}
}
