package dialogue

import (
	"strings"

	"articlebot/bot"
	"articlebot/bot/catalogue"
	"articlebot/bot/intent"
	"articlebot/bot/locale"
	"articlebot/bot/reply"
	"articlebot/bot/session"
	"articlebot/retrieval"
)

// shelf is the articles as people look through them and open them.
type shelf struct {
	lib        bot.Library
	catalogues catalogue.Cache
}

// Catalogue is the list of the articles that there are now.
func (s *shelf) catalogue() *catalogue.Catalogue { return s.catalogues.Of(s.lib) }

// scope finds the only article that is to be searched: its id and title, both
// "" for all. ok is false if there is no such article.
func (s *shelf) scope(idOrKey string) (id retrieval.ArticleID, title string, ok bool) {
	if idOrKey == "" {
		return "", "", true
	}
	a, ok := s.lib.Article(idOrKey)
	if !ok {
		return "", "", false
	}
	return a.ID, a.Title, true
}

// linked is the article at one of the addresses, parted by spaces, "" for none.
func (s *shelf) linked(addresses string) string {
	if addresses == "" {
		return ""
	}
	c := s.catalogue()
	for _, address := range strings.Fields(addresses) {
		if a, ok := c.ByAddress(address); ok {
			return string(a.ID)
		}
	}
	return ""
}

// onlyIn offers the only article that was searched where there is no title to offer.
func (s *shelf) onlyIn(r *request, said bot.Reply, scope retrieval.ArticleID) bot.Reply {
	a, ok := s.lib.Article(string(scope))
	if scope == "" || !ok || len(said.Titles) > 0 {
		return said
	}
	said.Titles = reply.Titles(r.t, []retrieval.Summary{a.Summary()}, 1)
	said.Text = locale.JoinLines(said.Text, string(r.t.Perhaps))
	return said
}

// listSize is how many titles a page of the list of articles has.
const listSize = 10

// list shows a page (from 0) of the list of articles, or of those whose title
// has the given words.
func (s *shelf) list(r *request, page int, words string) bot.Reply {
	c := s.catalogue()
	list := c.List
	if words != "" {
		if list = c.Find(words, 0); len(list) == 0 {
			return r.say(r.t.NoArticles.With("words", words))
		}
	}
	total := max(1, (len(list)+listSize-1)/listSize)
	page = max(page, 0)
	if page >= total {
		page = 0
	}
	shown := list[min(page*listSize, len(list)):min((page+1)*listSize, len(list))]
	said := r.say(s.listHead(r, len(list), page, total, words))
	said.Titles = reply.Titles(r.t, shown, page*listSize+1)
	if row := reply.Stepper(r.t, page, total, func(i int) bot.Action { return reply.ListAction(i, words) }); row != nil {
		said.Buttons = [][]bot.Button{row}
	}
	r.update(func(v *session.Session) {
		v.Last, v.ListPage, v.Filter = session.AList, page, words
		v.Titles, v.First, v.Offered = idsOf(said.Titles), page*listSize+1, true
	})
	return said
}

func (s *shelf) listHead(r *request, n, page, total int, words string) string {
	if words != "" {
		return r.t.ArticlesFound.With("n", r.t.Counted(n, r.t.Articles), "words", words)
	}
	return r.t.ArticlesHead.With("counts", r.t.Corpus(s.lib.Status().Counts),
		"page", r.t.Number(page+1), "total", r.t.Number(total))
}

// idsOf reads the articles' keys back from the titles of a reply; the library
// takes keys for ids.
func idsOf(titles []bot.Title) []retrieval.ArticleID {
	ids := make([]retrieval.ArticleID, len(titles))
	for i, t := range titles {
		ref, _ := reply.ParsePageRef(t.Action.Arg)
		ids[i] = retrieval.ArticleID(ref.Key)
	}
	return ids
}

// shown remembers titles that numbers pick from.
func (s *shelf) shown(r *request, titles []bot.Title) {
	r.update(func(v *session.Session) { v.Titles, v.First, v.Offered = idsOf(titles), titles[0].Number, true })
}

// open shows a page of a whole article.
func (s *shelf) open(r *request, idOrKey string, page int) bot.Reply {
	a, ok := s.lib.Article(idOrKey)
	if !ok {
		return reply.Notice(r.t, string(r.t.Gone))
	}
	spokenOf(r, a.ID, page)
	return reply.Article(r.t, a, page, s.lib.Status().Generation)
}

// spokenOf remembers an article as the one that was shown last, at a page, -1 for none.
func spokenOf(r *request, id retrieval.ArticleID, page int) {
	r.update(func(v *session.Session) { v.Last, v.Article, v.Page, v.Offered = session.AnArticle, id, page, false })
}

// press opens the article that a button names.
func (s *shelf) press(r *request, pressed bot.Action) bot.PressReply {
	ref, ok := reply.ParsePageRef(pressed.Arg)
	if !ok {
		return reply.Stale(r.t)
	}
	said := s.open(r, ref.Key, ref.Page)
	if ref.Turn && said.Kind == bot.ShowArticle {
		return bot.PressReply{Edit: said}
	}
	said.Private = true
	return bot.PressReply{Send: said}
}

