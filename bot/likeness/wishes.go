package likeness

import (
	"context"

	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// Bounds of what is taken for a wish by its meaning, fitted on messages of people's
// own words. Of 4,500 real questions to articles two come over the lowest.
const (
	leastNear = .38
	// The surer the articles are of their answer, the more a message must be like a
	// wish.
	leadOverNone     = .08
	leadOverUnsure   = .10
	leadOverAnswered = .20
	// mostMeantWords is the longest message that is held against the examples, and
	// mostMeantTopics, of those that the articles answer, how much they may name.
	mostMeantWords  = 14
	mostMeantTopics = 4
)

// Wishes tells the wish of a message by its meaning; nil where nobody can.
type Wishes struct{ examples *Reader }

// NewWishes returns one that is told by embed what texts mean.
func NewWishes(set *locale.Set, embed Embed) *Wishes {
	if embed == nil {
		return nil
	}
	return &Wishes{New(set, embed)}
}

// Await waits until wishes can be told, as long as ctx lasts.
func (w *Wishes) Await(ctx context.Context) {
	if w != nil {
		w.examples.Await(ctx)
	}
}

// Close ends what is under way.
func (w *Wishes) Close() {
	if w != nil {
		w.examples.Close()
	}
}

// Read tells which wish a question is that the articles answer as they do. What is
// asked of an article needs one that was shown.
func (w *Wishes) Read(ctx context.Context, q intent.Query, found retrieval.Outcome, shown bool) (intent.Kind, bool) {
	if w == nil || q.Len() > mostMeantWords || q.Need == intent.Additive || q.Need == intent.PlaceOnly {
		return "", false
	}
	lead := leadOverNone
	switch found {
	case retrieval.Answered:
		// Whoever has a sure answer is not made to wait for the start's sake.
		if len(q.Topics()) > mostMeantTopics || !w.examples.Ready() {
			return "", false
		}
		lead = leadOverAnswered
	case retrieval.Unsure:
		lead = leadOverUnsure
	}
	m, ok := w.examples.Read(ctx, q.Text, q.Language)
	if !ok || m.Near < leastNear || m.Lead < lead || !shown && m.Kind.OfArticle() {
		return "", false
	}
	return m.Kind, true
}
