package dialogue

import (
	"cmp"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// visit is one message or pressed button while it is worked on: who, where,
// when and in which language to reply.
type visit struct {
	key      sessionKey
	private  bool
	asked    string // who asks, as the log has it: no person is named there
	admin    bool
	locale   string
	now      time.Time
	t        *locale.Texts
	progress func(bot.Reply)
	outcome  retrieval.Outcome // of the question that was asked, "" for none
}

// begin starts the visit of a message or press, speaking the person's chosen
// language, else the platform's.
func (b *Bot) begin(who bot.UserKey, chat bot.ChatKey, tag string) *visit {
	v := &visit{key: sessionKey{who, chat}, admin: b.Admin(who), locale: tag, now: b.cfg.Now()}
	if v.admin && tag != "" {
		b.locales.Store(who, tag)
	}
	platform, _, _ := strings.Cut(string(who), ":")
	v.asked = "an admin on " + platform
	v.t = locale.Of(b.chosen(v))
	return v
}

// chosen is the language to speak where what was said does not tell: the
// person's, else the platform's, else that of the conversation so far, else
// English.
func (b *Bot) chosen(v *visit) text.Language {
	if lang := b.people.Language(v.key.who); lang != "" {
		return lang
	}
	if v.locale == "" {
		return cmp.Or(b.sessions.Get(v.key, v.now).spoken, text.English)
	}
	return locale.FromTag(v.locale)
}

// listen remembers the language that a person spoke, for what they say next.
func (b *Bot) listen(v *visit, told text.Language) {
	if told == text.English || told == text.Vietnamese {
		b.sessions.update(v.key, v.now, func(s *session) { s.spoken = told })
	}
}

// speak sets the reply's language if told is one of ours.
func (v *visit) speak(told text.Language) {
	if told == text.English || told == text.Vietnamese {
		v.t = locale.Of(told)
	}
}

// show calls Message.Progress, if there is one.
func (v *visit) show(r bot.Reply) {
	if v.progress != nil {
		v.progress(r)
	}
}
