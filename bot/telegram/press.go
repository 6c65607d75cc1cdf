package telegram

import (
	"context"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"articlebot/bot"
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
func (a *Adapter) handlePress(ctx context.Context, i intent, finish func()) {
	if act, err := bot.ParseAction(i.press.Action); err == nil && act.Verb == bot.DoNothing {
		a.answerPress(ctx, i.query, "", false)
		finish()
		return
	}
	var answered atomic.Bool
	answer := func(words string, alert bool) {
		if !answered.Swap(true) {
			a.answerPress(a.work, i.query, words, alert)
		}
	}
	working, worked := context.WithCancel(ctx)
	defer worked()
	a.tasks.work.Go(func() {
		sleep(working, answerWithin)
		if working.Err() == nil {
			answer("", false)
		}
	})
	i.press.Progress = func(r bot.Reply) { a.showPress(i, bot.PressReply{Edit: r}, func() {}) }

	r := a.conv.Press(ctx, i.press)
	worked()
	words, alert := toast(&r)
	answer(words, alert)
	a.showPress(i, r, finish)
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
func (a *Adapter) showPress(i intent, r bot.PressReply, finish func()) {
	edit := &job{class: editing, edit: true, to: i.to, inline: i.inline, keys: newKeyboard(r.Edit)}
	if i.shown && r.Edit.Question == "" {
		r.Edit.Question = i.press.Question
	}
	edit.parts = render(r.Edit, look{single: true, question: i.shown})

	send := &job{to: i.to, keys: newKeyboard(r.Send)}
	var l look
	if r.Send.Question == "" && i.shown {
		r.Send.Question = i.press.Question
	}
	if other := r.Send.Question != "" && r.Send.Question != i.press.Question; other || i.shown || i.asked == 0 {
		l.question = true // it cannot be read back from a message replied to
		send.to.message = 0
	} else {
		send.to.message = i.asked
	}
	send.parts = render(r.Send, l)
	if i.to.chat == 0 {
		send.parts = nil // under an inline message there is no chat to write to
	}

	var left atomic.Int32
	left.Store(2)
	done := func(outcome) {
		if left.Add(-1) == 0 {
			finish()
		}
	}
	for _, j := range []*job{edit, send} {
		j.done = done
		if !a.queue(j) {
			done(outcome{})
		}
	}
}

// answerPress releases the button. Too late is no fault of anybody.
func (a *Adapter) answerPress(ctx context.Context, query, words string, alert bool) {
	p := params{"callback_query_id": query}
	if words = shortenRunes(tameOwn(words), maxToast); words != "" {
		p["text"] = words
		p["show_alert"] = strconv.FormatBool(alert)
	}
	a.callTwice(ctx, "answerCallbackQuery", p)
}

// callTwice makes a call that has no place in the outbox, once more where it
// did not leave. The errors of queries that are too old are expected.
func (a *Adapter) callTwice(ctx context.Context, method string, p params) {
	err := a.api.call(ctx, method, p, nil)
	if kind := kindOf(err); kind == NotSent || kind == ServerTrouble {
		sleep(ctx, firstPause)
		err = a.api.call(ctx, method, p, nil)
	}
	if kind := kindOf(err); err != nil && kind != QueryExpired && kind != Canceled {
		a.log.Warn("query not answered", "error", err)
	}
}

func shortenRunes(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n-1]) + ellipsis
}
