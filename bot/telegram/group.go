package telegram

import (
	"context"
	"encoding/json"
	"strconv"

	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
	"articlebot/retrieval/text"
)

// handleMember takes note of what the bot may do in a chat, and says once, in a
// group that it was put into, how it is spoken to.
func (a *Adapter) handleMember(e event, finish func()) {
	a.outbox.Whispers(e.to.Chat)
	switch {
	case e.gone:
		a.outbox.Forget(e.to.Chat)
	case e.writes:
		a.outbox.Unmute(e.to.Chat)
	}
	if !e.joined || !e.writes {
		finish()
		return
	}
	lang := a.config.Languages.FromTag(e.message.Locale)
	words := string(a.config.Languages.Of(lang).GroupHello) + "\n\n" + a.howToAsk(lang)
	j := &outbox.Job{
		To: e.to, Class: outbox.Alerting, Once: true, Parts: []render.Part{{HTML: words, Plain: words}},
		Done: func(outbox.Outcome) { finish() },
	}
	if err := a.outbox.Put(j); err != nil {
		a.log.Warn("message not queued", "chat", e.to.Chat, "error", err)
		finish()
	}
}

// howToAsk says how the bot is spoken to in a group.
func (a *Adapter) howToAsk(lang text.Language) string {
	return a.config.Languages.Of(lang).Telegram.HowToAsk.With("bot", a.parser.Load().self.Username)
}

// react puts an emoji to a message. A group may have switched reactions off:
// then nothing is shown, which is what a reaction is for.
func (a *Adapter) react(ctx context.Context, to outbox.Target, emoji string) {
	reaction, _ := json.Marshal([]map[string]string{{"type": "emoji", "emoji": emoji}}) // strings always encode
	p := api.Params{"chat_id": strconv.FormatInt(to.Chat, 10), "message_id": strconv.FormatInt(to.Message, 10), "reaction": string(reaction)}
	if err := a.api.Call(ctx, "setMessageReaction", p, nil); err != nil {
		a.log.Debug("message not reacted to", "chat", to.Chat, "error", err)
	}
}
