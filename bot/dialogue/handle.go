package dialogue

import (
	"context"
	"sync"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/bot/limit"
	"articlebot/bot/locale"
	"articlebot/retrieval"
	"articlebot/retrieval/text"

	"golang.org/x/text/unicode/norm"
)

// maxMessageBytes is how much of a message is looked at. Platforms let people
// write less: Telegram 4096 characters, Discord 6000 in a command's option.
const maxMessageBytes = 1 << 17

// Handle returns the reply to a message. It never panics: a panic while one
// question is worked on becomes that question's apology.
func (b *Bot) Handle(ctx context.Context, m bot.Message) (r bot.Reply) {
	t := locale.Of(locale.FromTag(m.Locale))
	defer func() {
		if p := recover(); p != nil {
			r = b.broken(t, p)
		}
	}()
	if len(m.Text) > maxMessageBytes {
		m.Text = m.Text[:maxMessageBytes]
	}
	v := b.begin(m.User, m.Chat, m.Locale)
	v.private = m.Private
	in := intent.Parse(m.Command, m.Text)
	v.speak(intentLanguage(in))
	t = v.t
	if r, ok := b.admit(v); !ok {
		return r
	}
	if in.Kind == intent.Question {
		if r, ok := b.fits(v, in.Text); !ok {
			return r
		}
	}
	if in.Kind != intent.Forget {
		b.listen(v, intentLanguage(in))
	}
	leave, err := b.work.Enter(ctx)
	if err != nil {
		return b.fault(t, err)
	}
	defer leave()
	progress, stop := guarded(m.Progress)
	defer stop()
	v.progress = progress
	r, err = b.reply(ctx, v, m, in)
	if err != nil {
		return b.fault(v.t, err)
	}
	b.observe(v, m.Platform)
	return r
}

// concluded counts how a question came out.
func (b *Bot) concluded(v *visit, o retrieval.Outcome) {
	b.tally.outcome(o)
	v.outcome = o
}

// observe tells whoever counts of a question that is being replied to.
func (b *Bot) observe(v *visit, on bot.Platform) {
	if b.cfg.Observe != nil && v.outcome != "" {
		b.cfg.Observe(bot.Question{Platform: on, Language: v.t.Language, Outcome: v.outcome, Took: max(0, b.cfg.Now().Sub(v.now))})
	}
}

// intentLanguage is the language of what was said, as far as it shows.
func intentLanguage(in intent.Intent) text.Language {
	if in.Language == "" && in.Text != "" && (in.Kind == intent.Question || in.Kind == intent.Pick) {
		return text.Detect(in.Text)
	}
	return in.Language
}

// admit asks the limits of the person and, in a group, of the chat. Admins
// are never held up: they may have to act in a flood.
func (b *Bot) admit(v *visit) (bot.Reply, bool) {
	if v.admin {
		return bot.Reply{}, true
	}
	said, wait := b.byPerson.Pass(v.now, string(v.key.who))
	if said == limit.Pass && !v.private {
		said, wait = b.byChat.Pass(v.now, string(v.key.chat))
	}
	switch said {
	case limit.Pass:
		return bot.Reply{}, true
	case limit.Caution:
		b.tally.slowed.Add(1)
		return notice(v.t, v.t.SlowDown.With("wait", v.t.Wait(wait))), false
	}
	b.tally.silent.Add(1)
	return bot.Reply{}, false
}

// fits refuses a question that is too long.
func (b *Bot) fits(v *visit, question string) (bot.Reply, bool) {
	n := utf8.RuneCountInString(norm.NFC.String(question))
	longest := b.live.Load().maxQuestion
	if n <= longest {
		return bot.Reply{}, true
	}
	b.tally.tooLong.Add(1)
	return notice(v.t, v.t.TooLong.With("max", v.t.Number(longest), "n", v.t.Number(n))), false
}

// reply does what a message means. It is long because it is the one table of
// intents.
func (b *Bot) reply(ctx context.Context, v *visit, m bot.Message, in intent.Intent) (bot.Reply, error) {
	if m.Article != "" && (in.Kind == intent.Empty || in.Kind == intent.WholeArticle) {
		return b.open(v, m.Article, 0), nil // an article was chosen and nothing asked of it
	}
	switch in.Kind {
	case intent.Question:
		return b.ask(ctx, v, m, in.Text)
	case intent.More:
		return b.more(ctx, v, m)
	case intent.WholeArticle:
		return b.whole(v, m), nil
	case intent.Pick:
		return b.pick(ctx, v, m, in)
	case intent.Article:
		return b.article(v, m, in), nil
	case intent.Articles:
		return b.articles(v, in.Number-1, in.Text), nil
	case intent.Topic:
		return b.topic(ctx, v, in.Text)
	case intent.Greeting, intent.Thanks, intent.Farewell, intent.Grumble, intent.Wordless, intent.Empty:
		return b.chat(ctx, v, in.Kind), nil
	case intent.Start:
		return b.start(ctx, v, m, in.Text)
	case intent.Help:
		return b.help(ctx, v), nil
	case intent.About:
		return b.about(v), nil
	case intent.Language:
		return b.language(v, in.Text)
	case intent.Privacy:
		return b.privacy(v), nil
	case intent.Forget:
		return b.forget(v)
	}
	if v.admin {
		switch in.Kind {
		case intent.Reload:
			return b.reload(ctx, v, in.Text), nil
		case intent.Status:
			return b.status(v), nil
		case intent.Gaps:
			return b.showGaps(v), nil
		case intent.Rollback:
			return b.rollback(ctx, v), nil
		}
	}
	return notice(v.t, string(v.t.UnknownCommand)), nil
}

// guarded makes a progress function that may be called from anywhere at any
// time: calls do not overlap, and after stop they do nothing.
func guarded(show func(bot.Reply)) (progress func(bot.Reply), stop func()) {
	if show == nil {
		return nil, func() {}
	}
	var mu sync.Mutex
	stopped := false
	progress = func(r bot.Reply) {
		mu.Lock()
		defer mu.Unlock()
		if !stopped {
			show(r)
		}
	}
	stop = func() {
		mu.Lock()
		defer mu.Unlock()
		stopped = true
	}
	return progress, stop
}
