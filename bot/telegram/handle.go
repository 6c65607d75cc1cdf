package telegram

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"runtime"
	"runtime/debug"
	"strconv"
	"time"

	"articlebot/bot"
	"articlebot/bot/internal/reference"
	"articlebot/bot/internal/trace"
	"articlebot/bot/locale"
	"articlebot/bot/telegram/journal"
	"articlebot/bot/telegram/outbox"
	"articlebot/bot/telegram/render"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"
)

const (
	// handleFor bounds the handling of a question, without the sending.
	handleFor = 20 * time.Second
	// commandFor bounds that of commands and buttons: a reload of many articles
	// takes its time.
	commandFor = 15 * time.Minute
	// busyAgain is when people are asked to try again where too much waits to be
	// sent to their chat: a group takes a minute to get twenty messages.
	busyAgain = time.Minute
	// lateEdit is how old a message may be whose first version the bot did not
	// take as a question. Telegram also reports edits of which nothing shows.
	lateEdit = time.Minute
)

// handle does what an update asks. finish is called when that is done, or
// given up.
func (a *Adapter) handle(id int64, e event, finish func()) {
	defer a.rescue(id, e, finish)
	most := handleFor
	if e.message.Command != "" || e.kind == press {
		most = commandFor
	}
	ctx, cancel := context.WithTimeout(trace.Named(a.work, strconv.FormatInt(id, 10)), most)
	defer cancel()
	switch e.kind {
	case ask:
		a.handleAsk(ctx, e, finish)
	case press:
		a.handlePress(ctx, e, finish)
	case inline:
		a.handleInline(ctx, e, finish)
	case guest:
		a.handleGuest(ctx, e, finish)
	case migrate:
		a.outbox.Migrated(e.from, e.to.Chat)
		finish()
	case member:
		a.handleMember(e, finish)
	}
}

// handleAsk answers a message.
func (a *Adapter) handleAsk(ctx context.Context, e event, finish func()) {
	m := e.message
	at := slotOf(e)
	if m.Edited {
		a.recall(ctx, at)
	}
	known, changed := a.answers.RecordText(at, hash(m.Command, m.Text))
	if m.Edited && (!changed || !known && time.Since(m.Sent) > lateEdit) {
		finish()
		return
	}
	stop := a.typing(e.to)
	defer stop()
	m.Progress = func(r bot.Reply) {
		stop()
		a.reply(e, at, r, nil)
	}
	if !m.Private {
		m.HowToAsk = a.howToAsk
	}
	r := a.conv.Handle(ctx, m)
	stop()
	if r.Kind == bot.ShowReaction {
		a.react(ctx, e.to, r.Text)
	}
	if m.Edited && r.Kind == bot.ShowNotice {
		at = journal.Slot{} // a notice must not take the place of an answer
	}
	if !a.reply(e, at, r, finish) {
		a.tellBusy(e)
		finish()
	}
}

// render gives a reply its form.
func (a *Adapter) render(r bot.Reply, o render.Options) []render.Part {
	defer a.config.Stages.Begin(stage.Render)()
	return render.Reply(r, o)
}

// reply queues a reply, with done to be called when it has been delivered or
// given up. It reports false where it could not be queued.
func (a *Adapter) reply(e event, at journal.Slot, r bot.Reply, done func()) bool {
	j := &outbox.Job{
		To: e.to, Slot: at, Whisper: forOne(e, r), Keys: render.NewKeyboard(r), Broken: a.config.Languages.Of(r.Language).OurFault,
		Parts: a.render(r, render.Options{ShowQuestion: e.pointed, Self: a.parser.Load().self.Username, Languages: a.config.Languages}),
	}
	if e.claim != nil {
		j.Leaving = e.claim.Sending
	}
	if done != nil {
		j.Landed = e.record
		j.Done = func(outbox.Outcome) { done() }
	}
	return a.queue(j)
}

// queue puts a job into the outbox; one without anything to show is done.
func (a *Adapter) queue(j *outbox.Job) bool {
	if len(j.Parts) == 0 {
		j.Finish(outbox.Outcome{})
		return true
	}
	err := a.outbox.Put(j)
	switch {
	case errors.Is(err, outbox.ErrBusy):
		return false
	case err != nil:
		a.log.Warn("message not queued", "chat", j.To.Chat, "error", err)
		j.Finish(outbox.Outcome{Err: err})
	}
	return true
}

// tellBusy says, once a chat, that too much is waiting.
func (a *Adapter) tellBusy(e event) {
	words := a.wordsFor(e.message).TooBusy(busyAgain)
	err := a.outbox.Put(&outbox.Job{To: e.to, Whisper: forOne(e, bot.Reply{Kind: bot.ShowNotice}), Parts: []render.Part{{HTML: words, Plain: words}}, Notice: true})
	if !errors.Is(err, outbox.ErrBusy) { // busy: they have been told
		a.log.Warn("a chat asks more than may be sent there", "chat", e.to.Chat)
	}
}

// rescue keeps a panic from touching anybody else, and tells the person.
func (a *Adapter) rescue(id int64, e event, finish func()) {
	p := recover()
	if p == nil {
		return
	}
	a.panics.Add(1)
	ref := reference.New()
	a.log.Error("panic", "update", id, "ref", ref, "panic", panicKind(p), "stack", string(debug.Stack()))
	words := a.wordsFor(e.message).OurFault(ref)
	switch e.kind {
	case ask:
		j := &outbox.Job{To: e.to, Whisper: forOne(e, bot.Reply{Kind: bot.ShowNotice}), Parts: []render.Part{{HTML: words, Plain: words}}, Done: func(outbox.Outcome) { finish() }}
		if a.outbox.Put(j) == nil {
			return
		}
	case press:
		a.answerPress(a.work, e.query, words, true)
	}
	finish()
}

// panicKind tells what a panic was without quoting a value, which may hold
// what a person said.
func panicKind(p any) string {
	if e, ok := p.(runtime.Error); ok {
		return e.Error()
	}
	return fmt.Sprintf("a value of type %T", p)
}

func hash(parts ...string) uint64 {
	h := fnv.New64a()
	for _, s := range parts {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return h.Sum64() | 1 // never 0, which means unknown
}

// wordsFor are the texts in which to speak to whoever wrote a message: in the
// language that it is written in, else in the one that the platform knows of the
// person.
func (a *Adapter) wordsFor(m bot.Message) *locale.Texts {
	languages := a.config.Languages
	if lang := text.Detect(m.Text); languages.Has(lang) {
		return languages.Of(lang)
	}
	return languages.OfTag(m.Locale)
}

// forOne tells whether a reply is for the eyes of the one alone who asked: in a group
// what is personal and what only notes something, and everything that answers what
// nobody else saw.
func forOne(e event, r bot.Reply) bool {
	private := e.message.Private || e.press.Private || e.to.Direct != 0
	return !private && (r.Private || r.Kind == bot.ShowNotice || e.to.Ephemeral != 0)
}
