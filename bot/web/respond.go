package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"articlebot/bot"
	"articlebot/bot/internal/trace"
	"articlebot/bot/web/page"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"
)

const htmlType = "text/html; charset=utf-8"

// show writes the page of a conversation.
func (w *Web) show(rw http.ResponseWriter, r *http.Request, status int, c page.Chat) {
	rw.Header().Set("Content-Type", htmlType)
	rw.Header().Set("Vary", "Accept-Language")
	rw.WriteHeader(status)
	defer w.config.Stages.Begin(stage.Render)()
	w.note(r, w.pages().Chat(rw, c))
}

// say writes a page with one sentence.
func (w *Web) say(rw http.ResponseWriter, r *http.Request, status int, said string) {
	rw.Header().Set("Content-Type", htmlType)
	rw.WriteHeader(status)
	w.note(r, w.pages().Message(rw, w.languageOf(r, ""), said))
}

// note logs what went wrong while a page was written. Browsers that have gone
// are no fault.
func (w *Web) note(r *http.Request, err error) {
	if err != nil && r.Context().Err() == nil {
		w.config.Log.Warn("page not written", "request", trace.Name(r.Context()), "error", err)
	}
}

func (w *Web) serveNothing(rw http.ResponseWriter, r *http.Request) {
	w.say(rw, r, http.StatusNotFound, string(w.words(r).Web.NotFound))
}

// How long a welcome is shown before it is made anew: with samples, and while
// those are still being drawn.
const (
	welcomeFor = time.Minute
	bareFor    = time.Second
)

// welcomes are what the start page says, in each language. Whoever only looks
// costs the conversation nothing. Safe for concurrent use.
type welcomes struct {
	mu     sync.Mutex
	byLang map[text.Language]welcome
}

type welcome struct {
	reply bot.Reply
	until time.Time
}

func (ws *welcomes) reply(ctx context.Context, conv bot.Conversation, lang text.Language, now time.Time) bot.Reply {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	kept, ok := ws.byLang[lang]
	if ok && now.Before(kept.until) {
		return kept.reply
	}
	r := conv.Handle(ctx, bot.Message{
		Platform: bot.Web, ID: "welcome", Chat: bot.NewChatKey(bot.Web, "welcome", string(lang)), User: bot.NewUserKey(bot.Web, "welcome-"+string(lang)),
		Private: true, Command: "start", Locale: string(lang), Sent: now,
	})
	if r.Kind != bot.ShowText { // too busy for that now
		return kept.reply
	}
	if ws.byLang == nil {
		ws.byLang = map[text.Language]welcome{}
	}
	last := bareFor
	if len(r.Buttons) > 0 {
		last = welcomeFor
	}
	ws.byLang[lang] = welcome{r, now.Add(last)}
	return r
}
