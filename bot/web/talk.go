package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/limit"
	"articlebot/bot/web/page"
)

// place is where a conversation is shown: on pages of our own or inside another
// site's.
type place struct {
	root     string // of its addresses
	embedded bool
}

// tryAgainAfter is when people are asked to try again whom the conversation has
// told before that they ask too fast.
const tryAgainAfter = 5 * time.Second

// maxQuoted is how much of a question comes back with a pressed button.
const maxQuoted = 4 << 10

// home shows a conversation that has not begun.
func (w *Web) home(p place) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		lang := w.languageOf(r, "")
		w.show(rw, r, http.StatusOK, page.Chat{Language: lang, Embedded: p.embedded, Welcome: page.Turn{Reply: w.welcomes.reply(r.Context(), w.conv, lang, w.config.Now())}})
	}
}

// talk shows a conversation as it stands.
func (w *Web) talk(p place) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		s, ok := w.sessions.find(r.PathValue("session"), w.config.Now())
		if !ok {
			w.show(rw, r, http.StatusNotFound, page.Chat{Language: w.languageOf(r, ""), Embedded: p.embedded, Notice: string(w.words(r).Web.Over)})
			return
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.language = w.languageOf(r, s.language)
		w.show(rw, r, http.StatusOK, s.chatPage(p, ""))
	}
}

// chatPage is the page of a session, which must be locked.
func (s *session) chatPage(p place, notice string) page.Chat {
	return page.Chat{Language: s.language, Session: s.id, Embedded: p.embedded, Turns: append([]page.Turn(nil), s.turns...), Notice: notice}
}

// ask takes a question from the form.
func (w *Web) ask(p place) http.HandlerFunc {
	return w.within(p, func(rw http.ResponseWriter, r *http.Request, s *session) {
		asked := strings.TrimSpace(strings.ToValidUTF8(r.PostFormValue("q"), "\uFFFD"))
		if asked == "" {
			w.back(rw, r, p, s, 0)
			return
		}
		m := s.message(asked, r.PostFormValue("article"), w.config.Now())
		reply := w.conv.Handle(r.Context(), m)
		if reply.Kind == bot.Silent {
			w.show(rw, r, http.StatusTooManyRequests, s.chatPage(p, w.config.Languages.Of(s.language).AskSlower(tryAgainAfter)))
			return
		}
		if forgets(m) {
			s.turns = nil
		}
		w.back(rw, r, p, s, s.add(page.Turn{Asked: asked, Reply: reply}))
	})
}

// message is what was typed as the conversation takes it.
func (s *session) message(typed, article string, now time.Time) bot.Message {
	m := bot.Message{
		Platform: bot.Web, ID: strconv.Itoa(s.said + 1), Chat: s.chat(), User: s.user(), Private: true,
		Text: typed, Article: article, Locale: string(s.language), Sent: now,
	}
	if word, ok := strings.CutPrefix(typed, "/"); ok {
		name, rest, _ := strings.Cut(word, " ")
		m.Command, m.Text = strings.ToLower(name), strings.TrimSpace(rest)
	}
	return m
}

// forgets tells whether a message asks to forget what was said.
func forgets(m bot.Message) bool {
	return intent.Parse(m.Command, m.Text).Kind == intent.Forget
}

// press does what a button under a reply carries.
func (w *Web) press(p place) http.HandlerFunc {
	return w.within(p, func(rw http.ResponseWriter, r *http.Request, s *session) {
		question := r.PostFormValue("q")
		action := r.PostFormValue("a")
		done := w.conv.Press(r.Context(), bot.Press{
			Platform: bot.Web, Chat: s.chat(), User: s.user(), Private: true, Locale: string(s.language),
			Action: action, Question: question[:min(len(question), maxQuoted)],
		})
		number, err := strconv.Atoi(r.PostFormValue("t"))
		if err != nil {
			number = 0
		}
		a, _ := bot.ParseAction(action) // what cannot be read, the conversation has answered
		if l := w.chosen(a.Arg); a.Verb == bot.SetLanguage && l != "" {
			s.language = l
		}
		w.back(rw, r, p, s, s.take(number, a, question, done))
	})
}

