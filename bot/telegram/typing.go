package telegram

import (
	"context"
	"strconv"
	"sync"
	"time"

	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/outbox"
	"articlebot/retrieval/clock"
)

const (
	// typingAfter is when a wait becomes noticeable.
	typingAfter = 300 * time.Millisecond
	// typingEvery renews the sign, which a client shows for 5 seconds,
	// https://core.telegram.org/bots/api#sendchataction.
	typingEvery = 4 * time.Second
)

// typing shows that the bot is at work, from a noticeable wait on and until
// stop is called, which may be more than once.
//
// A channel's direct messages have no such sign,
// https://core.telegram.org/bots/api#sendchataction, and nobody is to see it of what
// nobody else saw.
func (a *Adapter) typing(to outbox.Target) (stop func()) {
	if to.Direct != 0 || to.Ephemeral != 0 {
		return func() {}
	}
	ctx, cancel := context.WithCancel(a.work)
	p := api.Params{"chat_id": strconv.FormatInt(to.Chat, 10), "action": "typing"}
	if to.Thread > outbox.GeneralTopic {
		p["message_thread_id"] = strconv.FormatInt(to.Thread, 10)
	}
	var show sync.WaitGroup
	show.Go(func() {
		for wait := typingAfter; ; wait = typingEvery {
			if clock.Sleep(ctx, wait) != nil {
				return
			}
			// What becomes of it does not matter: the answer is what counts.
			_ = a.api.Call(ctx, "sendChatAction", p, nil)
		}
	})
	return func() {
		cancel()
		show.Wait()
	}
}
