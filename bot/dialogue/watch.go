package dialogue

import (
	"context"
	"time"

	"articlebot/bot"
	"articlebot/bot/admin"
	"articlebot/retrieval/text"
)

// watchEvery is how often Watch looks.
const watchEvery = time.Minute

// Watch looks after what time alone changes, every minute until ctx ends: it
// alerts admins of an old index and drops gaps past their time. It does not
// look at once, as an index kept from before is old until it has been renewed.
func (b *Bot) Watch(ctx context.Context) {
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			b.look(ctx)
		}
	}
}

func (b *Bot) look(ctx context.Context) {
	defer b.faults.Survive("watch")
	now := b.cfg.Now()
	b.desk.CheckAge(ctx, now)
	b.feedback.gaps.Expire(now)
	b.samples.freshen()
}

// TellNews looks for news of what people follow, and tells them, until ctx ends.
// Run it beside Watch.
func (b *Bot) TellNews(ctx context.Context) { b.following.desk.Run(ctx) }

// Renew reloads because something else than an admin asks for it, such as a
// schedule; why names it in the log. The admins are alerted once when the new
// index is refused, each in their language, and again when that happens for
// another reason. It returns false where it did not come to a reload, as while
// another runs. Call it from one goroutine at a time.
func (b *Bot) Renew(ctx context.Context, why string) bool {
	defer b.faults.Survive("renew")
	defer b.samples.freshen()
	defer b.following.desk.Wake()
	return b.desk.Renew(ctx, why)
}

// Renewed is called when the library answers from other articles without having
// been asked to here: news are looked for, and samples drawn anew.
func (b *Bot) Renewed() {
	defer b.faults.Survive("renewed")
	b.samples.freshen()
	b.following.desk.Wake()
}

// alert brings each admin a reply in their language.
func (b *Bot) alert(ctx context.Context, write func(admin.Request) bot.Reply) {
	if b.cfg.Alert == nil {
		return
	}
	for _, who := range b.live.get().alerted {
		b.cfg.Alert(ctx, who, write(admin.Request{Texts: b.words.Of(b.languageOf(who)), Now: b.cfg.Now()}))
	}
}

// languageOf is the language to write to an admin in who has not just spoken:
// the one they chose, else the one that their platform named last.
func (b *Bot) languageOf(who bot.UserKey) text.Language {
	if lang := b.personal.people.Language(who); lang != "" {
		return lang
	}
	named, _ := b.tags.Load(who)
	tag, _ := named.(string)
	return b.words.FromTag(tag)
}
