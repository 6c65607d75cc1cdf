package dialogue

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"articlebot/bot"
	"articlebot/bot/intent"
	"articlebot/retrieval"
)

// listSize is how many titles a page of the list of articles has.
const listSize = 10

// articles shows a page (from 0) of the list of articles, or of those whose
// title has the given words.
func (b *Bot) articles(v *visit, page int, words string) bot.Reply {
	c := b.catalogues.of(b.lib)
	list := c.list
	if words != "" {
		if list = c.find(words, 0); len(list) == 0 {
			return bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: v.t.NoArticles.With("words", words)}
		}
	}
	total := max(1, (len(list)+listSize-1)/listSize)
	page = max(page, 0)
	if page >= total {
		page = 0
	}
	shown := list[min(page*listSize, len(list)):min((page+1)*listSize, len(list))]
	r := bot.Reply{
		Kind: bot.ShowText, Language: v.t.Language,
		Text:   b.listHead(v, len(list), page, total, words),
		Titles: titleList(v.t, shown, page*listSize+1),
	}
	if row := stepper(v.t, page, total, func(i int) bot.Action { return listAction(i, words) }); row != nil {
		r.Buttons = [][]bot.Button{row}
	}
	b.sessions.update(v.key, v.now, func(s *session) {
		s.last, s.listPage, s.filter = aList, page, words
		s.titles, s.first = b.idsOf(r.Titles), page*listSize+1
	})
	return r
}

func (b *Bot) listHead(v *visit, n, page, total int, words string) string {
	if words != "" {
		return v.t.ArticlesFound.With("n", v.t.Counted(n, v.t.Articles), "words", words)
	}
	return v.t.ArticlesHead.With("counts", v.t.Corpus(b.lib.Status().Counts),
		"page", v.t.Number(page+1), "total", v.t.Number(total))
}

// listAction shows a page of the list; as many of the filter's words go along
// as there is room for.
func listAction(page int, words string) bot.Action {
	a := bot.Action{Verb: bot.ListTitles, Arg: strconv.Itoa(page)}
	if words == "" {
		return a
	}
	a.Arg += "." + words
	for len(a.Encode()) > bot.MaxActionBytes {
		_, size := utf8.DecodeLastRuneInString(a.Arg)
		a.Arg = a.Arg[:len(a.Arg)-size]
	}
	return a
}

func parseListRef(arg string) (page int, words string, ok bool) {
	number, words, _ := strings.Cut(arg, ".")
	page, ok = count(number)
	return page, words, ok
}

// open shows a page of a whole article.
func (b *Bot) open(v *visit, idOrKey string, page int) bot.Reply {
	a, ok := b.lib.Article(idOrKey)
	if !ok {
		return notice(v.t, string(v.t.Gone))
	}
	r := articleReply(v.t, a, page, b.lib.Status().Generation)
	b.sessions.update(v.key, v.now, func(s *session) {
		s.last, s.article, s.page = anArticle, a.ID, page
	})
	return r
}

// nextPage turns to the next page of the article shown last.
func (b *Bot) nextPage(v *visit, s session) bot.Reply {
	a, ok := b.lib.Article(string(s.article))
	if !ok {
		return notice(v.t, string(v.t.Gone))
	}
	if s.page+1 >= len(articlePages(v.t, a)) {
		return bot.Reply{Kind: bot.ShowText, Language: v.t.Language, Text: string(v.t.NoMorePage)}
	}
	return b.open(v, string(a.ID), s.page+1)
}

// whole shows the article that was spoken of last, or that was quoted.
func (b *Bot) whole(v *visit, m bot.Message) bot.Reply {
	if a, ok := b.quotedArticle(m, 0); ok {
		return b.open(v, string(a.ID), 0)
	}
	if s := b.sessions.Get(v.key, v.now); s.article != "" {
		return b.open(v, string(s.article), 0)
	}
	return b.choose(v, string(v.t.WhichArticle))
}

// choose asks to choose from the list of articles.
func (b *Bot) choose(v *visit, asked string) bot.Reply {
	r := b.articles(v, 0, "")
	r.Text = asked
	return r
}