// nextPage turns to the next page of the article shown last.
func (s *shelf) nextPage(r *request, v session.Session) bot.Reply {
	a, ok := s.lib.Article(string(v.Article))
	if !ok {
		return reply.Notice(r.t, string(r.t.Gone))
	}
	if v.Page+1 >= len(reply.Pages(r.t, a)) {
		return r.say(string(r.t.NoMorePage))
	}
	return s.open(r, string(a.ID), v.Page+1)
}

// noMore says that the passages are at their end and offers the article.
func (s *shelf) noMore(r *request, v session.Session) bot.Reply {
	said := r.say(string(r.t.NoMore))
	if _, ok := s.lib.Article(string(v.Article)); ok && v.Article != "" {
		open := bot.Action{Verb: bot.OpenArticle, Arg: reply.PageRef{Key: v.Article.Key()}.String()}
		said.Buttons = [][]bot.Button{{{Label: string(r.t.Whole), Action: open}}}
	}
	return said
}

// whole shows the article that was spoken of last, or that was quoted.
func (s *shelf) whole(r *request, m bot.Message) bot.Reply {
	if a, ok := s.quoted(m, 0); ok {
		return s.open(r, string(a.ID), 0)
	}
	if id := spoken(r.session()); id != "" {
		return s.open(r, string(id), 0)
	}
	return s.choose(r, string(r.t.WhichArticle))
}

// spoken is the article that a wish is about which names none: the one shown last, or
// the only one of a list. It is "" where a list of several was shown last.
func spoken(v session.Session) retrieval.ArticleID {
	switch {
	case !v.Offered:
		return v.Article
	case len(v.Titles) == 1:
		return v.Titles[0]
	}
	return ""
}

// choose asks to choose from the list that was shown last, else from that of all
// articles.
func (s *shelf) choose(r *request, asked string) bot.Reply {
	if v := r.session(); v.Offered && len(v.Titles) > 1 {
		if said := r.say(asked); s.again(r, &said, v) {
			return said
		}
	}
	said := s.list(r, 0, "")
	said.Text = asked
	return said
}

// again lists once more what was listed last; it reports false where none of it is
// there any more.
func (s *shelf) again(r *request, said *bot.Reply, v session.Session) bool {
	var list []retrieval.Summary
	for _, id := range v.Titles {
		if a, ok := s.lib.Article(string(id)); ok {
			list = append(list, a.Summary())
		}
	}
	said.Titles = reply.Titles(r.t, list, v.First)
	return len(list) == len(v.Titles)
}

// article opens the article with a number or a title.
func (s *shelf) article(r *request, m bot.Message, in intent.Intent) bot.Reply {
	if in.Text != "" {
		return s.byTitle(r, in.Text)
	}
	if id, ok := s.listed(r, m, in.Number); ok {
		return s.open(r, id, 0)
	}
	if list := s.catalogue().List; in.Number <= len(list) {
		return s.open(r, string(list[in.Number-1].ID), 0)
	}
	return s.choose(r, r.t.NoSuchNumber.With("n", r.t.Number(in.Number)))
}

// lastListed picks the last title of a list.
const lastListed = -1

// maxListed is the highest number that people take for one of a list.
const maxListed = 99

// pick opens the title with a number that was typed bare, or says that there
// is none; not where no list was shown that the number could be of.
func (s *shelf) pick(r *request, m bot.Message, n int) (bot.Reply, bool) {
	if id, ok := s.listed(r, m, n); ok {
		return s.open(r, id, 0), true
	}
	if v := r.session(); len(v.Titles) > 0 && n <= maxListed {
		return reply.Notice(r.t, r.t.NoSuchNumber.With("n", r.t.Number(n))), true
	}
	return bot.Reply{}, false
}

// listed finds the article with a number in the list that was quoted or shown
// last.
func (s *shelf) listed(r *request, m bot.Message, n int) (idOrKey string, ok bool) {
	if a, ok := s.quoted(m, n); ok {
		return string(a.ID), true
	}
	v := r.session()
	if n == lastListed {
		n = v.First + len(v.Titles) - 1
	}
	if i := n - v.First; len(v.Titles) > 0 && i >= 0 && i < len(v.Titles) {
		return string(v.Titles[i]), true
	}
	return "", false
}

// byTitle opens the article with that id, key or title; titles that only
// contain the words are offered.
func (s *shelf) byTitle(r *request, title string) bot.Reply {
	if a, ok := s.lib.Article(title); ok {
		return s.open(r, string(a.ID), 0)
	}
	c := s.catalogue()
	if a, ok := c.ByAddress(title); ok {
		return s.open(r, string(a.ID), 0)
	}
	if a, ok := c.ByTitle(title); ok {
		return s.open(r, string(a.ID), 0)
	}
	switch found := c.Find(title, 2); len(found) {
	case 0:
		return s.choose(r, r.t.NoSuchTitle.With("title", title))
	case 1:
		return s.open(r, string(found[0].ID), 0)
	}
	return s.list(r, 0, title)
}

// quoted finds the article that a quoted message of ours is about.
func (s *shelf) quoted(m bot.Message, number int) (retrieval.Summary, bool) {
	if m.Quoted == "" {
		return retrieval.Summary{}, false
	}
	return s.catalogue().Quoted(m.Quoted, number)
}
