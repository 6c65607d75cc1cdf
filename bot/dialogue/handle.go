package dialogue

import (
	"context"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/stage"
	"articlebot/retrieval/text"

	"golang.org/x/text/unicode/norm"
)

// maxMessageBytes is how much of a message is looked at. Platforms let people
// write less: Telegram 4096 characters, Discord 6000 in a command's option.
const maxMessageBytes = 1 << 17

// Handle returns the reply to a message. It never panics: a panic while one
// question is worked on becomes that question's apology.
func (b *Bot) Handle(ctx context.Context, m bot.Message) (said bot.Reply) {
	ctx, tr := b.traces.Begin(ctx, "message", m.Platform, m.ID)
	var r *request
	defer func() { tr.End(ctx, r.known()...) }()
	t := b.words.Of(b.words.FromTag(m.Locale))
	defer func() {
		if p := recover(); p != nil {
			said = b.faults.Panicked(ctx, t, p)
		}
	}()
	if len(m.Text) > maxMessageBytes {
		m.Text = m.Text[:maxMessageBytes]
	}
	list := b.readAll(ctx, m.Command, m.Text)
	in := list[0]
	if m.Media && in.Kind == intent.Empty {
		in.Kind = intent.Wordless
		list[0] = in
	}
	r = b.begin(ctx, m.User, m.Chat, m.Locale, b.gate.drawsOf(m, in)...)
	defer r.talk.Keep(ctx)
	r.private, r.overheard = m.Private, m.Overheard
	if !m.Edited && !m.Sent.IsZero() && m.Sent.Before(r.now) {
		r.said = m.Sent // what waited for us was not said all at once
	}
	r.follows = b.following.desk.Reaches(m.Platform) && m.User.Person() && !m.Overheard
	list = b.ofList(r, m, list)
	in = list[0]
	r.speak(in.Language)
	t = r.t
	if m.Overheard && in.Kind != intent.Question {
		return bot.Reply{}
	}
	if acknowledges(m, in) {
		return b.nod(r, in)
	}
	if said, ok := b.gate.hear(r); !ok {
		return said
	}
	if said, ok := b.fits(r, list); !ok {
		return said
	}
	if in.Kind != intent.Forget {
		b.personal.listen(r, in)
	}
	leave, err := b.gate.enter(ctx, r, m.Progress)
	if err != nil {
		return b.faults.Sorry(ctx, r.t, err)
	}
	defer leave()
	said, err = b.respondAll(ctx, r, m, list)
	if err != nil {
		return b.faults.Sorry(ctx, r.t, err)
	}
	b.observe(r, m.Platform)
	return said
}

// observe tells whoever counts of a question that is being replied to.
func (b *Bot) observe(r *request, on bot.Platform) {
	if b.cfg.Observe != nil && r.outcome != "" {
		b.cfg.Observe(bot.Question{Platform: on, Language: r.t.Language, Outcome: r.outcome, Took: max(0, b.cfg.Now().Sub(r.now))})
	}
}

// readAll tells what a message means, which may be several things.
func (b *Bot) readAll(ctx context.Context, command, said string) []intent.Intent {
	defer stage.Begin(ctx, stage.Read)()
	list := b.parser.ParseAll(command, said)
	for i := range list {
		list[i] = b.inLanguage(list[i])
	}
	return list
}

// read tells what a message means where it can be but one thing.
func (b *Bot) read(command, said string) intent.Intent {
	return b.inLanguage(b.parser.Parse(command, said))
}

// inLanguage tells in which language a question is: this is the only place where
// the language of what was typed is looked for.
func (b *Bot) inLanguage(in intent.Intent) intent.Intent {
	switch {
	case in.Language != "":
	case in.Kind == intent.Question:
		in.Language = b.cfg.Detect(in.Text)
	case in.Kind == intent.Pick: // a bare number
		in.Language = text.Undetermined
	}
	return in
}

// fits refuses a question that is too long.
func (b *Bot) fits(r *request, list []intent.Intent) (bot.Reply, bool) {
	longest := b.live.get().maxQuestion
	for _, in := range list {
		n := utf8.RuneCountInString(norm.NFC.String(in.Text))
		if in.Kind != intent.Question && in.Kind != intent.Follow || n <= longest {
			continue
		}
		b.tally.tooLong.Add(1)
		return reply.Notice(r.t, r.t.TooLong.With("max", r.t.Number(longest), "n", r.t.Number(n))), false
	}
	return bot.Reply{}, true
}