// article opens the article with a number or a title.
func (b *Bot) article(v *visit, m bot.Message, in intent.Intent) bot.Reply {
	if in.Text != "" {
		return b.byTitle(v, in.Text)
	}
	if id, ok := b.listed(v, m, in.Number); ok {
		return b.open(v, id, 0)
	}
	if list := b.catalogues.of(b.lib).list; in.Number <= len(list) {
		return b.open(v, string(list[in.Number-1].ID), 0)
	}
	return b.choose(v, v.t.NoSuchNumber.With("n", v.t.Number(in.Number)))
}

// maxListed is the highest number that people take for one of a list.
const maxListed = 99

// pick opens the title with a number that was typed bare; where no list was
// shown, what was typed is a question after all.
func (b *Bot) pick(ctx context.Context, v *visit, m bot.Message, in intent.Intent) (bot.Reply, error) {
	if id, ok := b.listed(v, m, in.Number); ok {
		return b.open(v, id, 0), nil
	}
	if s := b.sessions.Get(v.key, v.now); len(s.titles) > 0 && in.Number <= maxListed {
		return notice(v.t, v.t.NoSuchNumber.With("n", v.t.Number(in.Number))), nil
	}
	return b.ask(ctx, v, m, in.Text)
}

// listed finds the article with a number in the list that was quoted or shown
// last.
func (b *Bot) listed(v *visit, m bot.Message, n int) (idOrKey string, ok bool) {
	if a, ok := b.quotedArticle(m, n); ok {
		return string(a.ID), true
	}
	s := b.sessions.Get(v.key, v.now)
	if i := n - s.first; len(s.titles) > 0 && i >= 0 && i < len(s.titles) {
		return string(s.titles[i]), true
	}
	return "", false
}

// byTitle opens the article with that id, key or title; titles that only
// contain the words are offered.
func (b *Bot) byTitle(v *visit, title string) bot.Reply {
	if a, ok := b.lib.Article(title); ok {
		return b.open(v, string(a.ID), 0)
	}
	c := b.catalogues.of(b.lib)
	if s, ok := c.byTitle(title); ok {
		return b.open(v, string(s.ID), 0)
	}
	switch found := c.find(title, 2); len(found) {
	case 0:
		return b.choose(v, v.t.NoSuchTitle.With("title", title))
	case 1:
		return b.open(v, string(found[0].ID), 0)
	}
	return b.articles(v, 0, title)
}

// quotedArticle finds the article that a quoted message of ours is about.
func (b *Bot) quotedArticle(m bot.Message, number int) (retrieval.Summary, bool) {
	if m.Quoted == "" {
		return retrieval.Summary{}, false
	}
	return b.catalogues.of(b.lib).quoted(m.Quoted, number)
}

// maxTopicPassages is how many passages are looked at for a topic's articles.
const maxTopicPassages = retrieval.MaxLimit

// topic lists the articles on a topic, newest first where dates are known.
func (b *Bot) topic(ctx context.Context, v *visit, wanted string) (bot.Reply, error) {
	ans, err := b.lib.Ask(ctx, retrieval.Question{Text: wanted, Limit: maxTopicPassages})
	if err != nil {
		return bot.Reply{}, err
	}
	ans.Question = wanted
	list := articlesOn(ans, wanted)
	if len(list) == 0 {
		ans.Outcome = retrieval.None
		b.concluded(v, ans.Outcome)
		b.miss(v, wanted)
		return b.consoled(ctx, v, b.noneReply(v.t, ans, view{now: v.now})), nil
	}
	b.concluded(v, ans.Outcome)
	shown := list[:min(len(list), listSize)]
	r := bot.Reply{
		Kind: bot.ShowText, Language: v.t.Language, Question: wanted, Titles: titleList(v.t, shown, 1),
		Text: v.t.ArticlesOn.With("n", v.t.Counted(len(list), v.t.Articles), "topic", wanted),
	}
	b.sessions.update(v.key, v.now, func(s *session) { s.titles, s.first = b.idsOf(r.Titles), 1 })
	return r, nil
}

// articlesOn are the articles of the passages that speak of a topic.
func articlesOn(ans retrieval.Answer, wanted string) []retrieval.Summary {
	var list []retrieval.Summary
	if ans.Outcome == retrieval.None {
		return nil
	}
	for _, h := range ans.Hits {
		known := slices.ContainsFunc(list, func(s retrieval.Summary) bool { return s.ID == h.Article.ID })
		if !known && speaksOf(h, wanted) {
			list = append(list, h.Article)
		}
	}
	slices.SortStableFunc(list, func(a, b retrieval.Summary) int { return b.Published.Compare(a.Published) })
	return list
}
