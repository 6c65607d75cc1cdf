package telegram

import (
	"cmp"

	"articlebot/bot"
	"articlebot/bot/telegram/journal"
)

// forOne tells whether a reply is for the eyes of the one alone who asked: in a group
// what is personal and what only notes something, and everything that answers what
// nobody else saw.
func forOne(e event, r bot.Reply) bool {
	private := e.message.Private || e.press.Private || e.to.Direct != 0
	return !private && (r.Private || r.Kind == bot.ShowNotice || e.to.Ephemeral != 0)
}

// slotOf is where the reply to a message stands. Messages that only two see are
// counted apart from the others of their chat, so their ids are kept negative.
func slotOf(e event) journal.Slot {
	return journal.Slot{Chat: e.to.Chat, Message: cmp.Or(e.to.Message, -e.to.Ephemeral)}
}