// take brings what a press did into the conversation, and returns the number of
// the turn to look at.
func (s *session) take(number int, a bot.Action, question string, done bot.PressReply) int {
	t := s.turn(number)
	at := number
	if t != nil {
		t.Said = done.Toast
	}
	if done.Edit.Kind != bot.Silent {
		if t != nil {
			t.Reply = done.Edit
		} else {
			at = s.add(page.Turn{Asked: question, Reply: done.Edit, Said: done.Toast})
		}
	} else if t == nil && done.Toast != "" {
		at = s.add(page.Turn{Reply: bot.Reply{Kind: bot.ShowText, Language: s.language, Text: done.Toast}})
	}
	if done.Send.Kind != bot.Silent {
		asked := ""
		if a.Verb == bot.AskSample {
			asked = done.Send.Question
		}
		at = s.add(page.Turn{Asked: asked, Reply: done.Send})
	}
	return at
}

// clear ends a session at its person's wish, with all that is kept of it.
func (w *Web) clear(p place) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		if !w.admit(rw, r, p) {
			return
		}
		if s, ok := w.sessions.find(r.PostFormValue("s"), w.config.Now()); ok {
			w.sessions.end(s.id)
			w.forget(r.Context(), []*session{s})
		}
		http.Redirect(rw, r, w.config.base()+p.home()+"?lang="+string(w.words(r).Language), http.StatusSeeOther) //nolint:gosec // the language is one of those that the pages speak, and the path before it is ours
	}
}

// home is where a conversation begins.
func (p place) home() string {
	if p.embedded {
		return p.root
	}
	return "/"
}

// within lets a request in and handles it in its session, which is locked. One
// is begun for an id that was not given out here as well, so that nobody can be
// lured into a session that somebody else knows.
func (w *Web) within(p place, handle func(http.ResponseWriter, *http.Request, *session)) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		if !w.admit(rw, r, p) {
			return
		}
		now := w.config.Now()
		s, ok := w.sessions.find(r.PostFormValue("s"), now)
		if !ok {
			var ended []*session
			s, ended = w.sessions.begin(now)
			w.forget(r.Context(), ended)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		s.language = w.languageOf(r, s.language)
		handle(rw, r, s)
	}
}

// admit reads a form and asks the limit of the address.
func (w *Web) admit(rw http.ResponseWriter, r *http.Request, p place) bool {
	if err := r.ParseForm(); err != nil {
		status := http.StatusBadRequest
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			status = http.StatusRequestEntityTooLarge
		}
		w.say(rw, r, status, string(w.words(r).Web.Unreadable))
		return false
	}
	wait, ok := w.pass(r)
	if ok {
		return true
	}
	rw.Header().Set("Retry-After", seconds(wait))
	w.refuse(rw, r, p, wait)
	return false
}

// refuse tells somebody who asks too much, with what was said so far.
func (w *Web) refuse(rw http.ResponseWriter, r *http.Request, p place, wait time.Duration) {
	c := page.Chat{Language: w.languageOf(r, ""), Embedded: p.embedded, Notice: w.words(r).AskSlower(wait)}
	if s, ok := w.sessions.find(r.PostFormValue("s"), w.config.Now()); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		c = s.chatPage(p, c.Notice)
	}
	w.show(rw, r, http.StatusTooManyRequests, c)
}

// pass takes from what an address may send; wait is how long until there is
// more.
func (w *Web) pass(r *http.Request) (wait time.Duration, ok bool) {
	said, wait := w.limiter.Pass(w.config.Now(), clientOf(r, w.config.ClientHeader))
	if said != limit.Pass {
		w.tally.refused.Add(1)
	}
	return wait, said == limit.Pass
}

// seconds are those of a Retry-After, rounded up.
func seconds(wait time.Duration) string { return strconv.Itoa(int(wait/time.Second) + 1) }

// back sends a browser to the conversation's page, at a turn.
func (w *Web) back(rw http.ResponseWriter, r *http.Request, p place, s *session, turn int) {
	address := w.config.base() + p.root + "/" + s.id
	if turn > 0 {
		address += "#t" + strconv.Itoa(turn)
	}
	http.Redirect(rw, r, address, http.StatusSeeOther) //nolint:gosec // the id is one that was given out here, and the path before it is ours
}
