package dialogue

import (
	"context"
	"slices"

	"articlebot/bot"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// told tells of the article that was linked, quoted or shown last what a person
// wishes to know of it: where it stands, who wrote it, when, what it is about.
func (s *shelf) told(r *request, m bot.Message, wish intent.Kind) bot.Reply {
	a, ok := s.meant(r, m)
	if !ok {
		return s.choose(r, string(r.t.WhichArticle))
	}
	if wish == intent.Gist {
		return s.lead(r, a)
	}
	if r.session().Offered { // of the list that was shown it is this one that is spoken of
		spokenOf(r, a.ID, -1)
	}
	said := r.say(about(r.t, a, wish))
	row := []bot.Button{{Label: string(r.t.Whole), Action: bot.Action{Verb: bot.OpenArticle, Arg: reply.PageRef{Key: a.ID.Key()}.String()}}}
	if a.URL != "" {
		row = append(row, bot.Button{Label: string(r.t.OnTheWeb), URL: a.URL})
	}
	said.Buttons = [][]bot.Button{row}
	return said
}

// meant is the article that a message speaks of without naming it.
func (s *shelf) meant(r *request, m bot.Message) (*retrieval.Article, bool) {
	if m.Article != "" {
		return s.lib.Article(m.Article)
	}
	if a, ok := s.quoted(m, 0); ok {
		return s.lib.Article(string(a.ID))
	}
	if id := spoken(r.session()); id != "" {
		return s.lib.Article(string(id))
	}
	return nil, false
}

// about says one thing of an article, or that the paper does not say it.
func about(t *locale.Texts, a *retrieval.Article, wish intent.Kind) string {
	switch wish {
	case intent.Author:
		if a.Author == "" {
			return t.NoAuthor.With("title", a.Title)
		}
		return t.AuthorOf.With("title", a.Title, "author", a.Author)
	case intent.Date:
		if a.Published.IsZero() {
			return t.NoDate.With("title", a.Title)
		}
		return t.DateOf.With("title", a.Title, "date", t.Day(a.Published))
	}
	if a.URL == "" {
		return t.NoSource.With("title", a.Title)
	}
	return t.SourceOf.With("title", a.Title, "url", a.URL)
}

// lead shows how an article begins, as what it is about: the paper's own words.
func (s *shelf) lead(r *request, a *retrieval.Article) bot.Reply {
	said := reply.Lead(r.t, a, s.lib.Status().Generation)
	spokenOf(r, a.ID, -1)
	return said
}

// wished does what a question turns out to be a wish for; done is false where it is
// none.
func (a *questions) wished(ctx context.Context, r *request, m bot.Message, q intent.Query, found retrieval.Outcome, back followup.Background) (said bot.Reply, done bool, err error) {
	if r.overheard {
		return bot.Reply{}, false, nil
	}
	kind, ok := a.wishes.Read(ctx, q, found, back.Shown != "" || len(back.Listed) > 0 || back.Quoted != "" || m.Article != "")
	if !ok {
		return bot.Reply{}, false, nil
	}
	if kind.IsCourtesy() && q.Need == intent.Anaphoric && q.Asks() && back.Shown != "" {
		return bot.Reply{}, false, nil // it asks of somebody who was spoken of: "rồi chị ấy trả lời sao"
	}
	if strange := a.search.Parser.Strange(q); len(strange) > mostStrange || kind.OfArticle() && a.concerns(r, m, strange) {
		return bot.Reply{}, false, nil
	}
	r.speak(q.Language)
	said, err = a.fulfil(ctx, r, m, intent.Intent{Kind: kind, Language: q.Language})
	return said, true, err
}

// mostStrange is how many topics a wish has that stand in no wish.
const mostStrange = 2

// concerns tells whether the article that a message speaks of has one of its strange
// topics: then it asks what the article says, not what it is.
func (a *questions) concerns(r *request, m bot.Message, strange []text.Token) bool {
	article, ok := a.shelf.meant(r, m)
	if !ok || len(strange) == 0 {
		return false
	}
	there := make(map[string]bool)
	for _, p := range article.Passages {
		for _, t := range text.Tokens(p.Text, article.Language) {
			there[t.Accented], there[t.Term] = true, true
		}
	}
	return slices.ContainsFunc(strange, func(t text.Token) bool { return there[t.Accented] || there[t.Term] })
}

// AwaitWishes waits until wishes are told by their meaning, as long as ctx lasts.
// Until then messages that the articles surely answer are not held against any.
func (b *Bot) AwaitWishes(ctx context.Context) { b.questions.wishes.Await(ctx) }
