package dialogue

import (
	"slices"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// view is which part of an answer to show and what to say around it.
type view struct {
	index  int   // of the hit, from 0
	origin place // of the sample question that was answered, if it was one
	// together says that the question was read with the one before.
	together bool
	// within is the title of the only article that was searched, "" for all.
	within string
	now    time.Time
}

// answerReply shows one passage of an answer, or that there is none.
func (b *Bot) answerReply(t *locale.Texts, ans retrieval.Answer, w view) bot.Reply {
	hits := b.pages(ans)
	if len(hits) == 0 {
		return b.noneReply(t, ans, w)
	}
	w.index = min(max(w.index, 0), len(hits)-1)
	h := hits[w.index]
	r := bot.Reply{
		Kind: bot.ShowAnswer, Language: t.Language, Question: ans.Question,
		Cards:   []bot.Card{card(t, h, ans.Generation)},
		Buttons: answerButtons(t, w, hits),
	}
	hedge := ""
	if ans.Outcome == retrieval.Unsure {
		r.Kind = bot.ShowUnsure
		hedge = t.HedgeFor(ans, w.index == 0)
	}
	r.Text = locale.JoinLines(b.remarks(t, ans, w), hedge)
	return r
}

// pages are the hits of an answer that a person may see.
func (b *Bot) pages(ans retrieval.Answer) []retrieval.Hit {
	if ans.Outcome == retrieval.None {
		return nil
	}
	return ans.Hits[:min(len(ans.Hits), b.cfg.Passages)]
}

// remarks say what is particular about an answer, a line each.
func (b *Bot) remarks(t *locale.Texts, ans retrieval.Answer, w view) string {
	lines := make([]string, 0, 4)
	lines = append(lines, t.CorrectedFor(ans.Corrections))
	lines = append(lines, t.News(ans.News, ans.Outcome))
	if w.together {
		lines = append(lines, string(t.Together))
	}
	if w.within != "" {
		lines = append(lines, t.Within.With("title", w.within))
	}
	if age, old := b.age(w.now); old {
		lines = append(lines, t.Old.With("age", t.Age(age)))
	}
	return locale.JoinLines(lines...)
}

// noneReply says that the articles do not say, with titles that may help.
func (b *Bot) noneReply(t *locale.Texts, ans retrieval.Answer, w view) bot.Reply {
	r := bot.Reply{Kind: bot.ShowNone, Language: t.Language, Question: ans.Question, Titles: titleList(t, ans.Nearest, 1)}
	perhaps := ""
	if len(r.Titles) > 0 {
		perhaps = string(t.Perhaps)
	}
	r.Text = locale.JoinLines(t.NoAnswer.With("searched", t.Corpus(ans.Searched)), t.NothingFor(ans), b.remarks(t, ans, w), perhaps)
	return r
}

// card is the passage of a hit with where it is from.
func card(t *locale.Texts, h retrieval.Hit, g retrieval.Generation) bot.Card {
	c := bot.Card{
		Article: h.Article.ID, Title: h.Article.Title, URL: h.Article.URL,
		Label: label(t, h.Passage.Kind, h.Author, h.Article.Section), Published: h.Article.Published,
		Text: h.Passage.Text, Sentence: h.Sentence, Highlights: h.Highlights, Generation: g,
	}
	if h.Passage.Kind != retrieval.Brief && h.Total > 0 {
		c.Place = t.PlaceOf.With("n", t.Number(h.Passage.Ordinal+1), "total", t.Number(h.Total))
	}
	if len(h.AlsoIn) > 0 {
		c.AlsoIn = t.AlsoIn.With("titles", reprints(h.AlsoIn, h.Article.Title))
	}
	return c
}

// reprints names articles by title, or by section where the title is the same.
func reprints(list []retrieval.Summary, title string) string {
	names := make([]string, 0, len(list))
	for _, s := range list {
		name := s.Title
		if name == title && s.Section != "" {
			name = s.Section
		}
		names = append(names, name)
	}
	return strings.Join(names, "; ")
}

// label is the line of section and byline; a brief and a photo's caption say
// what they are.
func label(t *locale.Texts, kind retrieval.Kind, author, section string) string {
	switch kind {
	case retrieval.Brief:
		return locale.JoinDots(string(t.InBrief), section, author)
	case retrieval.Caption:
		return locale.JoinDots(string(t.Photo), author, section)
	}
	return locale.JoinDots(author, section)
}

// answerButtons are a row to page through the passages, if there are several,
// and a row for the article and the thumbs.
func answerButtons(t *locale.Texts, w view, hits []retrieval.Hit) [][]bot.Button {
	at := placeOf(hits[w.index])
	vote := voteArg(at, w.origin)
	second := []bot.Button{
		{Label: string(t.Up), Action: bot.Action{Verb: bot.ThumbsUp, Arg: vote}},
		{Label: string(t.Down), Action: bot.Action{Verb: bot.ThumbsDown, Arg: vote}},
	}
	if hits[w.index].Passage.Kind != retrieval.Brief {
		open := bot.Button{Label: string(t.Whole), Action: bot.Action{Verb: bot.OpenArticle, Arg: pageRef{key: at.key}.String()}}
		second = append([]bot.Button{open}, second...)
	}
	turn := func(i int) bot.Action {
		return bot.Action{Verb: bot.ShowPassage, Arg: passageRef{i, placeOf(hits[i]), w.origin}.String()}
	}
	if first := stepper(t, w.index, len(hits), turn); first != nil {
		return [][]bot.Button{first, second}
	}
	return [][]bot.Button{second}
}

// stepper is the row "◀ 2 / 3 ▶", nil where there is one page only. Arrows
// that lead nowhere are left out.
func stepper(t *locale.Texts, index, total int, turn func(int) bot.Action) []bot.Button {
	if total < 2 {
		return nil
	}
	var row []bot.Button
	if index > 0 {
		row = append(row, bot.Button{Label: string(t.Back), Action: turn(index - 1)})
	}
	where := t.Step.With("n", t.Number(index+1), "total", t.Number(total))
	row = append(row, bot.Button{Label: where, Action: bot.Action{Verb: bot.DoNothing}, Off: true})
	if index < total-1 {
		row = append(row, bot.Button{Label: string(t.Forward), Action: turn(index + 1)})
	}
	return row
}

// foldReprints shows a passage once that several articles have word for word,
// and names the others there. Most reprints are folded when they are read; this
// is for those whose articles other programs count on.
func foldReprints(hits []retrieval.Hit) []retrieval.Hit {
	var out []retrieval.Hit
	for _, h := range hits {
		i := slices.IndexFunc(out, func(shown retrieval.Hit) bool {
			return shown.Passage.Text == h.Passage.Text && shown.Article.ID != h.Article.ID
		})
		if i < 0 {
			out = append(out, h)
			continue
		}
		// Clip: the list belongs to the article, which others read.
		out[i].AlsoIn = append(slices.Clip(out[i].AlsoIn), h.Article)
	}
	return out
}
