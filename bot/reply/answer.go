package reply

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"articlebot/bot"
	"articlebot/bot/locale"
	"articlebot/retrieval"
)

// View is which part of an answer to show and what to say around it.
type View struct {
	Index  int        // of the hit, from 0
	Origin PassageRef // of the sample question that was answered, if it was one
	// together says that the question was read with the one before.
	Together bool
	// On is the title of the article shown last where the question was read as one
	// about that, else "".
	On string
	// within is the title of the only article that was searched, "" for all.
	Within string
	// old is how long ago the articles were read, where that is too long; else 0.
	Old time.Duration
	// Follow offers to tell news of what was asked.
	Follow bool
}

// Answer shows one passage of an answer, or that there is none.
func Answer(t *locale.Texts, ans retrieval.Answer, w View) bot.Reply {
	hits := Shown(ans)
	if len(hits) == 0 {
		return None(t, ans, w)
	}
	w.Index = min(max(w.Index, 0), len(hits)-1)
	h := hits[w.Index]
	r := bot.Reply{
		Kind: bot.ShowAnswer, Language: t.Language, Question: ans.Question,
		Cards:   []bot.Card{card(t, h, ans.Generation)},
		Buttons: answerButtons(t, w, hits),
	}
	if ans.Outcome == retrieval.Unsure {
		r.Kind = bot.ShowUnsure
	}
	r.Text = remark(t, ans, w)
	return r
}

// Shown are the hits of an answer that a person may see.
func Shown(ans retrieval.Answer) []retrieval.Hit {
	if ans.Outcome == retrieval.None {
		return nil
	}
	return ans.Hits
}

// remark is the one thing to say above a passage: what makes most difference to
// how it is to be read.
func remark(t *locale.Texts, ans retrieval.Answer, w View) string {
	news := t.News(ans.News, ans.Outcome)
	if ans.Outcome == retrieval.Unsure {
		if len(ans.Missing) == 0 && news != "" {
			return news
		}
		if len(ans.Missing) == 0 && w.Together {
			return string(t.TogetherUnsure)
		}
		if len(ans.Missing) == 0 && w.On != "" {
			return t.OnUnsure.With("title", w.On)
		}
		return t.HedgeFor(ans, w.Index == 0)
	}
	return cmp.Or(news, t.CorrectedFor(ans.Corrections), reading(t, w))
}

// reading is how a question was understood: together with the one before, or in
// one article alone; else how old that is which was searched.
func reading(t *locale.Texts, w View) string {
	switch {
	case w.Together:
		return string(t.Together)
	case w.On != "":
		return t.On.With("title", w.On)
	case w.Within != "":
		return t.Within.With("title", w.Within)
	case w.Old > 0:
		return t.Old.With("age", t.Age(w.Old))
	}
	return ""
}

// None says that the articles do not say, with titles that may help.
func None(t *locale.Texts, ans retrieval.Answer, w View) bot.Reply {
	r := bot.Reply{Kind: bot.ShowNone, Language: t.Language, Question: ans.Question, Titles: Titles(t, ans.Nearest, 1)}
	perhaps := ""
	if len(r.Titles) > 0 {
		perhaps = string(t.Perhaps)
	}
	if w.Follow {
		r.Buttons = [][]bot.Button{followButton(t, "")}
	}
	why := cmp.Or(t.NothingFor(ans), t.News(ans.News, ans.Outcome), t.CorrectedFor(ans.Corrections), reading(t, w))
	r.Text = locale.JoinLines(t.NoAnswer.With("searched", t.Corpus(ans.Searched)), why, perhaps)
	return r
}

// card is the passage of a hit with where it is from.
func card(t *locale.Texts, h retrieval.Hit, g retrieval.Generation) bot.Card {
	c := bot.Card{
		Article: h.Article.ID, Title: h.Article.Title, URL: h.Article.URL,
		Label: label(t, h.Passage.Kind, h.Author, h.Article.Section), Published: h.Article.Published,
		Passage: h.Passage.Ordinal, Text: h.Passage.Text, Sentence: h.Sentence, Highlights: h.Highlights, Generation: g,
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
func answerButtons(t *locale.Texts, w View, hits []retrieval.Hit) [][]bot.Button {
	at := RefOf(hits[w.Index])
	vote := voteArg(at, w.Origin)
	second := []bot.Button{
		{Label: string(t.Up), Action: bot.Action{Verb: bot.ThumbsUp, Arg: vote}},
		{Label: string(t.Down), Action: bot.Action{Verb: bot.ThumbsDown, Arg: vote}},
	}
	if hits[w.Index].Passage.Kind != retrieval.Brief {
		open := bot.Button{Label: string(t.Whole), Action: bot.Action{Verb: bot.OpenArticle, Arg: PageRef{Key: at.Key}.String()}}
		second = append([]bot.Button{open}, second...)
	}
	turn := func(i int) bot.Action {
		return bot.Action{Verb: bot.ShowPassage, Arg: AnswerRef{i, RefOf(hits[i]), w.Origin}.String()}
	}
	rows := [][]bot.Button{second}
	if first := Stepper(t, w.Index, len(hits), turn); first != nil {
		rows = [][]bot.Button{first, second}
	}
	if w.Follow {
		rows = append(rows, followButton(t, vote))
	}
	return rows
}

// Each makes a reply of every passage of an answer, up to limit, without
// buttons; none where nothing answers.
func Each(t *locale.Texts, ans retrieval.Answer, limit int) []bot.Reply {
	if ans.Outcome == retrieval.None {
		return nil
	}
	list := make([]bot.Reply, 0, limit)
	for _, h := range ans.Hits[:min(limit, len(ans.Hits))] {
		r := bot.Reply{Kind: bot.ShowAnswer, Language: t.Language, Question: ans.Question, Cards: []bot.Card{card(t, h, ans.Generation)}}
		if ans.Outcome == retrieval.Unsure {
			r.Kind, r.Text = bot.ShowUnsure, string(t.Hedge)
		}
		list = append(list, r)
	}
	return list
}

// FoldReprints shows a passage once that several articles have word for word,
// and names the others there. Most reprints are folded when they are read; this
// is for those whose articles other programs count on.
func FoldReprints(hits []retrieval.Hit) []retrieval.Hit {
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
