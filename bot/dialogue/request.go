package dialogue

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/admin"
	"articlebot/bot/locale"
	"articlebot/bot/session"
	"articlebot/bot/shared"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// request is one message or pressed button while it is worked on: who, where,
// when and in which language to reply.
type request struct {
	key  session.Key
	talk *session.Talk
	// chosen is the language that the person chose once, "" for none.
	chosen text.Language
	// drawn is what the shared limits say, nil where nothing is shared.
	drawn   *shared.Drawn
	private bool
	// overheard is set for what was not said to the bot.
	overheard bool
	// follows is set where the person can be told news.
	follows  bool
	admin    bool
	locale   string // the platform's language tag
	now      time.Time
	said     time.Time // when the message was, as far as that is known
	words    *locale.Set
	t        *locale.Texts
	progress func(bot.Reply)   // nil where nobody can show any
	settled  bool              // the language stays, whatever is found of it in words
	outcome  retrieval.Outcome // of the question that was asked, "" for none
}

// known is what may be told of a request when it has ended; r may be nil.
func (r *request) known() []slog.Attr {
	if r == nil || r.outcome == "" {
		return nil
	}
	return []slog.Attr{slog.String("language", string(r.t.Language)), slog.String("outcome", string(r.outcome))}
}

// session is what is remembered of the conversation so far.
func (r *request) session() session.Session { return r.talk.Get() }

// update changes what is remembered, as talk.update.
func (r *request) update(change func(*session.Session)) { r.talk.Update(change) }

// begin starts the request of a message or press, speaking the person's chosen
// language, else the platform's. All that is shared of the person is read, and the
// limits are asked, in one trip.
func (b *Bot) begin(ctx context.Context, who bot.UserKey, chat bot.ChatKey, tag string, draws ...shared.Draw) *request {
	r := &request{key: session.Key{Who: who, Chat: chat}, admin: b.Admin(who), locale: tag, words: b.words, now: b.cfg.Now()}
	r.said = r.now
	if r.admin && tag != "" {
		b.tags.Store(who, tag)
	}
	if b.cfg.State == nil {
		r.talk = b.sessions.Open(r.key, r.now, shared.Document{}, nil)
		r.chosen = b.personal.people.Language(who)
	} else {
		drawn, docs, err := b.store.Consult(ctx, draws, []shared.Ref{r.key.Ref(), b.personal.people.Ref(who)})
		if len(docs) == 0 {
			docs = make([]shared.Document, 2)
		}
		r.drawn = &drawn
		r.talk = b.sessions.Open(r.key, r.now, docs[0], err)
		r.chosen = b.personal.people.From(who, docs[1], err)
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
	platform, _, _ := strings.Cut(string(r.key.Who), ":")
	return admin.Request{Texts: r.t, Now: r.now, By: "an admin on " + platform, Show: r.progress}
}