// respond does what a message means. It is long because it is the one table of
// intents.
func (b *Bot) respond(ctx context.Context, r *request, m bot.Message, in intent.Intent) (bot.Reply, error) {
	if id, ok := b.shelf.listed(r, m, in.Nth); ok && in.Nth != 0 {
		m.Article, m.Quoted = id, ""
	}
	if m.Article == "" {
		m.Article = b.shelf.linked(in.Links)
	}
	if m.Article != "" && (in.Kind == intent.Link || in.Kind == intent.Empty || in.Kind == intent.WholeArticle) {
		return b.shelf.open(r, m.Article, 0), nil // an article was chosen and nothing asked of it
	}
	if in.Named != "" {
		return b.questions.wishOfNamed(ctx, r, m, in)
	}
	switch in.Kind {
	case intent.Question:
		return b.questions.ask(ctx, r, m, b.parser.Asked(in))
	case intent.More:
		return b.questions.more(ctx, r, m)
	case intent.WholeArticle:
		return b.shelf.whole(r, m), nil
	case intent.Pick:
		return b.questions.pick(ctx, r, m, in)
	case intent.Article:
		return b.shelf.article(r, m, in), nil
	case intent.Articles:
		return b.shelf.list(r, in.Number-1, in.Text), nil
	case intent.Topic:
		return b.questions.topic(ctx, r, m, b.parser.Query(in.Text, b.cfg.Detect(in.Text)), 0)
	case intent.Greeting, intent.Thanks, intent.Farewell, intent.Grumble, intent.Wordless, intent.Empty, intent.Link,
		intent.Stop, intent.Person, intent.Maker:
		return b.small.chat(r, in.Kind), nil
	case intent.Source, intent.Author, intent.Date, intent.Gist:
		return b.shelf.told(r, m, in.Kind), nil
	case intent.Back:
		return b.questions.back(ctx, r)
	case intent.Count:
		return b.shelf.list(r, 0, ""), nil
	case intent.Start:
		return b.start(ctx, r, m, in.Text)
	case intent.Help:
		return b.small.help(r, m.HowToAsk), nil
	case intent.About:
		return b.small.about(r), nil
	case intent.Language:
		return b.personal.language(r, in.Text)
	case intent.Follow:
		return b.following.command(r, in.Text, m.Manages)
	case intent.Following:
		return b.following.list(r, m.Manages)
	case intent.Privacy:
		return b.personal.privacy(r), nil
	case intent.Forget:
		return b.personal.forget(ctx, r)
	}
	if r.admin {
		if said, ok := b.administer(ctx, r, in); ok {
			return said, nil
		}
	}
	return reply.Notice(r.t, string(r.t.UnknownCommand)), nil
}

// fulfil does a wish that was told by its meaning. In a group what asks nothing gets
// no more than a nod.
func (b *Bot) fulfil(ctx context.Context, r *request, m bot.Message, in intent.Intent) (bot.Reply, error) {
	if acknowledges(m, in) {
		return b.nod(r, in), nil
	}
	return b.respond(ctx, r, m, in)
}

// administer does what only an admin may ask for.
func (b *Bot) administer(ctx context.Context, r *request, in intent.Intent) (bot.Reply, bool) {
	switch in.Kind {
	case intent.Reload:
		defer b.following.desk.Wake()
		return b.desk.Reload(ctx, r.atDesk(), in.Text), true
	case intent.Status:
		return b.desk.Status(r.atDesk()), true
	case intent.Gaps:
		return b.desk.ShowGaps(r.atDesk()), true
	case intent.Rollback:
		return b.desk.Rollback(ctx, r.atDesk()), true
	}
	return bot.Reply{}, false
}

// start greets, or does what the deep link says.
func (b *Bot) start(ctx context.Context, r *request, m bot.Message, payload string) (bot.Reply, error) {
	if key, ok := articleOf(payload); ok {
		return b.shelf.open(r, key, 0), nil
	}
	if question, ok := questionIn(payload); ok {
		q := b.parser.Query(question, b.cfg.Detect(question))
		r.speak(q.Language)
		return b.questions.ask(ctx, r, m, q)
	}
	return b.small.welcome(r), nil
}

// Results answers with up to limit single-card replies for the same question,
// best first, for inline queries. There are none where nothing answers, where
// the text is not a question, and while all workers are taken.
func (b *Bot) Results(ctx context.Context, m bot.Message, limit int) (list []bot.Reply) {
	ctx, tr := b.traces.Begin(ctx, "inline", m.Platform, m.ID)
	defer tr.End(ctx)
	defer b.faults.Survive("results")
	in := b.read("", m.Text)
	if limit <= 0 || in.Kind != intent.Question && in.Kind != intent.Pick || utf8.RuneCountInString(in.Text) > b.live.get().maxQuestion {
		return nil
	}
	r := b.begin(ctx, m.User, m.Chat, m.Locale)
	leave, err := b.gate.enter(ctx, r, nil)
	if err != nil {
		return nil
	}
	defer leave()
	scope, _, ok := b.shelf.scope(m.Article)
	if !ok {
		return nil
	}
	q := b.parser.Query(in.Text, in.Language)
	ans, err := b.questions.search.Ask(ctx, q, followup.Focus{Scope: scope}, min(limit, retrieval.MaxLimit))
	if err != nil {
		b.faults.Sorry(ctx, r.t, err)
		return nil
	}
	ans.Hits = reply.FoldReprints(ans.Hits)
	r.speak(ans.Language)
	r.speak(q.Language)
	return reply.Each(r.t, ans, limit)
}

// respondAll does all that a message asks for and says it in one reply.
func (b *Bot) respondAll(ctx context.Context, r *request, m bot.Message, list []intent.Intent) (bot.Reply, error) {
	if len(list) == 1 {
		return b.respond(ctx, r, m, list[0])
	}
	var parts []bot.Reply
	asked := make([]string, len(list))
	for i, in := range list {
		if in.Kind == intent.Question {
			asked[i] = in.Text
		}
		part := m
		if i > 0 {
			part.ID = "" // each question is remembered, none in the place of another
		}
		said, err := b.respond(ctx, r, part, in)
		if err != nil {
			return bot.Reply{}, err
		}
		parts = append(parts, said)
	}
	return reply.Several(r.t, asked, parts), nil
}
