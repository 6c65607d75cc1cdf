package discord

import (
	"context"
	"encoding/json"
	"errors"
	"hash/fnv"
	"time"

	"articlebot/bot/discord/api"
	"articlebot/bot/shared"
)

const (
	// askAgain is how long to wait before it is asked again how far another replica
	// is with an event.
	askAgain = time.Second
	// kindAnswer are the documents of which message answers a question.
	kindAnswer = "discord:answer"
)

// errNotOurs is why an answer does not leave: another replica gives it.
var errNotOurs = errors.New("the event has passed on to another replica")

// shareKey is the name of something of this bot among what replicas share.
func (a *Adapter) shareKey(of string, id api.Snowflake) string {
	_, app := a.identity()
	return "discord:" + string(app) + ":" + of + ":" + string(id)
}

// claim claims an event, waiting for a replica that works on it to end in one way
// or another. It reports false where the event is that replica's. The claim tells
// how far a replica before had come. A bot that shares nothing has all events and
// no work.
func (a *Adapter) claim(ctx context.Context, of string, id api.Snowflake, patient bool) (w *shared.Work, before shared.ClaimState, ok bool) {
	if a.desk == nil {
		return nil, shared.Taken, true
	}
	key := a.shareKey(of, id)
	for {
		w, c, err := a.desk.Take(ctx, key)
		switch {
		case w != nil:
			return w, c.State, true
		case ctx.Err() != nil:
			return nil, c.State, false
		case err != nil: // a double answer beats silence
			a.log.Warn("discord event is worked on although nobody knows whether another replica does", "event", of, "id", id, "err", err)
			return nil, shared.Taken, true
		case c.State == shared.Sent, c.State == shared.Taken && !patient:
			return nil, c.State, false
		}
		if a.cfg.Sleep(ctx, askAgain) != nil {
			return nil, c.State, false
		}
	}
}

// leaving is called right before anything of an event's answer leaves. Without the
// state that is shared it may, as a double answer beats silence.
func leaving(ctx context.Context, w *shared.Work) error {
	if err := w.Sending(ctx); errors.Is(err, shared.ErrLost) {
		return errNotOurs
	}
	return nil
}

// conclude tells the others that an event is done with, and by which message.
func (a *Adapter) conclude(ctx context.Context, w *shared.Work, sent api.Snowflake) {
	if w == nil || a.work.Err() != nil && sent == "" {
		return // of what was cut off nothing has left: the desk lets another have it
	}
	var result []byte
	if sent != "" {
		result, _ = json.Marshal([]api.Snowflake{sent}) // strings never fail
	}
	if err := w.Done(context.WithoutCancel(ctx), result); err != nil {
		a.log.Warn("discord event was worked on for too long, or nobody knows that it is done", "err", err)
	}
}

// sharedAnswer is what replicas know of a question's answer.
type sharedAnswer struct {
	Sent api.Snowflake `json:"sent"`
	Said uint64        `json:"said"` // hash of the question
}

// answers are what replicas know of the answers of this bot.
func (a *Adapter) answers() shared.Answers[sharedAnswer] {
	return shared.Answers[sharedAnswer]{Member: a.cfg.Shared, Kind: kindAnswer}
}

// shareAnswer tells the others which message answers a question, or that none does
// any more; x is locked.
func (a *Adapter) shareAnswer(ctx context.Context, channel, question api.Snowflake, x *exchange) {
	var known *sharedAnswer
	if x.sent != "" {
		known = &sharedAnswer{x.sent, x.asked}
	}
	if err := a.answers().Tell(ctx, a.shareKey(string(channel), question), known); err != nil {
		a.log.Debug("an answer is not known to other replicas", "message", question, "err", err)
	}
}

// recall returns which message answers a question, wherever it was answered last;
// nil if that is not known to be shared.
func (a *Adapter) recall(ctx context.Context, channel, question api.Snowflake) *sharedAnswer {
	return a.answers().Recall(ctx, a.shareKey(string(channel), question))
}

// learn takes over what is shared of an exchange, which is locked.
func (x *exchange) learn(known *sharedAnswer) {
	if known != nil {
		x.sent, x.asked = known.Sent, known.Said
	}
}

// hashOf tells questions from each other without keeping them.
func hashOf(question string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(question)) // it never fails
	return h.Sum64()
}
