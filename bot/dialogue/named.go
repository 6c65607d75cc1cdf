package dialogue

import (
	"context"
	"slices"

	"articlebot/bot"
	"articlebot/bot/followup"
	"articlebot/bot/intent"
	"articlebot/bot/reply"
	"articlebot/retrieval"
	"articlebot/retrieval/text"
)

// namedPassages is how many passages are looked at for an article that is named.
const namedPassages = 12

// wishOfNamed does what is wished of an article that the message names by what it is
// about. Titles are offered where several may be meant; where none is, the message
// is a question.
func (a *questions) wishOfNamed(ctx context.Context, r *request, m bot.Message, in intent.Intent) (bot.Reply, error) {
	wanted := a.search.Read(in.Named)
	list, err := a.articlesNamed(ctx, wanted)
	switch {
	case err != nil:
		return bot.Reply{}, err
	case len(list) == 0:
		return a.ask(ctx, r, m, a.search.Read(in.Text))
	case len(list) > 1:
		said := r.say(r.t.WhichOf.With("topic", in.Named))
		said.Question, said.Titles = in.Named, reply.Titles(r.t, list[:min(len(list), fewTitles)], 1)
		a.shelf.shown(r, said.Titles)
		return said, nil
	}
	m.Article, m.Quoted = string(list[0].ID), ""
	if in.Kind == intent.WholeArticle {
		return a.shelf.open(r, m.Article, 0), nil
	}
	spokenOf(r, list[0].ID, -1)
	return a.shelf.told(r, m, in.Kind), nil
}

// ofList reads a message as one about a title of the list that was shown last, where
// one was and has that title.
func (b *Bot) ofList(r *request, m bot.Message, list []intent.Intent) []intent.Intent {
	if len(list) != 1 || m.Command != "" || m.Article != "" || m.Overheard || len(r.session().Titles) == 0 {
		return list
	}
	if kind := list[0].Kind; kind == intent.Pick || kind == intent.Article {
		return list // a number alone
	}
	in, ok := b.parser.OfList(m.Text)
	if !ok {
		return list
	}
	if _, ok = b.shelf.listed(r, m, in.Nth); !ok {
		return list
	}
	return []intent.Intent{b.inLanguage(in)}
}

// articlesNamed are the articles that somebody may mean who names one by what it is
// about: those whose titles have all of the words; else, of those that a search
// finds, the ones whose titles have the most of them, and more than half.
func (a *questions) articlesNamed(ctx context.Context, wanted intent.Query) ([]retrieval.Summary, error) {
	if s, ok := a.shelf.catalogue().ByTitle(wanted.Text); ok {
		return []retrieval.Summary{s}, nil
	}
	if list := a.shelf.catalogue().Find(wanted.Text, fewTitles); len(list) > 0 {
		return list, nil
	}
	ans, err := a.search.Ask(ctx, wanted, followup.Focus{}, namedPassages)
	if err != nil {
		return nil, err
	}
	var list []retrieval.Summary
	shares := make(map[retrieval.ArticleID]int)
	most := 0
	for _, h := range ans.Hits {
		if _, known := shares[h.Article.ID]; known {
			continue
		}
		n := inTitle(h.Article.Title, wanted)
		shares[h.Article.ID] = n
		most = max(most, n)
		list = append(list, h.Article)
	}
	if 2*most <= len(wanted.Topics()) {
		if ans.Outcome == retrieval.Answered {
			return list[:1], nil
		}
		return nil, nil
	}
	return slices.DeleteFunc(list, func(s retrieval.Summary) bool { return shares[s.ID] < most }), nil
}

// inTitle is how many of the words of a topic a title has.
func inTitle(title string, wanted intent.Query) int {
	there := make(map[string]bool)
	for _, tok := range text.Tokens(title, text.English) {
		there[tok.Folded], there[tok.Term] = true, true
	}
	n := 0
	for _, tok := range wanted.Topics() {
		if there[tok.Folded] || there[tok.Term] {
			n++
		}
	}
	return n
}
