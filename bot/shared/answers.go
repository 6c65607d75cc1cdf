package shared

import (
	"context"
	"encoding/json"
	"time"
)

const (
	// keepAnswers is how long it is shared what answers a question: so long people
	// can edit what they wrote on Telegram,
	// https://core.telegram.org/bots/api#editmessagetext. On Discord they always can.
	keepAnswers = 48 * time.Hour
	// AskWithin bounds reading and writing what is shared beside a claim: an answer
	// waits for it.
	AskWithin = 3 * time.Second
)

// Answers is what replicas know of the answers to questions, whoever gave them, so
// that each can edit or remove an answer with its question. T is what a platform
// knows of one; it is kept as JSON. Of a nil Member nothing is shared. It is safe
// for concurrent use.
type Answers[T any] struct {
	Member *Member
	// Kind is that of the documents: one a platform.
	Kind string
}

// Tell tells the others what answers the question of that key. nil is that nothing
// does any more. It is not cut off with ctx: what has left must be known.
func (a Answers[T]) Tell(ctx context.Context, key string, known *T) error {
	if a.Member == nil {
		return nil
	}
	change := Write{Ref: Ref{a.Kind, key}, If: Anything, TTL: keepAnswers}
	if known != nil {
		var err error
		if change.Value, err = json.Marshal(known); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), AskWithin)
	defer cancel()
	_, err := a.Member.Store.Write(ctx, change)
	return err
}

// Recall returns what answers the question of that key, nil if that is not known.
func (a Answers[T]) Recall(ctx context.Context, key string) *T {
	if a.Member == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, AskWithin)
	defer cancel()
	docs, err := a.Member.Store.Read(ctx, Ref{a.Kind, key})
	known := new(T)
	if err != nil || docs[0].Value == nil || json.Unmarshal(docs[0].Value, known) != nil {
		return nil
	}
	return known
}
