package dialogue

import (
	"context"
	"slices"
	"time"

	"articlebot/bot"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/likeness"
	"articlebot/bot/reply"
	"articlebot/bot/session"
	"articlebot/retrieval"
)

// questions answers what people ask of the articles, and what they ask on.
type questions struct {
	search   *followup.Searcher
	shelf    *shelf
	samples  *samples
	feedback *feedback
	tally    *tally
	old      func(now time.Time) time.Duration // of the articles, where that is too long
	wishes   *likeness.Wishes
	// fulfil does what is no question after all.
	fulfil func(ctx context.Context, r *request, m bot.Message, in intent.Intent) (bot.Reply, error)
}

// ask answers a question and remembers it for what may follow.
func (a *questions) ask(ctx context.Context, r *request, m bot.Message, q intent.Query) (bot.Reply, error) {
	scope, title, ok := a.shelf.scope(m.Article)
	if !ok {
		return reply.Notice(r.t, string(r.t.Gone)), nil
	}
	back := a.contextOf(r, m)
	found, err := a.search.Understand(ctx, q, scope, back)
	if err != nil {
		return bot.Reply{}, err
	}
	ans := found.Answer
	if said, done, err := a.wished(ctx, r, m, q, ans.Outcome, back); done || err != nil {
		return said, err
	}
	if r.overheard && ans.Outcome != retrieval.Answered {
		return bot.Reply{}, nil // nobody asked: no gap, and nothing to go on from
	}
	r.speak(ans.Language)
	r.speak(q.Language)
	a.concluded(r, ans.Outcome)
	said, ok := a.choice(r, q, found.Choice)
	if !ok || r.overheard {
		said = reply.Answer(r.t, ans, reply.View{Old: a.old(r.now), Within: title, Together: found.Together, On: found.On, Follow: r.follows && title == ""})
	}
	if said.Kind == bot.ShowNone {
		if ans.News == nil || !ans.News.Undated { // no editor can close that gap by an article
			a.feedback.miss(r, found.Gap)
		}
		said = a.consoled(r, a.shelf.onlyIn(r, said, found.Scope))
		if q.Need == intent.Standalone { // what leans on another was searched for twice already
			said = a.samples.better(ctx, r, said, q)
		}
	}
	a.remember(r, said, session.Interpretation{
		Message: m.ID, Typed: q.Text, Searched: ans.Question, Language: found.Language, Spoken: q.Language, Scope: found.Scope, Shown: found.Shown, Listed: found.Listed, Names: followup.NamesOf(ans),
		Leaning: found.Loose, Hedged: found.Hedged,
	}, 0)
	return said, nil
}

// concluded counts how a question came out.
func (a *questions) concluded(r *request, o retrieval.Outcome) {
	a.tally.outcome(o)
	r.outcome = o
}

// contextOf returns what a message may lean on.
func (a *questions) contextOf(r *request, m bot.Message) followup.Background {
	var back followup.Background
	s := r.session()
	message := ""
	if m.Edited {
		message = m.ID
	}
	listed := s.Offered && s.Last == session.AList // by no question
	if q, ok := s.Before(message); ok && !listed {
		back.Before = q.Asked()
	}
	if !r.overheard { // who talks to others may speak of anything
		back.Shown, back.Listed = s.ShownTo(message), s.ListedTo(message)
	}
	if quoted, ok := a.shelf.quoted(m, 0); ok {
		back.Quoted = quoted.ID
	}
	return back
}

// consoled adds sample questions to a reply that has not even a title to
// offer.
func (a *questions) consoled(r *request, said bot.Reply) bot.Reply {
	if len(said.Titles) > 0 {
		return said
	}
	return a.samples.offer(r, said)
}

// remember keeps what was shown, so that "more", "the whole article" and
// numbers find it.
func (a *questions) remember(r *request, said bot.Reply, q session.Interpretation, index int) {
	r.update(func(s *session.Session) {
		s.Note(q)
		s.Last, s.Index = session.Nothing, index
		if len(said.Cards) > 0 {
			s.Last, s.Article, s.Page, s.Offered = session.AnAnswer, said.Cards[0].Article, -1, false
		}
		if len(said.Titles) > 0 {
			s.Titles, s.First = idsOf(said.Titles), said.Titles[0].Number
			s.Offered = said.Kind == bot.ShowText // those of a reply without an answer are near, and no more
		}
	})
}

// pick opens the title with a number that was typed bare; where no list was
// shown, what was typed is a question after all.
func (a *questions) pick(ctx context.Context, r *request, m bot.Message, in intent.Intent) (bot.Reply, error) {
	if said, ok := a.shelf.pick(r, m, in.Number); ok {
		return said, nil
	}
	return a.ask(ctx, r, m, a.search.Parser.Query(in.Text, in.Language))
}

// more shows what comes after what was shown last.
func (a *questions) more(ctx context.Context, r *request, m bot.Message) (bot.Reply, error) {
	s := r.session()
	switch s.Last {
	case session.AnAnswer:
		return a.nextPassage(ctx, r, s)
	case session.AnArticle:
		return a.shelf.nextPage(r, s), nil
	case session.AList:
		return a.shelf.list(r, s.ListPage+1, s.Filter), nil
	case session.ATopic:
		current, _ := s.Current()
		return a.topic(ctx, r, bot.Message{ID: current.Message}, a.search.Query(current.Asked()), s.ListPage+1)
	}
	if quoted, ok := a.shelf.quoted(m, 0); ok {
		return a.shelf.open(r, string(quoted.ID), 0), nil
	}
	return a.samples.offer(r, r.say(string(r.t.NothingYet))), nil
}

