package telegram

import (
	"context"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"articlebot/bot"
	"articlebot/bot/telegram/api"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
	"articlebot/retrieval/clock"
)

const (
	// answerWithin is how long a pressed button shows that it is at work before
	// it is released while the work goes on.
	answerWithin = 2 * time.Second
	// maxToast is the length of the text that answers a press, in characters,
	// https://core.telegram.org/bots/api#answercallbackquery.
	maxToast = 200
)

// handlePress does what a button says. The press is answered in any case, or
// the button would keep spinning.
func (a *Adapter) handlePress(ctx context.Context, e event, finish func()) {
	if act, err := bot.ParseAction(e.press.Action); err == nil && act.Verb == bot.DoNothing {
		a.answerPress(ctx, e.query, "", false)
		finish()
		return
	}
	var answered atomic.Bool
	answer := func(words string, alert bool) {
		if !answered.Swap(true) {
			a.answerPress(a.work, e.query, words, alert)
		}
	}
	working, worked := context.WithCancel(ctx)
	defer worked()
	a.tasks.Beside(func() {
		if clock.Sleep(working, answerWithin) == nil {
			answer("", false)
		}
	})
	e.press.Progress = func(r bot.Reply) { a.showPress(e, bot.PressReply{Edit: r}, func() {}) }

	r := a.conv.Press(ctx, e.press)
	worked()
	words, alert := toast(&r)
	answer(words, alert)
	a.showPress(e, r, finish)
}

// toast takes out of the reply what is shown over the screen: the
// confirmation, or a notice short enough for the asker's eyes alone.
func toast(r *bot.PressReply) (words string, alert bool) {
	for _, n := range []*bot.Reply{&r.Send, &r.Edit} {
		if words := strings.TrimSpace(n.Text); n.Kind == bot.ShowNotice && len([]rune(words)) <= maxToast && len(n.Cards)+len(n.Titles)+len(n.Buttons) == 0 {
			*n = bot.Reply{}
			return words, true
		}
	}
	return r.Toast, false
}

// showPress queues the edit and the new message of a press.
func (a *Adapter) showPress(e event, r bot.PressReply, finish func()) {
	edit := &outbox.Job{Class: outbox.Editing, Edit: true, Whisper: e.to.Ephemeral != 0, To: e.to, Inline: e.inline, Keys: render.NewKeyboard(r.Edit), Broken: a.config.Languages.Of(r.Edit.Language).OurFault}
	if e.shown && r.Edit.Question == "" {
		r.Edit.Question = e.press.Question
	}
	edit.Parts = a.render(r.Edit, render.Options{Single: true, ShowQuestion: e.shown, Languages: a.config.Languages})

	send := &outbox.Job{To: e.to, Whisper: forOne(e, r.Send), Keys: render.NewKeyboard(r.Send), Broken: a.config.Languages.Of(r.Send.Language).OurFault}
	l := render.Options{Languages: a.config.Languages}
	if r.Send.Question == "" && e.shown {
		r.Send.Question = e.press.Question
	}
	if other := r.Send.Question != "" && r.Send.Question != e.press.Question; other || e.shown || e.asked == 0 {
		l.ShowQuestion = true // it cannot be read back from a message replied to
		send.To.Message = 0
	} else {
		send.To.Message = e.asked
	}
	send.Parts = a.render(r.Send, l)
	if e.to.Chat == 0 {
		send.Parts = nil // under an inline message there is no chat to write to
	}

	var left atomic.Int32
	left.Store(2)
	done := func(outbox.Outcome) {
		if left.Add(-1) == 0 {
			finish()
		}
	}
	for _, j := range []*outbox.Job{edit, send} {
		j.Done = done
		if !a.queue(j) {
			done(outbox.Outcome{})
		}
	}
}

// answerPress releases the button. Too late is no fault of anybody.
func (a *Adapter) answerPress(ctx context.Context, query, words string, alert bool) {
	p := api.Params{"callback_query_id": query}
	if words = render.ShortenRunes(render.SuppressLinks(words), maxToast); words != "" {
		p["text"] = words
		p["show_alert"] = strconv.FormatBool(alert)
	}
	a.callTwice(ctx, "answerCallbackQuery", p)
}

// callTwice makes a call that has no place in the outbox, once more where it
// did not leave. The errors of queries that are too old are expected.
func (a *Adapter) callTwice(ctx context.Context, method string, p api.Params) {
	err := a.api.Call(ctx, method, p, nil)
	if kind := api.KindOf(err); kind == api.NotSent || kind == api.ServerTrouble {
		_ = clock.Sleep(ctx, api.FirstPause)
		err = a.api.Call(ctx, method, p, nil)
	}
	if kind := api.KindOf(err); err != nil && kind != api.QueryExpired && kind != api.Canceled {
		a.log.Warn("query not answered", "error", err)
	}
}
