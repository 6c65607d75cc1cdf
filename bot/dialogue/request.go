package dialogue

import (
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/admin"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// request is one message or pressed button while it is worked on: who, where,
// when and in which language to reply.
type request struct {
	key     sessionKey
	private bool
	// overheard is set for what was not said to the bot.
	overheard bool
	// follows is set where the person can be told news.
	follows  bool
	admin    bool
	locale   string // the platform's language tag
	now      time.Time
	words    *locale.Set
	t        *locale.Texts
	progress func(bot.Reply)   // nil where nobody can show any
	settled  bool              // the language stays, whatever is found of it in words
	outcome  retrieval.Outcome // of the question that was asked, "" for none
}

// begin starts the request of a message or press, speaking the person's chosen
// language, else the platform's.
func (b *Bot) begin(who bot.UserKey, chat bot.ChatKey, tag string) *request {
	r := &request{key: sessionKey{who, chat}, admin: b.Admin(who), locale: tag, words: b.words, now: b.cfg.Now()}
	if r.admin && tag != "" {
		b.tags.Store(who, tag)
	}
	r.t = b.words.Of(b.personal.chosen(r))
	return r
}

// speak sets the reply's language if told is one of ours.
func (r *request) speak(told text.Language) {
	if r.words.Has(told) && !r.settled {
		r.t = r.words.Of(told)
	}
}

// say is a reply with nothing but text.
func (r *request) say(said string) bot.Reply {
	return bot.Reply{Kind: bot.ShowText, Language: r.t.Language, Text: said}
}

// atDesk is the request as the admins' desk takes it.
func (r *request) atDesk() admin.Request {
	platform, _, _ := strings.Cut(string(r.key.who), ":")
	return admin.Request{Texts: r.t, Now: r.now, By: "an admin on " + platform, Show: r.progress}
}