// maxTopicPassages is how many passages are looked at for a topic's articles where
// the library cannot list all.
const maxTopicPassages = retrieval.MaxLimit

// topic lists a page (from 0) of the articles on a topic, newest first where dates are
// known, and says of how many.
func (a *questions) topic(ctx context.Context, r *request, m bot.Message, wanted intent.Query, page int) (bot.Reply, error) {
	wanted = a.spokenOf(r, wanted)
	if wanted.Text == "" { // nothing is spoken of, or a list is to go on
		return a.more(ctx, r, m)
	}
	list, err := a.search.Mentions(ctx, wanted)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(list) == 0 {
		ans, err := a.search.Ask(ctx, wanted, followup.Focus{}, maxTopicPassages)
		if err != nil {
			return bot.Reply{}, err
		}
		if list = articlesOn(ans, wanted); len(list) == 0 {
			ans.Outcome = retrieval.None
			a.concluded(r, ans.Outcome)
			a.feedback.miss(r, wanted)
			return a.consoled(r, reply.None(r.t, ans, reply.View{Old: a.old(r.now), Follow: r.follows})), nil
		}
	}
	a.concluded(r, retrieval.Answered)
	if page*listSize >= len(list) {
		page = 0
	}
	said := r.say(a.counted(r, list, wanted.Text))
	said.Question = wanted.Text
	said.Titles = reply.Titles(r.t, list[page*listSize:min(len(list), (page+1)*listSize)], page*listSize+1)
	a.shelf.shown(r, said.Titles)
	r.update(func(s *session.Session) {
		s.Note(session.Interpretation{Message: m.ID, Typed: wanted.Text, Searched: wanted.Text, Language: wanted.Language, Spoken: wanted.Language, Topic: true})
		s.Last, s.ListPage = session.ATopic, page
	})
	return said, nil
}

// spokenOf is the topic of a question before in the place of one that only points there:
// "how many articles do you have on this?". The title of the article shown last tells
// which question named the topic. It is empty where a list of articles stands before
// one that names nothing at all.
func (a *questions) spokenOf(r *request, wanted intent.Query) intent.Query {
	s := r.session()
	if !a.search.Parser.Points(wanted) || wanted.Text == "" && (s.Last == session.AList || s.Last == session.ATopic) {
		return wanted
	}
	title := ""
	if shown, ok := a.shelf.lib.Article(string(s.Article)); ok {
		title = shown.Title
	}
	latest := wanted
	for _, before := range slices.Backward(s.Questions) {
		topic := a.search.TopicOf(before.Asked())
		if before.Topic {
			topic = a.search.Query(before.Asked()) // as it was typed
		}
		switch n := len(topic.Topics()); {
		case n == 0 || before.Leaning:
			continue
		case 3*inTitle(title, topic) >= 2*n:
			return topic
		case latest.Text == wanted.Text:
			latest = topic
		}
	}
	return latest
}

// counted says how many articles speak of a topic, and of how many.
func (a *questions) counted(r *request, list []retrieval.Summary, topic string) string {
	briefs := 0
	for _, s := range list {
		if s.Brief {
			briefs++
		}
	}
	n := r.t.Corpus(retrieval.Counts{Articles: len(list) - briefs, Briefs: briefs})
	all := r.t.Corpus(a.shelf.lib.Status().Counts)
	if len(list) <= listSize {
		return r.t.ArticlesOn.With("n", n, "topic", topic, "all", all)
	}
	return r.t.NewestOn.With("n", n, "topic", topic, "all", all, "shown", r.t.Number(listSize))
}

// articlesOn are the articles of the passages that speak of a topic.
func articlesOn(ans retrieval.Answer, wanted intent.Query) []retrieval.Summary {
	var list []retrieval.Summary
	if ans.Outcome == retrieval.None {
		return nil
	}
	for _, h := range ans.Hits {
		known := slices.ContainsFunc(list, func(s retrieval.Summary) bool { return s.ID == h.Article.ID })
		if !known && followup.SpeaksOf(h, wanted) {
			list = append(list, h.Article)
		}
	}
	slices.SortStableFunc(list, func(a, b retrieval.Summary) int { return b.Published.Compare(a.Published) })
	return list
}

// fewTitles is how many articles a search by few words is offered.
const fewTitles = 5

// choice offers the articles that a search by few words found, each opened where
// it speaks of them; not where there is only one.
func (a *questions) choice(r *request, q intent.Query, found []retrieval.Hit) (bot.Reply, bool) {
	var list []retrieval.Summary
	pages := make(map[retrieval.ArticleID]int)
	for _, h := range found {
		if _, known := pages[h.Article.ID]; known || len(h.Highlights) == 0 || len(list) == fewTitles {
			continue
		}
		pages[h.Article.ID] = 0
		if full, ok := a.shelf.lib.Article(string(h.Article.ID)); ok {
			pages[h.Article.ID] = reply.PageOf(r.t, full, h.Passage.Ordinal)
		}
		list = append(list, h.Article)
	}
	if len(list) < 2 {
		return bot.Reply{}, false
	}
	said := r.say(r.t.FewWords.With("n", r.t.Counted(len(list), r.t.Articles), "words", q.Text))
	said.Question, said.Titles = q.Text, reply.Titles(r.t, list, 1)
	for i, s := range list {
		said.Titles[i].Action.Arg = reply.PageRef{Key: s.ID.Key(), Page: pages[s.ID]}.String()
	}
	return said, true
}
