package telegram

import (
	"cmp"
	"strconv"

	"articlebot/bot"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/journal"
)

// slotOf is where the reply to a message stands. Messages that only two see are
// counted apart from the others of their chat, so their ids are kept negative.
func slotOf(e event) journal.Slot {
	return journal.Slot{Chat: e.to.Chat, Message: cmp.Or(e.to.Message, -e.to.Ephemeral)}
}

// sender is who a message is from: the chat it was sent as where there is one,
// since anonymous admins and channels all share one user,
// https://core.telegram.org/bots/api#message (sender_chat).
func sender(m *api.Message) bot.UserKey {
	if m.SenderChat != nil {
		return userKey(int64(m.SenderChat.ID))
	}
	return userKey(m.From.ID)
}

func userKey(id int64) bot.UserKey {
	return bot.NewUserKey(bot.Telegram, strconv.FormatInt(id, 10))
}

func chatKey(id, thread int64) bot.ChatKey {
	topic := ""
	if thread != 0 {
		topic = strconv.FormatInt(thread, 10)
	}
	return bot.NewChatKey(bot.Telegram, strconv.FormatInt(id, 10), topic)
}

func queueKey(chat int64) string { return strconv.FormatInt(chat, 10) }
