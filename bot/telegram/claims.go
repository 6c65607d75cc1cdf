package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"
	"time"

	"articlebot/bot/shared"
	"articlebot/bot/telegram/inbox"
	"articlebot/bot/telegram/journal"
	"articlebot/retrieval/clock"
)

const (
	// askAgain is how long to wait before it is asked again how far another replica
	// is with an update: one who polls must not acknowledge what may come to nothing.
	askAgain = time.Second
	// turnFor is how long a chat's turn lasts after its replica was last heard of.
	turnFor = 15 * time.Second
	// turnAfter is how long a chat's next message waits for the answer to the one
	// before to have left. It bounds what a chat that may not be written to costs.
	turnAfter = 3 * time.Second
	// kindAnswer are the documents of which messages answer a question.
	kindAnswer = "telegram:answer"
)

// mine is what this replica has of an update: the claim and the chat's turn. The
// zero value is of a bot that shares nothing.
type mine struct {
	work *shared.Work
	turn func()
}

// take claims an update and waits for its chat's turn. It reports false where the
// update is another replica's; then it is finished or dropped.
func (a *Adapter) take(id int64, e event) (mine, bool) {
	if a.desk == nil {
		return mine{turn: func() {}}, true
	}
	for {
		w, c, err := a.desk.Take(a.work, a.shareKey("update", strconv.FormatInt(id, 10)))
		switch {
		case w != nil:
			return mine{work: w, turn: a.turn(e)}, true
		case err == nil && c.State == shared.Sent:
			a.record(id)
			a.finish(id)
			return mine{}, false
		case err != nil, a.webhook != nil:
			a.drop(id) // Telegram sends it again
			return mine{}, false
		}
		if clock.Sleep(a.work, askAgain) != nil {
			return mine{}, false
		}
	}
}

// shareKey is the name of something of this bot among what replicas share.
func (a *Adapter) shareKey(of, what string) string {
	return "telegram:" + strconv.FormatInt(a.id, 10) + ":" + of + ":" + what
}

// turn waits until the messages of that chat that came before, to whichever
// replica, have been answered. Where there is no order to be had it goes on.
func (a *Adapter) turn(e event) (done func()) {
	done, err := a.config.Shared.Store.Turn(a.work, a.shareKey("chat", e.queue), a.config.Shared.ID, turnFor)
	if err != nil {
		return func() {}
	}
	return sync.OnceFunc(done)
}

// drop forgets an update that is left to another replica.
func (a *Adapter) drop(id int64) {
	a.earlyAcks.Close(id)
	a.tracker.Drop(id)
}

// claimed does an update's work under its claim, which do is given in the event.
func (a *Adapter) claimed(id int64, e event, finish func(), do func(event, func())) {
	m, ok := a.take(id, e)
	if !ok {
		return
	}
	if m.work == nil {
		do(e, finish)
		return
	}
	e.claim = m.work
	do(e, sync.OnceFunc(func() {
		// Elsewhere, since finish may be called where nothing may wait.
		go a.conclude(id, e, m, finish)
	}))
	time.AfterFunc(turnAfter, m.turn)
}

// conclude tells the others what came of an update, and only then Telegram.
func (a *Adapter) conclude(id int64, e event, m mine, finish func()) {
	defer m.turn()
	ctx := context.WithoutCancel(a.work)
	a.unowe(ctx, id)
	at := slotOf(e)
	var result []byte
	if e.kind == ask {
		result = a.shareAnswer(ctx, at)
	}
	if err := m.work.Done(ctx, result); errors.Is(err, shared.ErrLost) {
		a.log.Warn("an update was worked on for too long and is another replica's", "update", id)
		a.drop(id)
		return
	}
	finish()
}

// sharedAnswer is what replicas know of a question's answer.
type sharedAnswer struct {
	IDs  []int64 `json:"ids"`
	Said uint64  `json:"said"` // hash of the question's text
}

// shared are what replicas know of the answers of this bot.
func (a *Adapter) shared() shared.Answers[sharedAnswer] {
	return shared.Answers[sharedAnswer]{Member: a.config.Shared, Kind: kindAnswer}
}

// shareAnswer tells the others which messages answer a question.
func (a *Adapter) shareAnswer(ctx context.Context, at journal.Slot) []byte {
	known := sharedAnswer{IDs: a.answers.Answer(at), Said: a.answers.Said(at)}
	value, err := json.Marshal(known)
	if err != nil || len(known.IDs) == 0 {
		return nil
	}
	if err := a.shared().Tell(ctx, a.slotKey(at), &known); err != nil {
		a.log.Debug("an answer is not known to other replicas", "chat", at.Chat, "error", err)
	}
	return value
}

func (a *Adapter) slotKey(at journal.Slot) string {
	return a.shareKey(strconv.FormatInt(at.Chat, 10), strconv.FormatInt(at.Message, 10))
}

// recall learns which messages answer an edited question, wherever it was
// answered.
func (a *Adapter) recall(ctx context.Context, at journal.Slot) {
	if known := a.shared().Recall(ctx, a.slotKey(at)); known != nil {
		a.answers.Recall(at, known.IDs, known.Said)
	}
}

// Bounds of the polling lease.
const (
	// pollLease is how long one who polled is waited for before another does.
	pollLease = 10 * time.Second
	// paceEvery is how often the pace is parted anew among the replicas.
	paceEvery = 5 * time.Second
)

// onlyOne has a source that one replica may have at a time run under a lease.
type onlyOne struct {
	inbox.Source
	a *Adapter
}

// Run waits for the lease and runs the source while it is held.
func (s onlyOne) Run(ctx context.Context) error {
	m := s.a.config.Shared
	s.a.standby.Store(true)
	err := shared.Hold(ctx, m.Store, s.a.shareKey("poll", ""), m.ID, pollLease, func(ctx context.Context, _ *shared.Held) error {
		s.a.standby.Store(false)
		defer s.a.standby.Store(true)
		s.a.health.Polled()
		s.a.log.Info("this replica polls")
		s.a.tellForOthers(ctx)
		return s.Source.Run(ctx)
	})
	if ctx.Err() != nil {
		return nil // to end is no error
	}
	return err
}

// keepPace parts what may be sent in a second among the replicas, which all send
// where updates come by webhook.
func (a *Adapter) keepPace(ctx context.Context) {
	for {
		a.outbox.Share(1 + a.config.Shared.Others())
		if clock.Sleep(ctx, paceEvery) != nil {
			return
		}
	}
}
