package dialogue

import (
	"context"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/likeness"
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
	mostMeantTopics = 2
)

// wishReader tells the wish of a message by its meaning; nil where nobody can.
type wishReader struct{ examples *likeness.Reader }

// newWishReader returns one that is told by embed what texts mean.
func newWishReader(cfg Config) *wishReader {
	if cfg.Embed == nil {
		return nil
	}
	return &wishReader{likeness.New(cfg.Languages, cfg.Embed)}
}

func (w *wishReader) close() {
	if w != nil {
		w.examples.Close()
	}
}

// read tells which wish a question is that the articles answer as they do. What is
// asked of an article needs one that was shown.
func (w *wishReader) read(ctx context.Context, q intent.Query, found retrieval.Outcome, shown bool) (intent.Kind, bool) {
	if w == nil || q.Len() > mostMeantWords {
		return "", false
	}
	lead := leadOverNone
	switch found {
	case retrieval.Answered:
		if len(q.Topics()) > mostMeantTopics {
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

// wished does what a question turns out to be a wish for; done is false where it is
// none.
func (a *questions) wished(ctx context.Context, r *request, m bot.Message, q intent.Query, found retrieval.Outcome, back background) (said bot.Reply, done bool, err error) {
	if r.overheard {
		return bot.Reply{}, false, nil
	}
	kind, ok := a.wishes.read(ctx, q, found, back.shown != "" || back.quoted != "" || m.Article != "")
	if !ok {
		return bot.Reply{}, false, nil
	}
	r.speak(q.Language)
	said, err = a.fulfil(ctx, r, m, intent.Intent{Kind: kind, Language: q.Language})
	return said, true, err
}
